namespace InfluenceScore.Scoring.Patterns;

/// <summary>
/// The sawtooth of the following count: it rises by a pile, falls by about as much within three weeks, and does so again. Turning points of sufficient size
/// (zigzag) make swings; a swing up and down of similar size, soon undone, is a cycle. Growth, one clean-up and steps never undo themselves twice.
/// </summary>
public static class FollowingSawtooth
{
    /// <summary>Smallest rise and fall looked at, accounts: below, days of ordinary following look the same.</summary>
    private const double LeastSwing = 6;

    /// <summary>And more than what the account usually follows in so many days.</summary>
    private const double SwingDays = 4;

    /// <summary>A swing is so many times the ordinary day-to-day change, at least.</summary>
    private const double NoiseTimes = 4;

    /// <summary>Ordinary change is never taken for more than this, accounts, or this share of the count: else fast churn would pass for noise.</summary>
    private const double MostNoise = 20, MostNoiseShare = 0.02;

    /// <summary>What a fall takes back of its rise, at least and at most.</summary>
    private const double LeastUndone = 0.5, MostUndone = 2;

    /// <summary>The largest swing of a pattern is at most so many times its smallest, unless that is no small pile either.</summary>
    private const double MostUneven = 5;

    /// <summary>A rise or fall that happened in a hole of the data longer than this, days, cannot be dated and is no cycle.</summary>
    private const double LongestHole = 10;

    /// <summary>Between the cycles low for less than this share of the time, and high just before and after: counts that were read in part, not follows.</summary>
    private const double GapShare = 0.25;

    /// <summary>Just before and just after: a reading within so many days.</summary>
    private const double GapDays = 6;

    /// <summary>A pile is followed within so many days (from a tenth to nine tenths of the rise): slow growth that is tidied once a month is ordinary.</summary>
    private const double LongestRise = 17;

    /// <summary>Of a rise, this much must be beyond what the account grows by in its livelier ten days (at most so many accounts a day, which is a busy person).</summary>
    private const double LeastExcess = 0.3, MostOrganic = 6, OrganicDays = 10;

    /// <summary>Steady growth up to so many accounts a day is taken out before falls are measured; the count itself must fall by at least half as much.</summary>
    private const double MostGrowth = 1.5, LeastRealFall = 0.5;

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

    /// <param name="Raw">The count.</param>
    /// <param name="Value">The count without steady growth.</param>
    private readonly record struct Reading(long At, double Raw, double Value);

    private readonly record struct Turn(int Index, double Value);

    public static Found Find(IReadOnlyList<CountMoment> counts)
    {
        var raw = Clean(counts);
        var best = new Found([], false);
        foreach (var width in Widths)
        {
            var found = raw.Count < Math.Max(5, 2 * width) ? best : At(raw, width);
            if (found.Cycles.Count > best.Cycles.Count || (best.Cycles.Count == 0 && found.IsGap))
                best = found;
        }

        return best;
    }

    private static Found At(List<CountMoment> raw, int width)
    {
        var smooth = Smooth(raw, width);
        List<Reading> series = [.. smooth.Select(c => new Reading(c.At, c.Count, c.Count))];
        var slopes = series.Zip(series.Skip(1), (a, b) => (b.Raw - a.Raw) * FollowChurn.Day / (b.At - a.At)).ToList();
        var growth = Math.Clamp(FollowChurn.Median(slopes), 0, MostGrowth);
        series = [.. series.Select(r => r with { Value = r.Raw - growth * (r.At - series[0].At) / FollowChurn.Day })];
        var changes = series.Zip(series.Skip(1), (a, b) => b.Value - a.Value).ToList();
        var usual = FollowChurn.Median(changes);
        var noise = NoiseTimes * FollowChurn.Median([.. changes.Select(c => Math.Abs(c - usual))]) / 0.6745;
        var organic = Organic(series);
        var cap = Math.Max(MostNoise, MostNoiseShare * FollowChurn.Median([.. series.Select(r => r.Raw)]));
        var turns = Turns(series, Math.Max(Math.Max(LeastSwing, SwingDays * organic.Usual), Math.Min(noise, cap)));
        if (noise > cap && Separation(series) < TwoLevels && !IsSwinging(turns, series.Count, changes))
            return new Found([], false);
        var cycles = Even(Cycles(series, turns, organic.Lively));
        return new Found(cycles, IsGap(series, cycles));
    }

