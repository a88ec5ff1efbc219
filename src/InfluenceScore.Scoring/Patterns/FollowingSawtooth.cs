namespace InfluenceScore.Scoring.Patterns;

/// <summary>
/// The sawtooth of the following count: it rises by a pile, falls by about as much within three weeks, and does so again. Turning points of sufficient size
/// make swings; a swing up and down of similar size, soon undone, is a cycle. Growth, one clean-up and steps never undo themselves twice.
/// </summary>
public static class FollowingSawtooth
{
    /// <summary>Smallest rise and fall looked at, accounts: below, days of ordinary following look the same.</summary>
    private const double LeastSwing = 6;

    /// <summary>And more than what the account usually follows in so many days.</summary>
    private const double SwingDays = 4;

    /// <summary>A swing is so many times the ordinary change between readings (a standard deviation, taken from the median), at least.</summary>
    private const double NoiseTimes = 2.5;

    /// <summary>Ordinary change is never taken for more than this, accounts, or this share of the count: else fast churn would pass for noise.</summary>
    private const double MostNoise = 20, MostNoiseShare = 0.02;

    /// <summary>What a fall takes back of its rise, at least and at most.</summary>
    private const double LeastUndone = 0.4, MostUndone = 2;

    /// <summary>The largest swing of a pattern is at most so many times its smallest, unless that is no small pile either.</summary>
    private const double MostUneven = 5;

    /// <summary>Who churns holds one pile about as long as the next: so many times longer or shorter than the others, two things only coincide.</summary>
    private const double MostUnlikeHeld = 2;

    /// <summary>The same where there are two swings and no more, which coincide more easily: half a pile, and half as long, is already something else.</summary>
    private const double MostUnevenOfTwo = 2, MostUnlikeHeldOfTwo = 1.5;

    /// <summary>The count shows a pile one reading late, up to three days.</summary>
    private const double LongestHeld = FollowChurn.WaveDays + 3;

    /// <summary>A rise or fall that happened in a hole of the data longer than this, days, cannot be dated and is no cycle.</summary>
    private const double LongestHole = 13;

    /// <summary>A count that was away for at most so many days may have been read in part: real unfollowing lasts. The same as for events.</summary>
    private const double AbsenceDays = 3;

    /// <summary>Of the swings, more than this part must be left when such absences are filled, or they were nothing else.</summary>
    private const double LeastLeft = 0.5;

    /// <summary>A pile is followed within so many days (from a tenth to nine tenths of the rise): slow growth that is tidied once a month is ordinary.</summary>
    private const double LongestRise = 17;

    /// <summary>Of a rise, this much must be beyond what the account grows by in its livelier ten days.</summary>
    private const double LeastExcess = 0.2;

    /// <summary>The count itself, growth and all, falls by at least this part of a fall.</summary>
    private const double LeastRealFall = 0.5;

    /// <summary>
    /// Where day-to-day change is large: two levels must hold so much of the variance (a single bell has 0.64, two levels 1), or a cycle must last so many
    /// readings (noise turns every third) and the swings make up so much of all change.
    /// </summary>
    private const double TwoLevels = 0.8, LeastReadings = 4.5, LeastSwinging = 0.7;

    /// <summary>Readings that are smoothed together (running median) against noise; every cycle is looked for at each width.</summary>
    private static readonly int[] Widths = [1, 3, 5];

    /// <param name="Cycles">Cycles found; fewer than two are no pattern.</param>
    /// <param name="IsGap">The swings look like counts that were read in part.</param>
    public readonly record struct Found(IReadOnlyList<ChurnCycle> Cycles, bool IsGap);

    public static Found Find(IReadOnlyList<CountMoment> counts)
    {
        var raw = FollowingSeries.Clean(counts);
        var best = new Found([], false);
        foreach (var width in Widths)
        {
            var found = raw.Count < Math.Max(5, 2 * width) ? best : At(FollowingSeries.Smooth(raw, width));
            if (found.Cycles.Count > best.Cycles.Count || (best.Cycles.Count == 0 && found.IsGap))
                best = found;
        }

        return best;
    }

    /// <summary>What was both followed and dropped, accounts.</summary>
    internal static int Pile(ChurnCycle cycle) => Math.Min(cycle.Followed, cycle.Dropped);

    private static Found At(List<FollowingReading> series)
    {
        var changes = series.Zip(series.Skip(1), (a, b) => b.Value - a.Value).ToList();
        var usual = FollowChurn.Median(changes);
        var noise = NoiseTimes * FollowChurn.Median([.. changes.Select(c => Math.Abs(c - usual))]) / 0.6745;
        var pace = FollowingSeries.Pace(series);
        var cap = Math.Max(MostNoise, MostNoiseShare * FollowChurn.Median([.. series.Select(r => r.Raw)]));
        var least = Math.Max(Math.Max(LeastSwing, SwingDays * pace.Usual), Math.Min(noise, cap));
        var turns = TurningPoint.Of(series, least);
        if (noise > cap && FollowingSeries.Separation(series) < TwoLevels && !IsSwinging(turns, series.Count, changes))
            return new Found([], false);
        var cycles = Even(Cycles(series, turns, least, pace.Lively));
        return new Found(cycles, IsGap(series, cycles, least));
    }

    /// <summary>Long swings that make up most of all change: no noise does that.</summary>
    private static bool IsSwinging(List<TurningPoint> turns, int readings, List<double> changes)
    {
        var swings = turns.Zip(turns.Skip(1), (a, b) => Math.Abs(b.Value - a.Value)).Sum();
        return readings >= LeastReadings * (turns.Count - 1) / 2 && swings >= LeastSwinging * changes.Sum(Math.Abs);
    }

