namespace InfluenceScore.Data.Entities;

/// <summary>What a consultant wrote for a client's report. One a client; plain paragraphs, no markup.</summary>
public sealed class ClientReport
{
    public const int MaxTitle = 120, MaxWords = 3000;

    public int ClientId { get; set; }

    /// <summary>Headline of the report; null: the client's name.</summary>
    public string? Title { get; set; }

    /// <summary>The letter at the beginning; an empty line begins a new paragraph.</summary>
    public string? Words { get; set; }

    /// <summary>What the consultant suggests, a line each.</summary>
    public string? Suggestions { get; set; }

    public ReportSections Sections { get; set; } = ReportSections.All;
    public DateTime ChangedAt { get; set; }
}

/// <summary>Sections of a report that can be left out. The numbers are stored: never renumber.</summary>
[Flags]
public enum ReportSections
{
    None = 0,
    Words = 1,
    Parts = 2,
    Trend = 4,
    Change = 8,
    Posts = 16,
    Accounts = 32,
    Suggestions = 64,
    All = Words | Parts | Trend | Change | Posts | Accounts | Suggestions,
}

/// <summary>Who writes the reports: name, a line under it, and a logo. One row an owner; until people sign in, one.</summary>
public sealed class Letterhead
{
    public const int MaxName = 80, MaxLine = 120, MaxLogoBytes = 512 * 1024;

    public int Id { get; set; }

    /// <summary>Whose it is; null until people sign in.</summary>
    public int? OwnerId { get; set; }

    public string? Name { get; set; }
    public string? Line { get; set; }

    /// <summary>A PNG or JPEG image of at most <see cref="MaxLogoBytes"/>.</summary>
    public byte[]? Logo { get; set; }

    /// <summary>image/png or image/jpeg, told by the bytes themselves.</summary>
    public string? LogoType { get; set; }

    public DateTime ChangedAt { get; set; }
}

/// <summary>A link by which somebody without an account reads one report, frozen as its owner saw it when the link was made.</summary>
public sealed class ShareLink
{
    public int Id { get; set; }
    public int ClientId { get; set; }
    public int? OwnerId { get; set; }

    /// <summary>SHA-256 of the token in the address. The token itself is stored nowhere.</summary>
    public required byte[] TokenHash { get; set; }

    /// <summary>What the list of links calls it.</summary>
    public required string Title { get; set; }

    /// <summary>The report as JSON, with its version.</summary>
    public required string Content { get; set; }

    public byte[]? Logo { get; set; }
    public string? LogoType { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime ExpiresAt { get; set; }
    public DateTime? RevokedAt { get; set; }
    public DateTime? LastOpenedAt { get; set; }
    public int Opened { get; set; }
}
