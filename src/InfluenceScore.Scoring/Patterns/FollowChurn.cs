namespace InfluenceScore.Scoring.Patterns;

/// <summary>
/// Follow churn: follow a pile of accounts, drop it soon after, and again. Judged by events where they are known, by the sawtooth of the following count
/// where only that is. Pure; incomplete data make it say less, never more. The thresholds are reasoned, then checked on simulated worlds (docs/patterns.md).
/// </summary>
public static class FollowChurn
{
    internal const long Day = 86_400_000;

    /// <summary>A follow that ends within so many days is short: of ordinary follows about 2% do (30% a year).</summary>
    public const double ShortDays = 14;

    /// <summary>A pile that is dropped together may be held so long: the longest period looked for (21 days) and three days to see it.</summary>
    public const double WaveDays = 24;

    /// <summary>Cycles from which it is a pattern: one clean-up, move, gap or viral week makes one at most.</summary>
    public const int LeastCycles = 2;

    /// <summary>Follows dropped in all cycles together, at least.</summary>
    public const int LeastDropped = 10;

    /// <summary>The same where only counts are known, which do not say who was dropped: a swing of ten is no rare thing.</summary>
    private const int LeastDroppedOfCounts = 20;

    /// <summary>Share of all follows that are dropped again, at least: five times what is ordinary.</summary>
    public const double LeastShare = 0.1;

    /// <summary>Absences that turned out to be holes in the collection, at most this part of the follows dropped: beyond, the data cannot be trusted.</summary>
    private const double MostReturns = 0.5;

    /// <summary>
    /// Where only counts are known, piles smaller than this could be ordinary days; they are a pattern only where most follow one another within two periods.
    /// </summary>
    internal const int SmallPile = 25;

    private const double DenseDays = 45;

    /// <summary>No finding is surer than what was measured: no flag on 10,000 simulated fair accounts bounds the false alarms at 0.04% (Poisson, 95%); earlier rules had 2, and a world is no simulation.</summary>
    public const double MostConfidence = 0.999;

    /// <summary>What each cycle that fits leaves of the doubt: events name the accounts, counts could hide a coincidence.</summary>
    private const double DoubtPerCycleOfEvents = 0.1, DoubtPerCycleOfCounts = 0.2;

    /// <summary>Judges one account.</summary>
    public static ChurnFinding Judge(FollowHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var events = JudgeEvents(history);
        if (events.Flagged)
            return events;
        var counts = JudgeCounts(history);
        return counts.Flagged || events.Basis == ChurnBasis.None ? counts : events;
    }

    private static ChurnFinding JudgeEvents(FollowHistory history)
    {
        if (!history.Moments.Any(m => m.Begins))
            return ChurnFinding.Nothing;
        var episodes = FollowEpisodes.Of(history);
        var cycles = FollowWaves.Find(episodes.All, episodes.OldEnds, history.DataEnd);
        var dropped = cycles.Sum(c => c.Dropped);
        var telling = episodes.All.Count(e => IsTelling(e, history.DataEnd));
        var flagged = cycles.Count >= LeastCycles && dropped >= LeastDropped && dropped >= LeastShare * telling && episodes.Returns <= MostReturns * dropped;
        var ruled = new List<(OtherReason, int)>();
        if (episodes.Gone > 0) ruled.Add((OtherReason.TargetsGone, episodes.Gone));
        if (episodes.Moved > 0) ruled.Add((OtherReason.TargetsMoved, episodes.Moved));
        if (episodes.Returns > 0) ruled.Add((OtherReason.CollectionGap, episodes.Returns));
        if (!flagged && cycles.Count == 1) ruled.Add((OtherReason.OneCleanUp, cycles[0].Dropped));
        return new ChurnFinding(
            flagged,
            ChurnBasis.Events,
            episodes.All.Count,
            episodes.All.Count(e => e is { How: FollowEnd.Chosen, EndUnseen: false, HeldDays: <= ShortDays }),
            episodes.All.Count(e => e.Again),
            cycles,
            Period(cycles),
            flagged ? Sure(DoubtPerCycleOfEvents, cycles.Count) : 0,
            ruled);
    }

    private static ChurnFinding JudgeCounts(FollowHistory history)
    {
        var found = FollowingSawtooth.Find(history.Following);
        if (history.Following.Count < 2)
            return ChurnFinding.Nothing;
        var flagged = !found.IsGap && found.Cycles.Count >= LeastCycles && found.Cycles.Sum(FollowingSawtooth.Pile) >= LeastDroppedOfCounts
            && (found.Cycles.Max(FollowingSawtooth.Pile) >= SmallPile || IsDense(found.Cycles));
        var ruled = new List<(OtherReason, int)>();
        if (found.IsGap) ruled.Add((OtherReason.CollectionGap, found.Cycles.Count));
        if (!flagged && !found.IsGap && found.Cycles.Count == 1) ruled.Add((OtherReason.OneCleanUp, found.Cycles[0].Dropped));
        return new ChurnFinding(
            flagged,
            ChurnBasis.Counts,
            found.Cycles.Sum(c => c.Followed),
            found.Cycles.Where(c => c.HeldDays <= ShortDays).Sum(c => c.Dropped),
            null,
            found.IsGap ? [] : found.Cycles,
            Period(found.Cycles),
            flagged ? Sure(DoubtPerCycleOfCounts, found.Cycles.Count) : 0,
            ruled);
    }

    private static bool IsDense(IReadOnlyList<ChurnCycle> cycles) =>
        2 * cycles.Zip(cycles.Skip(1)).Count(c => c.Second.FirstFollow - c.First.FirstFollow <= DenseDays * Day) > cycles.Count - 1;

    /// <summary>Dropped by choice while the pile was young enough.</summary>
    internal static bool IsDropped(FollowEpisode e) => e is { How: FollowEnd.Chosen, EndUnseen: false, HeldDays: <= WaveDays };

    /// <summary>Whether an episode says anything about how long follows last.</summary>
    internal static bool IsTelling(FollowEpisode e, long dataEnd) =>
        e is { How: FollowEnd.Chosen, EndUnseen: false } && (e.End is not null || dataEnd - e.Start > WaveDays * Day);

    internal static double Median(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static double Sure(double doubtPerCycle, int cycles) => Math.Min(MostConfidence, 1 - Math.Pow(doubtPerCycle, cycles));

    private static double? Period(IReadOnlyList<ChurnCycle> cycles) => cycles.Count < 2
        ? null
        : Median([.. cycles.Zip(cycles.Skip(1), (a, b) => (b.FirstFollow - a.FirstFollow) / (double)Day)]);
}