    /// <summary>Long swings that make up most of all change: no noise does that.</summary>
    private static bool IsSwinging(List<Turn> turns, int readings, List<double> changes)
    {
        var swings = turns.Zip(turns.Skip(1), (a, b) => Math.Abs(b.Value - a.Value)).Sum();
        return readings >= LeastReadings * (turns.Count - 1) / 2 && swings >= LeastSwinging * changes.Sum(Math.Abs);
    }

    private static List<CountMoment> Smooth(List<CountMoment> raw, int width) => width == 1 ? raw : [.. raw.Select((c, i) =>
    {
        var from = Math.Max(0, i - width / 2);
        return c with { Count = (long)Math.Round(FollowChurn.Median([.. raw.Skip(from).Take(Math.Min(raw.Count, i + width / 2 + 1) - from).Select(o => (double)o.Count)])) };
    })];

    /// <summary>By time; the last count of one moment; a lone 0 or a lone reading far off between two that agree is a failed reading.</summary>
    private static List<CountMoment> Clean(IReadOnlyList<CountMoment> counts)
    {
        var sorted = counts.Where(c => c.Count >= 0).GroupBy(c => c.At).Select(g => g.Last()).OrderBy(c => c.At).ToList();
        return [.. sorted.Where((c, i) => c.Count > 0 || i == 0 || i == sorted.Count - 1 || sorted[i - 1].Count < 10 || sorted[i + 1].Count < 10)];
    }

    /// <summary>Alternating low and high turning points, each at least a threshold from the one before; the first and the last are the ends of the series.</summary>
    private static List<Turn> Turns(List<Reading> series, double threshold)
    {
        var turns = new List<Turn>();
        var (low, high, direction) = (new Turn(0, series[0].Value), new Turn(0, series[0].Value), 0);
        for (var i = 1; i < series.Count; i++)
        {
            var now = new Turn(i, series[i].Value);
            if (direction >= 0 && now.Value >= high.Value) high = now;
            if (direction <= 0 && now.Value <= low.Value) low = now;
            if (direction >= 0 && high.Value - now.Value >= threshold)
            {
                if (direction == 0) turns.Add(LastLowBefore(series, high.Index));
                turns.Add(high);
                (direction, low) = (-1, now);
            }
            else if (direction <= 0 && now.Value - low.Value >= threshold)
            {
                turns.Add(low);
                (direction, high) = (1, now);
            }
        }

        turns.Add(direction > 0 ? high : low);
        return turns;
    }

    private static Turn LastLowBefore(List<Reading> series, int before)
    {
        var low = new Turn(0, series[0].Value);
        for (var i = 0; i < before; i++)
        {
            if (series[i].Value <= low.Value) low = new Turn(i, series[i].Value);
        }

        return low;
    }

    private static List<ChurnCycle> Cycles(List<Reading> series, List<Turn> turns, double organic)
    {
        var cycles = new List<ChurnCycle>();
        for (var t = 1; t + 1 < turns.Count; t++)
        {
            var (before, peak, after) = (turns[t - 1], turns[t], turns[t + 1]);
            double rise = peak.Value - before.Value, fall = peak.Value - after.Value;
            if (rise <= 0 || fall <= 0 || fall < LeastUndone * rise || fall > MostUndone * rise)
                continue;
            // Half way up and half way down of the smaller of both: where the pile began and ceased to be followed.
            var middle = peak.Value - Math.Min(rise, fall) / 2;
            var up = peak.Index;
            while (up > before.Index && series[up - 1].Value > middle) up--;
            var down = peak.Index;
            while (down < after.Index && series[down + 1].Value > middle) down++;
            if (up == 0 || down == series.Count - 1 || Days(series, up - 1, up) > LongestHole || Days(series, down, down + 1) > LongestHole)
                continue;
            var held = (Days(series, up, down) + Days(series, up - 1, down + 1)) / 2;
            var rising = RiseDays(series, before, peak);
            if (held > FollowChurn.WaveDays || rising > LongestRise || rise - organic * rising < LeastExcess * rise || series[peak.Index].Raw - series[after.Index].Raw < LeastRealFall * fall)
                continue;
            cycles.Add(new ChurnCycle(cycles.Count + 1, series[Foot(series, up - 1, -1, before.Index)].At, series[up].At, series[down].At,
                series[Foot(series, down + 1, 1, after.Index)].At, (int)rise, (int)fall, null, held));
        }

        return cycles;
    }

