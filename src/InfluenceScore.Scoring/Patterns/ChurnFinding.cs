namespace InfluenceScore.Scoring.Patterns;

/// <summary>What a finding rests on.</summary>
public enum ChurnBasis : byte
{
    /// <summary>Nothing that could show follow churn.</summary>
    None = 0,

    /// <summary>Follow events: who, and when.</summary>
    Events = 1,

    /// <summary>Only the number of accounts followed, over time.</summary>
    Counts = 2,
}

/// <summary>Another explanation that was looked at before a flag is set.</summary>
public enum OtherReason : byte
{
    TargetsGone = 1,
    TargetsMoved = 2,
    OneCleanUp = 3,
    CollectionGap = 4,
    OrdinaryUnfollowing = 5,
    TooLittleKnown = 6,
}

/// <summary>One cycle: a pile of accounts followed, and dropped soon after.</summary>
/// <param name="Number">1, 2, … in the order of time.</param>
/// <param name="FirstFollow">Unix milliseconds; from counts the moment before the rise.</param>
/// <param name="LastFollow">Unix milliseconds; from counts the moment of the peak.</param>
/// <param name="FirstDrop">Unix milliseconds.</param>
/// <param name="LastDrop">Unix milliseconds; from counts the moment after the fall.</param>
/// <param name="Followed">Accounts followed in it; from counts the rise.</param>
/// <param name="Dropped">Of these, accounts dropped again; from counts the fall.</param>
/// <param name="Again">Of those followed, accounts that had been followed before; null where only counts are known.</param>
/// <param name="HeldDays">How long a follow lasted, median days.</param>
public sealed record ChurnCycle(
    int Number, long FirstFollow, long LastFollow, long FirstDrop, long LastDrop, int Followed, int Dropped, int? Again, double HeldDays);

/// <summary>What was found in one account's follow history: figures, cycles, how sure, and what else it could be. It describes what was seen, never why.</summary>
/// <param name="Flagged">True where the pattern is seen and nothing else explains it.</param>
/// <param name="Started">Follows that began in the data; from counts the sum of the rises of the cycles.</param>
/// <param name="ShortEpisodes">Of these, follows that ended by choice within <see cref="FollowChurn.ShortDays"/> days; from counts the falls of cycles held no longer.</param>
/// <param name="Refollowed">Follows of accounts that had been followed and dropped before; null where only counts are known.</param>
/// <param name="PeriodDays">Median days from one cycle to the next; null with fewer than two.</param>
/// <param name="Confidence">0–1: one minus the chance of a fair account showing as much; never above what was measured (<see cref="FollowChurn.MostConfidence"/>). 0 where nothing is flagged.</param>
/// <param name="Ruled">Other reasons that were found, with how many follows each takes out of the figures (or 1).</param>
public sealed record ChurnFinding(
    bool Flagged,
    ChurnBasis Basis,
    int Started,
    int ShortEpisodes,
    int? Refollowed,
    IReadOnlyList<ChurnCycle> Cycles,
    double? PeriodDays,
    double Confidence,
    IReadOnlyList<(OtherReason Reason, int Count)> Ruled)
{
    public static readonly ChurnFinding Nothing = new(false, ChurnBasis.None, 0, 0, 0, [], null, 0, []);

    /// <summary>First follow of the first cycle, Unix milliseconds; null without a cycle.</summary>
    public long? First => Cycles.Count == 0 ? null : Cycles.Min(c => c.FirstFollow);

    /// <summary>Last unfollow of the last cycle, Unix milliseconds; null without a cycle.</summary>
    public long? Last => Cycles.Count == 0 ? null : Cycles.Max(c => c.LastDrop);
}