    private static List<ChurnCycle> Cycles(List<FollowingReading> series, List<TurningPoint> turns, double least, double lively)
    {
        var cycles = new List<ChurnCycle>();
        for (var t = 1; t + 1 < turns.Count; t++)
        {
            var (before, peak, after) = (turns[t - 1], turns[t], turns[t + 1]);
            double rise = peak.Value - before.Value, fall = peak.Value - after.Value;
            if (rise < least || fall < least || fall < LeastUndone * rise || fall > MostUndone * rise)
                continue;
            // Half way up and half way down of the smaller of both: where the pile began and ceased to be followed.
            var middle = peak.Value - Math.Min(rise, fall) / 2;
            var up = peak.Index;
            while (up > before.Index && series[up - 1].Value > middle) up--;
            var down = peak.Index;
            while (down < after.Index && series[down + 1].Value > middle) down++;
            if (up == 0 || down == series.Count - 1 || FollowingSeries.Days(series, up - 1, up) > LongestHole || FollowingSeries.Days(series, down, down + 1) > LongestHole)
                continue;
            var held = (FollowingSeries.Days(series, up, down) + FollowingSeries.Days(series, up - 1, down + 1)) / 2;
            var rising = RiseDays(series, before, peak);
            if (held > LongestHeld || rising > LongestRise || rise - lively * rising < LeastExcess * rise || series[peak.Index].Raw - LowestRaw(series, peak.Index, after.Index) < LeastRealFall * fall)
                continue;
            cycles.Add(new ChurnCycle(cycles.Count + 1, series[Foot(series, up - 1, -1, before.Index)].At, series[up].At, series[down].At,
                series[Foot(series, down + 1, 1, after.Index)].At, (int)rise, (int)fall, null, held));
        }

        return cycles;
    }

    /// <summary>The lowest count in a fall. Without growth the low may lie weeks later, where the count itself has long grown again.</summary>
    private static double LowestRaw(List<FollowingReading> series, int from, int to)
    {
        var lowest = series[from].Raw;
        for (var i = from + 1; i <= to; i++)
            lowest = Math.Min(lowest, series[i].Raw);
        return lowest;
    }

    private static double RiseDays(List<FollowingReading> series, TurningPoint before, TurningPoint peak)
    {
        var (low, high) = (before.Value + 0.1 * (peak.Value - before.Value), before.Value + 0.9 * (peak.Value - before.Value));
        var from = peak.Index;
        while (from > before.Index && series[from].Value > low) from--;
        var to = from;
        while (to < peak.Index && series[to].Value < high) to++;
        return FollowingSeries.Days(series, from, to);
    }

    /// <summary>Where a slope ends: on, as long as the count goes on falling away from the pile.</summary>
    private static int Foot(List<FollowingReading> series, int from, int step, int end)
    {
        while (from != end && series[from + step].Value < series[from].Value) from += step;
        return from;
    }

    /// <summary>Swings far smaller than the largest, or held for a quite different time, are something else.</summary>
    private static List<ChurnCycle> Even(List<ChurnCycle> cycles)
    {
        var alike = Even(cycles, MostUneven, MostUnlikeHeld);
        return alike.Count > FollowChurn.LeastCycles ? alike : Even(alike, MostUnevenOfTwo, MostUnlikeHeldOfTwo);
    }

    private static List<ChurnCycle> Even(List<ChurnCycle> cycles, double uneven, double unlikeHeld)
    {
        if (cycles.Count == 0)
            return cycles;
        var largest = cycles.Max(Pile);
        var held = FollowChurn.Median([.. cycles.Select(c => c.HeldDays)]);
        return [.. cycles.Where(c => (Pile(c) * uneven >= largest || Pile(c) >= FollowChurn.SmallPile) && c.HeldDays * unlikeHeld >= held && c.HeldDays <= unlikeHeld * held)
            .Select((c, i) => c with { Number = i + 1 })];
    }

    /// <summary>
    /// Whether counts that were read in part explain the swings: filled where the count was away for no longer than <see cref="AbsenceDays"/>, what is left goes down
    /// and comes back, or does not swing at all. Who churns starts low and ends low, so that a peak is left; who keeps a part of each pile climbs, and the first
    /// pile still stands out. A gap begins high, so that nothing is left of its first rise.
    /// </summary>
    private static bool IsGap(List<FollowingReading> series, List<ChurnCycle> cycles, double least)
    {
        if (cycles.Count == 0)
            return false;
        var around = (long)(FollowChurn.WaveDays * FollowChurn.Day);
        List<FollowingReading> whole = [.. FollowingSeries.Filled(series, AbsenceDays).Where(r => r.At >= cycles[0].FirstFollow - around && r.At <= cycles[^1].LastDrop + around)];
        var turns = TurningPoint.Of(whole, Math.Max(least, LeastLeft * FollowChurn.Median([.. cycles.Select(c => (double)Pile(c))])));
        var peaks = 0;
        for (var t = 1; t + 1 < turns.Count; t++)
            peaks += turns[t].Value > turns[t - 1].Value ? 1 : -1;
        // Two turning points are the ends alone, one is a level line.
        return peaks < 0 || (turns.Count <= 2 && FirstRise(whole, cycles[0]) < LeastLeft * Pile(cycles[0]));
    }

    private static double FirstRise(List<FollowingReading> whole, ChurnCycle first) =>
        whole.Last(r => r.At <= first.LastFollow).Value - whole.Last(r => r.At <= first.FirstFollow).Value;
}
