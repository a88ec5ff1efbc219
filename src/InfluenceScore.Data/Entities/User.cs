using Microsoft.AspNetCore.Identity;

namespace InfluenceScore.Data.Entities;

/// <summary>What somebody may do. One column of a user: there are no role tables, and nobody has two.</summary>
public enum Role
{
    /// <summary>Reads the accounts that were given to them: their own ones and the rivals to compare with.</summary>
    Marketer = 1,

    /// <summary>Keeps clients, and reads the accounts of these and the ones that were given to them.</summary>
    Consultant = 2,

    /// <summary>Reads everything; keeps people, runs, sources and imports.</summary>
    Admin = 3,
}

/// <summary>
/// Somebody who may sign in, or was invited to: an invited person is a user without a password. The e-mail address is the user name, fixed by whoever invited.
/// </summary>
public sealed class User : IdentityUser<int>
{
    public const int MaxName = 120, MaxEmail = 254;

    public Role Role { get; set; }

    /// <summary>How other people see them; the e-mail address where they have said nothing.</summary>
    public string? Name { get; set; }

    public DateTime CreatedAt { get; set; }

    /// <summary>Who invited them; null for the first admin and for people made on the command line.</summary>
    public int? InvitedById { get; set; }

    public DateTime? LastSignedInAt { get; set; }

    /// <summary>Since when they may not sign in; null: they may. Sessions that are open end with their next request.</summary>
    public DateTime? DisabledAt { get; set; }

    /// <summary>A made-up person of the demo, as whom nobody can sign in; a database with none but these counts as one without users.</summary>
    public bool IsExample { get; set; }
}

/// <summary>An account that a person was given to see.</summary>
public sealed class UserAccount
{
    public int UserId { get; set; }
    public int AccountId { get; set; }
    public DateTime GivenAt { get; set; }

    /// <summary>Who gave it; null where that person or the command line is no user (any more).</summary>
    public int? GivenById { get; set; }
}

/// <summary>A link that lets somebody choose a password once: an invitation, a forgotten password, or the set-up of the first admin.</summary>
public sealed class PasswordLink
{
    public int Id { get; set; }

    /// <summary>SHA-256 of the token's 256 random bits; the token itself is stored nowhere.</summary>
    public required byte[] TokenHash { get; set; }

    /// <summary>Whose password; null: the first admin's, who does not exist yet.</summary>
    public int? UserId { get; set; }

    /// <summary>Who made it; null: the command line or the start of the program.</summary>
    public int? CreatedById { get; set; }

    public DateTime CreatedAt { get; set; }
    public DateTime ExpiresAt { get; set; }
}
