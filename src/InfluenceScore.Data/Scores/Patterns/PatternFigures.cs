using System.Text.Json;
using System.Text.Json.Serialization;
using InfluenceScore.Scoring.Patterns;

namespace InfluenceScore.Data.Scores.Patterns;

/// <summary>Everything that the page of a pattern shows beside its dates, as stored in one JSON column. Examples of people are capped; the counts are whole.</summary>
public sealed record PatternFigures
{
    /// <summary>People shown by name, at most.</summary>
    public const int MostPeople = 25;

    /// <summary>Figures by name: the constants of the detector.</summary>
    public IReadOnlyDictionary<string, double> Numbers { get; init; } = new Dictionary<string, double>();

    /// <summary>How many accounts take part.</summary>
    public int PeopleCount { get; init; }

    public IReadOnlyList<Person> People { get; init; } = [];

    /// <summary>Follow churn only.</summary>
    public Churn? FollowChurn { get; init; }

    /// <summary>An account that takes part.</summary>
    /// <param name="Held">Follow churn: days that each follow lasted.</param>
    /// <param name="FollowedBack">Follow churn: it followed in answer.</param>
    /// <param name="ActedLater">It acted on the account after it had followed back.</param>
    public sealed record Person(int AccountId, DateTime? First = null, DateTime? Last = null, IReadOnlyList<double>? Held = null, bool FollowedBack = false, bool ActedLater = false);

    /// <param name="Refollowed">Null where only counts are known.</param>
    /// <param name="ScoreWith">The score as it is; null where the account has none.</param>
    /// <param name="ScoreWithout">The score of the same evidence with the counts that the account would show without the pattern.</param>
    public sealed record Churn(
        ChurnBasis Basis, int Started, int ShortEpisodes, int? Refollowed, double? PeriodDays, IReadOnlyList<Cycle> Cycles, IReadOnlyList<Ruled> Ruled,
        double? ScoreWith, double? ScoreWithout);

    /// <param name="FollowedBack">Accounts that followed in answer within two weeks; null where only counts are known.</param>
    /// <param name="ActedLater">Of those, accounts that acted on it since.</param>
    public sealed record Cycle(
        int Number, DateTime FirstFollow, DateTime LastFollow, DateTime FirstDrop, DateTime LastDrop, int Followed, int Dropped, int? Again, double HeldDays,
        int? FollowedBack, int? ActedLater);

    public sealed record Ruled(OtherReason Reason, int Count);

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    public static PatternFigures Read(string json) => JsonSerializer.Deserialize<PatternFigures>(json, Options) ?? new PatternFigures();

    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
}
