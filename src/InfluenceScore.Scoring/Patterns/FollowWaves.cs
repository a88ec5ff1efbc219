namespace InfluenceScore.Scoring.Patterns;

/// <summary>
/// Cuts short follows into waves, one after another: a wave begins after the one before was mostly dropped, or well into the time that one was held.
/// A single clean-up, however thorough, is one wave. Greedy in the order of time, O(n log n).
/// </summary>
internal static class FollowWaves
{
    /// <summary>Short follows that make a wave, at least: with half of the events lost and a fifth kept, a pile of ten still shows four.</summary>
    private const int LeastWave = 4;

    /// <summary>A wave takes in what is followed until so much of its holding time has passed.</summary>
    private const double FollowingShare = 0.6;

    /// <summary>The next wave is followed, in the middle, no earlier than this part of a holding time before the last one is dropped.</summary>
    private const double OverlapShare = 0.25;

    /// <summary>The next wave is dropped, in the middle, at least this part of the shorter holding time after the last one: two sessions dropped in one go are one wave.</summary>
    private const double ApartShare = 0.5;

    /// <summary>Of everything followed in a wave's days, the share that is dropped again, at least. Ordinary people drop 2 to 4 in a hundred.</summary>
    private const double LeastShare = 0.4;

    /// <summary>Kept for so many times the holding time of the others, a follow is kept.</summary>
    private const double OutlivedTimes = 1.25;

    /// <summary>
    /// The largest wave of a pattern drops at most so many times what its smallest drops, for a coincidence beside a clean-up is small; unless the smaller one speaks
    /// for itself: so many accounts, and so much of all that was followed in its days.
    /// </summary>
    private const double MostUneven = 2.5, PlainShare = 0.7;

    private const int PlainWave = 8;

    /// <summary>Old follows that are dropped in the same days, beyond what is usual, are fewer than the new ones: a purge, a move or a clean-up spares nobody.</summary>
    private const double MostOldShare = 0.7;

    /// <param name="episodes">All episodes, by start.</param>
    /// <param name="oldEnds">When follows ended that were older than a wave, or as old as the data, in order.</param>
    public static List<ChurnCycle> Find(IReadOnlyList<FollowEpisode> episodes, IReadOnlyList<long> oldEnds, long dataEnd)
    {
        var dropped = episodes.Where(FollowChurn.IsDropped).ToList();
        var cycles = new List<ChurnCycle>();
        var last = default(Wave?);
        for (var i = 0; i < dropped.Count;)
        {
            var wave = Gather(dropped, i);
            if (wave is null || (last is { } before && !wave.Value.Follows(before)))
            {
                i++;
                continue;
            }

            i += wave.Value.Members.Count;
            if (CycleOrNull(wave.Value, episodes, oldEnds, dataEnd, cycles.Count + 1) is not { } cycle)
                continue;
            cycles.Add(cycle);
            last = wave;
        }

        var largest = cycles.Count == 0 ? 0 : cycles.Max(c => c.Dropped);
        return [.. cycles.Where(c => c.Dropped * MostUneven >= largest || (c.Dropped >= PlainWave && c.Dropped >= PlainShare * c.Followed)).Select((c, i) => c with { Number = i + 1 })];
    }

    private static Wave? Gather(List<FollowEpisode> dropped, int from)
    {
        var start = dropped[from].Start;
        var near = dropped.Skip(from).TakeWhile((e, i) => i < 3 || e.Start - start <= FollowChurn.Day).Select(e => e.HeldDays!.Value).ToList();
        var span = (long)(Math.Max(0.5, FollowingShare * FollowChurn.Median(near)) * FollowChurn.Day);
        var members = dropped.Skip(from).TakeWhile(e => e.Start - start <= span).ToList();
        return members.Count < LeastWave ? null : new Wave(members);
    }

    private static ChurnCycle? CycleOrNull(Wave wave, IReadOnlyList<FollowEpisode> episodes, IReadOnlyList<long> oldEnds, long dataEnd, int number)
    {
        var (first, last) = (wave.Members[0].Start, wave.Members[^1].Start);
        // What has not outlived the others yet when the data end has not shown how long it lasts; what ended for another reason says nothing.
        var outlived = OutlivedTimes * wave.Held * FollowChurn.Day;
        var all = episodes.Where(e => e.Start >= first && e.Start <= last && e is { How: FollowEnd.Chosen, EndUnseen: false } && (e.End is not null || dataEnd - e.Start > outlived)).ToList();
        if (wave.Members.Count < LeastShare * all.Count || OldDropped(wave, oldEnds, dataEnd) > MostOldShare * wave.Members.Count)
            return null;
        return new ChurnCycle(number, first, last, wave.Members.Min(e => e.End!.Value), wave.Members.Max(e => e.End!.Value),
            episodes.Count(e => e.Start >= first && e.Start <= last), wave.Members.Count, episodes.Count(e => e.Again && e.Start >= first && e.Start <= last), wave.Held);
    }

    /// <summary>Old follows dropped in the middle eight tenths of a wave's drops, beyond the usual rate of the account.</summary>
    private static double OldDropped(Wave wave, IReadOnlyList<long> oldEnds, long dataEnd)
    {
        long[] ends = [.. wave.Members.Select(e => e.End!.Value).Order()];
        var (from, to) = (ends[ends.Length / 10], ends[^(1 + ends.Length / 10)]);
        var within = oldEnds.Count(e => e >= from && e <= to);
        var outside = oldEnds.Count - within;
        var rest = dataEnd - (oldEnds.Count == 0 ? from : Math.Min(from, oldEnds[0])) - (to - from);
        return within - (rest <= 0 ? 0 : outside * (double)(to - from) / rest);
    }

    private readonly record struct Wave(List<FollowEpisode> Members)
    {
        public double Start => FollowChurn.Median([.. Members.Select(e => (double)e.Start)]);

        public double End => FollowChurn.Median([.. Members.Select(e => (double)e.End!.Value)]);

        public double Held => FollowChurn.Median([.. Members.Select(e => e.HeldDays!.Value)]);

        public bool Follows(Wave before) =>
            Start >= before.End - OverlapShare * before.Held * FollowChurn.Day
            && End >= before.End + ApartShare * Math.Min(Held, before.Held) * FollowChurn.Day;
    }
}
