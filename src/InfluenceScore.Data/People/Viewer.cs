using InfluenceScore.Data.Entities;

namespace InfluenceScore.Data.People;

/// <summary>Who looks: all that <see cref="VisibleAccounts"/> and <see cref="Clients.VisibleClients"/> need to know of somebody.</summary>
/// <param name="UserId">
/// Whose accounts and clients are shown; null for somebody who is no stored user: a guest of the demo looking as admin, the program itself, nobody.
/// </param>
/// <param name="Role">In which role they look; a guest of the demo chooses it.</param>
/// <param name="MayWrite">False for who may only read: the guest of the demo, an API key made for reading. Every change asks this beside the role.</param>
/// <param name="Name">For the page's head and the audit log: a name or e-mail address, plain text.</param>
public sealed record Viewer(int? UserId, Role Role, bool MayWrite, string Name)
{
    /// <summary>Somebody who has not signed in: sees nothing and may nothing.</summary>
    public static readonly Viewer Nobody = new(null, default, false, "nobody");

    /// <summary>The command line and the work in the background, which act for whoever runs the machine.</summary>
    public static readonly Viewer Program = new(null, Role.Admin, true, "the program");

    public bool SeesEverything => Role == Role.Admin;

    /// <summary>Keeps clients and people, explains patterns, sets homes: a consultant or an admin.</summary>
    public bool Keeps => Role is Role.Consultant or Role.Admin;
}
