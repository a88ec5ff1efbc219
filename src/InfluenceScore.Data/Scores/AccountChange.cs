using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Data.Scores;

/// <summary>Two runs between which a change is to be told, with the same half-life and window.</summary>
public readonly record struct ChangeSpan(int FromRunId, int ToRunId);

/// <summary>Why the score of one account differs between two runs: the points of all causes sum to the difference to 1e-9.</summary>
/// <param name="Before">The score at the start.</param>
/// <param name="After">The score at the end.</param>
/// <param name="Causes">Every cause that moved anything, largest movement first.</param>
public sealed record AccountChange(Step From, Step To, Score Before, Score After, IReadOnlyList<CauseSum> Causes)
{
    public double Points => After.Value - Before.Value;
}

/// <summary>A scoring of the store: one step of the chain of statements.</summary>
public readonly record struct Step(int RunId, DateTime AsOf, string Model, int? EarlierRunId);

/// <summary>One cause over a span of runs.</summary>
/// <param name="Cause">Null for what no stored statement tells: runs scored before statements were kept, or an account that was not tracked then.</param>
/// <param name="WholePoints">Points that belong to no part.</param>
/// <param name="People">People behind it: exact, or an upper bound where <paramref name="IsAtMost"/>; 0 where they are not counted.</param>
/// <param name="Leading">Single people who carried a third of it or more, largest first, two at most.</param>
/// <param name="Topic">What most of it was about, or null.</param>
public sealed record CauseSum(
    ChangeCause? Cause, double ReachPoints, double AmplificationPoints, double ImpactPoints, double WholePoints,
    int People, bool IsAtMost, IReadOnlyList<string> Leading, ChangeTopic? Topic)
{
    public double Points => ReachPoints + AmplificationPoints + ImpactPoints + WholePoints;

    /// <summary>Points of one part; null: those that belong to none.</summary>
    public double PointsOf(ScorePart? part) => part switch
    {
        ScorePart.TrueReach => ReachPoints,
        ScorePart.Amplification => AmplificationPoints,
        ScorePart.NetworkImpact => ImpactPoints,
        _ => WholePoints,
    };
}
