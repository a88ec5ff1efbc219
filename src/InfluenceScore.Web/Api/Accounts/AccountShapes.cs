using System.Text.Json.Serialization;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring.Patterns;

namespace InfluenceScore.Web.Api.Accounts;

/// <summary>A score and what it is made of. Everything is null where the account has no score in that run, which is not the same as zero.</summary>
public abstract record ScoreFigures
{
    /// <summary>Influence, 0 to 100.</summary>
    public double? Score { get; init; }

    /// <summary>Lower end of the 95% interval, 0 to 100.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end of the 95% interval, 0 to 100.</summary>
    public double? High { get; init; }

    /// <summary>Genuine people reached, each weighed by decayed evidence; people, from 0.</summary>
    public double? TrueReach { get; init; }

    /// <summary>True Reach on its logarithmic scale, 0 to 100.</summary>
    public double? TrueReachIndex { get; init; }

    /// <summary>Genuine responses per post; responses, from 0.</summary>
    public double? Amplification { get; init; }

    /// <summary>Amplification on its logarithmic scale, 0 to 100.</summary>
    public double? AmplificationIndex { get; init; }

    /// <summary>How influential those who respond are, 0 to 100.</summary>
    public double? NetworkImpact { get; init; }

    /// <summary>Probability that the account is a genuine person or organisation, 0 to 1.</summary>
    public double? Authenticity { get; init; }

    /// <summary>Acts on the account inside the window.</summary>
    public int? Acts { get; init; }

    /// <summary>Accounts behind these acts.</summary>
    public int? Actors { get; init; }

    /// <summary>Own posts inside the window.</summary>
    public int? Posts { get; init; }

    private protected static T With<T>(T figures, Score? score)
        where T : ScoreFigures => score is not { } s ? figures : figures with
        {
            Score = s.Value,
            Low = s.Low,
            High = s.High,
            TrueReach = s.TrueReach,
            TrueReachIndex = s.TrueReachIndex,
            Amplification = s.Amplification,
            AmplificationIndex = s.AmplificationIndex,
            NetworkImpact = s.NetworkImpactIndex,
            Authenticity = s.Authenticity,
            Acts = s.Acts,
            Actors = s.Actors,
            Posts = s.Posts,
        };
}

/// <summary>An account with its newest score.</summary>
public record AccountScore : ScoreFigures
{
    /// <summary>Key of the account, network:handle, as every call takes it.</summary>
    public required string Account { get; init; }

    /// <summary>Lower-case name of the network: x, bluesky, mastodon, or what a bundle calls it.</summary>
    public required string Network { get; init; }

    /// <summary>Handle in lower case, without a leading @.</summary>
    public required string Handle { get; init; }

    /// <summary>Display name as the network tells it, without control characters, at most 200 characters; hostile text: encode it where you show it.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the account is fetched and scored even when nobody acts on it.</summary>
    public required bool Tracked { get; init; }

    /// <summary>Points gained (or lost) against the newest comparable score that is at least seven days older.</summary>
    [JsonPropertyName("change_7_days")]
    public double? Change7Days { get; init; }

    /// <summary>Patterns seen at the account and not explained.</summary>
    public required IReadOnlyList<PatternKind> Patterns { get; init; }

    internal AccountScore With(Score? score) => With(this, score);
}

/// <summary>One page of the accounts that you may see.</summary>
public sealed record AccountList
{
    /// <summary>The moment that the scores speak of; only evidence before it counts. Null before the first scoring.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>Version of the model that made the scores.</summary>
    public string? Model { get; init; }

    /// <summary>Accounts that match, on all pages.</summary>
    public required int Total { get; init; }

    /// <summary>How many of them have a score; they come first, unless the order is by name.</summary>
    public required int Scored { get; init; }

    /// <summary>Number of this page, from 1.</summary>
    public required int Page { get; init; }

    /// <summary>Accounts a page.</summary>
    public required int PageSize { get; init; }

    public required IReadOnlyList<AccountScore> Accounts { get; init; }
}

/// <summary>One account: its newest score, its newest profile, and how the score moved.</summary>
public sealed record AccountDetails : AccountScore
{
    /// <summary>The moment that the score speaks of. Null before the first scoring.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>Version of the model that made the score.</summary>
    public string? Model { get; init; }

    /// <summary>What the network showed of the account last. Null where no profile is known.</summary>
    public AccountProfile? Profile { get; init; }

    /// <summary>Movements of the score over 7, 30 and 90 days.</summary>
    public required IReadOnlyList<ScoreMove> Moves { get; init; }

    internal new AccountDetails With(Score? score) => With(this, score);
}

/// <summary>A profile as its network showed it. Null is unknown, never zero. Counts enter no score.</summary>
public sealed record AccountProfile
{
    /// <summary>When it was seen.</summary>
    public required DateTime ObservedAt { get; init; }

    public string? Location { get; init; }

    public string? Bio { get; init; }

    public long? Followers { get; init; }

    public long? Following { get; init; }

    /// <summary>Posts ever made.</summary>
    public long? Posts { get; init; }

    public bool? Verified { get; init; }
}

/// <summary>How a score moved over some days.</summary>
public sealed record ScoreMove
{
    /// <summary>7, 30 or 90.</summary>
    public required int Days { get; init; }

    /// <summary>The moment of the earlier score. Null where there is none so old.</summary>
    public DateTime? From { get; init; }

    /// <summary>Points gained or lost. Null where the account had no score then.</summary>
    public double? Points { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public string? Why { get; init; }
}

/// <summary>The scores of one account over time.</summary>
public sealed record AccountHistory
{
    /// <summary>Key of the account.</summary>
    public required string Account { get; init; }

    /// <summary>Version of the model that made the scores. Null before the first scoring.</summary>
    public string? Model { get; init; }

    /// <summary>One score a run of this model, oldest first.</summary>
    public required IReadOnlyList<HistoryPoint> Scores { get; init; }

    /// <summary>What was published with other models before history was scored again, oldest first.</summary>
    public required IReadOnlyList<HistoryPoint> Published { get; init; }
}

/// <summary>One moment of a history.</summary>
public sealed record HistoryPoint : ScoreFigures
{
    /// <summary>The moment that the score speaks of.</summary>
    public required DateTime AsOf { get; init; }

    /// <summary>Version of the model that made it.</summary>
    public required string Model { get; init; }

    internal static HistoryPoint Of(DateTime asOf, string model, Score score) => With(new HistoryPoint { AsOf = asOf, Model = model }, score);
}
