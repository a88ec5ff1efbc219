namespace InfluenceScore.Scoring.Patterns;

/// <summary>One reading of the following count.</summary>
/// <param name="At">Unix milliseconds.</param>
/// <param name="Raw">The count, smoothed.</param>
/// <param name="Value">The count, smoothed, without steady growth.</param>
internal readonly record struct FollowingReading(long At, double Raw, double Value);

/// <summary>The readings of one account's following count: cleaned, smoothed, without growth; and what is usual in them. Pure.</summary>
internal static class FollowingSeries
{
    /// <summary>Pace of following is measured over so many days, and never taken for more than so many accounts a day, which is a busy person.</summary>
    private const double PaceDays = 10, MostPace = 6;

    /// <summary>Steady growth up to so many accounts a day is taken out before falls are measured.</summary>
    private const double MostGrowth = 1.5;

    /// <summary>By time; the last count of one moment; a lone 0 or a lone reading far off between two that agree is a failed reading.</summary>
    public static List<CountMoment> Clean(IReadOnlyList<CountMoment> counts)
    {
        var sorted = counts.Where(c => c.Count >= 0).GroupBy(c => c.At).Select(g => g.Last()).OrderBy(c => c.At).ToList();
        return [.. sorted.Where((c, i) => c.Count > 0 || i == 0 || i == sorted.Count - 1 || sorted[i - 1].Count < 10 || sorted[i + 1].Count < 10)];
    }

    /// <summary>
    /// Smoothed by a running median over so many readings, and without the growth that is usual over ten days. The pace comes from the readings
    /// as they are: smoothed, a slope with falls in it becomes a staircase whose usual step is none.
    /// </summary>
    public static List<FollowingReading> Smooth(List<CountMoment> counts, int width)
    {
        var growth = Math.Min(MostGrowth, Pace([.. counts.Select(c => new FollowingReading(c.At, c.Count, c.Count))]).Usual);
        return [.. counts.Select((c, i) =>
        {
            var from = Math.Max(0, i - width / 2);
            var raw = Math.Round(FollowChurn.Median([.. counts.Skip(from).Take(Math.Min(counts.Count, i + width / 2 + 1) - from).Select(o => (double)o.Count)]));
            return new FollowingReading(c.At, raw, raw - growth * (c.At - counts[0].At) / FollowChurn.Day);
        })];
    }

    /// <summary>Accounts a day that it follows over ten days: usually (median), and in its livelier days (upper quarter).</summary>
    public static (double Usual, double Lively) Pace(List<FollowingReading> series)
    {
        var rates = new List<double>();
        for (int from = 0, to = 0; from < series.Count; from++)
        {
            while (to < series.Count && Days(series, from, to) < PaceDays) to++;
            if (to < series.Count) rates.Add((series[to].Raw - series[from].Raw) / Days(series, from, to));
        }

        rates.Sort();
        return rates.Count == 0 ? (0, 0) : (Math.Clamp(rates[rates.Count / 2], 0, MostPace), Math.Clamp(rates[3 * rates.Count / 4], 0, MostPace));
    }

    /// <summary>
    /// Every dip whose low readings lie no further apart than so many days, filled to the lower of its rims: the count as it would be had
    /// it only been read in part there. O(readings × readings in such a time²).
    /// </summary>
    public static List<FollowingReading> Filled(List<FollowingReading> series, double absenceDays)
    {
        var filled = series.ToList();
        for (var from = 1; from < series.Count - 1; from++)
        {
            for (var to = from; to < series.Count - 1 && Days(series, from, to) <= absenceDays; to++)
            {
                var rim = Math.Min(series[from - 1].Value, series[to + 1].Value);
                for (var i = from; i <= to; i++)
                    filled[i] = filled[i] with { Value = Math.Max(filled[i].Value, rim) };
            }
        }

        return filled;
    }

    /// <summary>Share 0–1 of the variance, after a slow trend is taken out, that lies between the two levels that separate the counts best (Otsu 1979).</summary>
    public static double Separation(List<FollowingReading> series)
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

    public static double Days(List<FollowingReading> series, int from, int to) => (series[to].At - series[from].At) / (double)FollowChurn.Day;
}
