using System.Text.Json;
using InfluenceScore.Data.Entities;

namespace InfluenceScore.Web.Pages.Clients.Report;

/// <summary>A report and where its logo is to be had: the same sheets for its owner and for somebody with a link.</summary>
public sealed record ReportSheets(ReportContent Content, string LogoAddress);

/// <summary>
/// Everything that stands in a report, and nothing else is asked when it is shown: a share link stores it as JSON and shows the same sheets from it,
/// whatever happens to scores, words and weights afterwards. Fields may be added; none may change its meaning.
/// </summary>
public sealed record ReportContent
{
    /// <summary>Of the JSON. A reader refuses what is newer.</summary>
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;
    public required string Client { get; init; }

    /// <summary>Who writes: name, a line under it, and whether there is a logo.</summary>
    public string? From { get; init; }
    public string? Line { get; init; }
    public bool HasLogo { get; init; }

    public required string Title { get; init; }

    /// <summary>The consultant's own words, a paragraph each.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
    public IReadOnlyList<string> Suggestions { get; init; } = [];
    public ReportSections Sections { get; init; }
    public DateTime First { get; init; }
    public DateTime Last { get; init; }
    public DateTime MadeAt { get; init; }
    public string Model { get; init; } = "";
    public double WindowDays { get; init; }

    /// <summary>Where the client stands on the last day; null where there is no score.</summary>
    public Standing? Now { get; init; }
    public IReadOnlyList<ClientMove> Moves { get; init; } = [];

    /// <summary>The scores of the period, oldest first.</summary>
    public IReadOnlyList<Day> Days { get; init; } = [];
    public IReadOnlyList<ClientCause> Causes { get; init; } = [];
    public IReadOnlyList<Post> Posts { get; init; } = [];
    public IReadOnlyList<Account> Accounts { get; init; } = [];

    /// <summary>What the numbers are made from and what is missing, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <param name="Points">What the three parts add to the score, rounded so that they sum to it as shown.</param>
    public sealed record Standing(
        DateTime AsOf, double Value, double Low, double High, double TrueReach, double TrueReachIndex, double Amplification, double AmplificationIndex,
        double NetworkImpactIndex, IReadOnlyList<double> Points, int Acts, int Actors, int Posts);

    public sealed record Day(DateTime AsOf, double Value, double Low, double High, double TrueReach, double TrueReachIndex, double Amplification, double AmplificationIndex, double NetworkImpactIndex);

    /// <param name="Points">Points of the client's score.</param>
    public sealed record Post(string Text, string Network, DateTime? At, int People, double Points);

    /// <param name="Score">Its own score; null where it has none.</param>
    /// <param name="Points">Points of the client's score that it brings; null where it has no score.</param>
    public sealed record Account(string Network, string Handle, double? Score, double? Points);

    public bool Has(ReportSections section) => Sections.HasFlag(section);

    /// <summary>Days of the period.</summary>
    public int Length => Math.Max(1, (int)Math.Round((Last - First).TotalDays));

    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>The report that was frozen; null where a newer version of the program froze it.</summary>
    public static ReportContent? FromJsonOrNull(string json) => JsonSerializer.Deserialize<ReportContent>(json) is { Version: <= CurrentVersion } content ? content : null;

    /// <summary>Paragraphs of a text: an empty line begins a new one, single line ends stay inside.</summary>
    public static IReadOnlyList<string> Paragraphs(string? text) => Split(text, "\n\n");

    /// <summary>Lines of a text, without numbers or dashes that somebody put before them.</summary>
    public static IReadOnlyList<string> Lines(string? text) => [.. Split(text, "\n").Select(l => l.TrimStart('-', '•', '*', ' ')).Where(l => l.Length > 0)];

    private static List<string> Split(string? text, string separator) =>
        [.. (text ?? "").ReplaceLineEndings("\n").Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(p => Pages.Words.Plain(p, ClientReport.MaxWords)).OfType<string>()];
}
