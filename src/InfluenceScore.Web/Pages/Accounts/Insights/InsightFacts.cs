using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Scores.Audiences;
using InfluenceScore.Web.Pages.Accounts.Audiences;

namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>What insights may look at: everything that the account page has read anyway. Null = not known.</summary>
public sealed record InsightFacts
{
    public required DateTime AsOf { get; init; }
    public required Score Score { get; init; }

    /// <summary>Oldest first, at least 90 days where they are stored.</summary>
    public required IReadOnlyList<(DateTime AsOf, Score Score)> Trend { get; init; }

    public required AudienceFacts Audience { get; init; }
    public required WeekHours Week { get; init; }
    public IReadOnlyList<AudienceView.Person> People { get; init; } = [];

    /// <summary>Points of single posts, most first, with their days; and of single people. The stored ones.</summary>
    public IReadOnlyList<(DateTime? At, double Points)> PostPoints { get; init; } = [];

    public IReadOnlyList<double> PersonPoints { get; init; } = [];

    /// <summary>Followers as of now and of 90 days before.</summary>
    public (long Now, long Then)? Followers { get; init; }

    /// <summary>Scores of accounts of the same name on other networks.</summary>
    public IReadOnlyList<(string Network, double Score)> Elsewhere { get; init; } = [];

    /// <summary>The newest score of that moment or before, null where none is stored.</summary>
    public Score? ScoreAtOrNull(DateTime at) => Trend.Where(t => t.AsOf <= at).Select(t => t.Score).LastOrDefault();

    /// <summary>A name inside a sentence: foreign text that cannot turn the sentence round.</summary>
    public static string Name(string shown) => $"\u2068{shown}\u2069";
}
