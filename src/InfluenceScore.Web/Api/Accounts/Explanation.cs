using System.Text.Json.Serialization;
using InfluenceScore.Data;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Web.Api.Accounts;

/// <summary>
/// A score taken apart, or why it changed: what the verb `export explanation` writes and what the API answers. Without from and to it is the ledger of the newest score
/// (as_of, score, parts, ledger), with both the change statement (score_from, score_to, causes, entries). The points sum to <see cref="Sum"/>, which is the score, or the
/// difference, to 1e-9.
/// </summary>
public sealed record Explanation
{
    /// <summary>Key of the account.</summary>
    public required string Account { get; init; }

    /// <summary>The moment that the score speaks of. Only in a ledger.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? AsOf { get; init; }

    /// <summary>The earlier moment. Only in a change statement, like all that follows from it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? From { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? To { get; init; }

    /// <summary>Version of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Influence, 0 to 100.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Score { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Low { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? High { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExplainedParts? Parts { get; init; }

    /// <summary>The score at the earlier moment; without any evidence the few points of the prior.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ScoreFrom { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ScoreTo { get; init; }

    /// <summary>Points gained or lost.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Difference { get; init; }

    /// <summary>Sum of the points below.</summary>
    public required double Sum { get; init; }

    /// <summary>Lines of the ledger: what one person's acts on one post on one day add to one part.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LedgerLine>? Ledger { get; init; }

    /// <summary>Points by cause, largest movement first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ChangeTotal>? Causes { get; init; }

    /// <summary>Every line of the change statement that is not 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ChangeLine>? Entries { get; init; }

    /// <summary>Post numbers of the ledger, for <see cref="OfLedger"/>'s names.</summary>
    public static IEnumerable<int> Posts(Ledger ledger) => ledger.Entries.Where(e => e.Post >= 0).Select(e => e.Post).Distinct();

    /// <param name="postName">The network's id of a post, by its number in the input.</param>
    public static Explanation OfLedger(AccountKey account, ScoringInput input, ScoringOptions options, Scoring.AccountScore score, Ledger ledger, Func<int, string> postName) => new()
    {
        Account = account.ToString(),
        AsOf = Moment(options.AsOf),
        Model = options.Model.Version,
        Score = score.Score,
        Low = score.Low,
        High = score.High,
        Parts = new ExplainedParts(
            new ExplainedPart(score.TrueReach, score.TrueReachIndex, options.Model.TrueReachWeight),
            new ExplainedPart(score.Amplification, score.AmplificationIndex, options.Model.AmplificationWeight),
            new ExplainedPart(score.NetworkImpact, score.NetworkImpactIndex, options.Model.NetworkImpactWeight)),
        Sum = ledger.Total,
        Ledger = [.. ledger.Entries.Select(e => new LedgerLine(
            e.Part, e.Actor < 0 ? null : input.AccountKeys[e.Actor], e.Post < 0 ? null : postName(e.Post), e.Day, e.Acts, e.Points))],
    };

    public static Explanation OfChange(AccountKey account, ScoringResult before, ScoringResult after)
    {
        var change = ChangeStatement.Between(before, after, account.ToString());
        return new Explanation
        {
            Account = account.ToString(),
            From = Moment(before.Options.AsOf),
            To = Moment(after.Options.AsOf),
            Model = after.Options.Model.Version,
            ScoreFrom = change.From,
            ScoreTo = change.To,
            Difference = change.Difference,
            Sum = change.Entries.Sum(e => e.Points),
            Causes = change.ByCause(),
            Entries = [.. change.Entries.Select(e => new ChangeLine(e.Cause, e.Part, e.Actor, e.Points))],
        };
    }

    private static DateTime Moment(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime;
}

/// <summary>The three parts of a score.</summary>
public sealed record ExplainedParts(ExplainedPart TrueReach, ExplainedPart Amplification, ExplainedPart NetworkImpact);

/// <summary>A part: what was measured, on which index it stands, and with which weight it enters.</summary>
/// <param name="Value">In its own unit: people, responses per post, influence.</param>
/// <param name="Index">0 to 100.</param>
/// <param name="Weight">0 to 1; the three sum to 1.</param>
public sealed record ExplainedPart(double Value, double Index, double Weight);

/// <summary>What one person's acts on one post on one day add to one part.</summary>
/// <param name="Part">The part of the score.</param>
/// <param name="Person">Key of who acted; null for the prior, the points that everybody has before anything is known.</param>
/// <param name="Post">The network's id of the post; null where the acts name none.</param>
/// <param name="Day">UTC day of the acts.</param>
/// <param name="Acts">Acts counted here.</param>
/// <param name="Points">Points of the score, from 0.</param>
public sealed record LedgerLine(ScorePart Part, string? Person, string? Post, DateOnly Day, int Acts, double Points);

/// <summary>A line of a change statement.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Part">The part that moved; null for a change of model.</param>
/// <param name="Person">Key of who is behind it; null where no single person is.</param>
/// <param name="Points">Points of the score, either sign.</param>
public sealed record ChangeLine(ChangeCause Cause, ScorePart? Part, string? Person, double Points);