    /// <summary>Accounts a day that it follows over ten days: usually (median), and in its livelier days (upper quarter).</summary>
    private static (double Usual, double Lively) Organic(List<Reading> series)
    {
        var rates = new List<double>();
        for (int from = 0, to = 0; from < series.Count; from++)
        {
            while (to < series.Count && Days(series, from, to) < OrganicDays) to++;
            if (to < series.Count) rates.Add((series[to].Raw - series[from].Raw) / Days(series, from, to));
        }

        rates.Sort();
        return rates.Count == 0 ? (0, 0) : (Math.Clamp(rates[rates.Count / 2], 0, MostOrganic), Math.Clamp(rates[3 * rates.Count / 4], 0, MostOrganic));
    }

    private static double RiseDays(List<Reading> series, Turn before, Turn peak)
    {
        var (low, high) = (before.Value + 0.1 * (peak.Value - before.Value), before.Value + 0.9 * (peak.Value - before.Value));
        var from = peak.Index;
        while (from > before.Index && series[from].Value > low) from--;
        var to = from;
        while (to < peak.Index && series[to].Value < high) to++;
        return Days(series, from, to);
    }

    /// <summary>Where a slope ends: on, as long as the count goes on falling away from the pile.</summary>
    private static int Foot(List<Reading> series, int from, int step, int end)
    {
        while (from != end && series[from + step].Value < series[from].Value) from += step;
        return from;
    }

    /// <summary>Swings far smaller than the largest are something else.</summary>
    private static List<ChurnCycle> Even(List<ChurnCycle> cycles)
    {
        var largest = cycles.Count == 0 ? 0 : cycles.Max(c => c.Dropped);
        return [.. cycles.Where(c => c.Dropped * MostUneven >= largest || c.Dropped >= FollowChurn.SmallPile).Select((c, i) => c with { Number = i + 1 })];
    }

    private static bool IsGap(List<Reading> series, List<ChurnCycle> cycles)
    {
        if (cycles.Count == 0)
            return false;
        var first = series.FindIndex(c => c.At >= cycles[0].FirstFollow);
        var last = series.FindLastIndex(c => c.At <= cycles[^1].LastDrop);
        if (first <= 0 || last >= series.Count - 1)
            return false;
        var peak = FollowChurn.Median([.. series.Where(c => cycles.Any(y => c.At >= y.LastFollow && c.At <= y.FirstDrop)).Select(c => c.Value)]);
        var middle = peak - FollowChurn.Median([.. cycles.Select(c => (double)Math.Min(c.Followed, c.Dropped))]) / 2;
        double low = 0, all = 0;
        for (var i = first; i <= last + 1; i++)
        {
            var days = Days(series, i - 1, i);
            all += days;
            low += days * ((series[i - 1].Value < middle ? 0.5 : 0) + (series[i].Value < middle ? 0.5 : 0));
        }

        return low < GapShare * all
            && series.Take(first).Any(r => r.Value > middle && series[first].At - r.At <= GapDays * FollowChurn.Day)
            && series.Skip(last + 1).Any(r => r.Value > middle && r.At - series[last].At <= GapDays * FollowChurn.Day);
    }

    /// <summary>Share 0–1 of the variance, after a slow trend is taken out, that lies between the two levels that separate the counts best (Otsu 1979).</summary>
    private static double Separation(List<Reading> series)
    {
        var window = (long)(FollowChurn.WaveDays / 2 * FollowChurn.Day);
        double[] rest = [.. series.Select(c => c.Value - FollowChurn.Median([.. series.Where(o => Math.Abs(o.At - c.At) <= window).Select(o => o.Value)])).Order()];
        double mean = rest.Average(), total = rest.Sum(r => (r - mean) * (r - mean)), best = 0, below = 0;
        if (total <= 0)
            return 0;
        for (var k = 1; k < rest.Length; k++)
        {
            below += rest[k - 1];
            double low = below / k, high = (mean * rest.Length - below) / (rest.Length - k);
            best = Math.Max(best, (k * (low - mean) * (low - mean) + (rest.Length - k) * (high - mean) * (high - mean)) / total);
        }

        return best;
    }

    private static double Days(List<Reading> series, int from, int to) => (series[to].At - series[from].At) / (double)FollowChurn.Day;
}
