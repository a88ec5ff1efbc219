namespace InfluenceScore.Web.Security;

/// <summary>Names of the authorization policies. An endpoint that names none is for <see cref="SignedIn"/> people; one that is open to all says so.</summary>
public static class Policies
{
    /// <summary>Anybody who has signed in, the guest of the demo too. A request that would change something also needs <see cref="MayWrite"/>.</summary>
    public const string SignedIn = "SignedIn";

    /// <summary>Consultants and admins.</summary>
    public const string Consultant = "Consultant";

    public const string Admin = "Admin";

    /// <summary>Whoever is more than a reader: not the guest of the demo, not an API key made for reading.</summary>
    public const string MayWrite = "MayWrite";
}
