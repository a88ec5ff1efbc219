using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring;

/// <summary>What the caller chooses. Everything else is a constant of the versioned <see cref="ScoreModel"/>.</summary>
public sealed record ScoringOptions
{
    /// <summary>Only evidence before this moment counts. Unix milliseconds, UTC.</summary>
    public required long AsOf { get; init; }

    /// <summary>Days after which an act weighs half. Finite, 0.01 to 3,650. 30 for accounts; hours for a one-week burst.</summary>
    public double HalfLifeDays { get; init; } = 30;

    /// <summary>Days after which an act weighs nothing. Finite, 0.01 to 3,650.</summary>
    public double WindowDays { get; init; } = 90;

    /// <summary>The model version; the current one unless history is re-scored with an older one.</summary>
    public ScoreModel Model { get; init; } = ScoreModel.Current;

    /// <summary>The terms of what an act of a given age (days, ≥ 0) still weighs: max(0, (exp(−rate · age) − floor) ÷ span); for stores that weigh acts themselves.</summary>
    public (double Rate, double Floor, double Span) DecayTerms => new Decay(HalfLifeDays, WindowDays) is var decay ? (decay.Rate, decay.Floor, decay.Span) : default;
}
