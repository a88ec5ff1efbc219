namespace InfluenceScore.Scoring.Evidence;

/// <summary>
/// Ages evidence by the target's own activity instead of wall time: while an account posts nothing its clock stands still, for at most
/// <see cref="ScoreModel.PauseDays"/> in a row, so a holiday costs nothing and leaving for good fades. A completed gap between two posts ages
/// evidence by at most <see cref="ScoreModel.RhythmDays"/> (plus what exceeds the pause). Without known posts: wall time, since unknown is not silence.
/// </summary>
internal readonly struct ActivityClock(ScoreModel model, long asOf)
{
    public const double MillisecondsPerDay = 86_400_000;

    /// <summary>Days the clock has run in a silence that still lasts, <paramref name="silence"/> days after the last post.</summary>
    public double Open(double silence) => Math.Max(0, silence - model.PauseDays);

    /// <summary>Days the clock ran in a gap of <paramref name="gap"/> days that a later post has closed.</summary>
    public double Closed(double gap) => Math.Min(gap, model.RhythmDays) + Math.Max(0, gap - Math.Max(model.PauseDays, model.RhythmDays));

    /// <summary>Clock days from the first post to each post, in place of <paramref name="ran"/>. Post times ascending.</summary>
    public void Run(ReadOnlySpan<long> postTimes, Span<double> ran)
    {
        for (var i = 0; i < ran.Length; i++)
            ran[i] = i == 0 ? 0 : ran[i - 1] + Closed(Days(postTimes[i] - postTimes[i - 1]));
    }

    /// <summary>The clock-age in days, ≥ 0, of a moment before as-of.</summary>
    /// <param name="time">Unix milliseconds.</param>
    /// <param name="postTimes">The target's posts before as-of, ascending; empty where none is known.</param>
    /// <param name="ran">What <see cref="Run"/> made of them.</param>
    public double Age(long time, ReadOnlySpan<long> postTimes, ReadOnlySpan<double> ran)
    {
        if (postTimes.IsEmpty) return Math.Max(0, Days(asOf - time));
        var last = postTimes.Length - 1;
        var now = Open(Days(asOf - postTimes[last]));
        var before = LastAtOrBefore(postTimes, time);
        var age = before == last ? now - Open(Days(time - postTimes[last]))
            : before >= 0 ? now + ran[last] - ran[before] - Closed(Days(time - postTimes[before]))
            : now + ran[last] + Days(postTimes[0] - time);
        return Math.Max(0, age);
    }

    private static double Days(long milliseconds) => milliseconds / MillisecondsPerDay;

    /// <summary>Index of the last element ≤ <paramref name="time"/>, −1 where there is none.</summary>
    private static int LastAtOrBefore(ReadOnlySpan<long> times, long time)
    {
        int low = 0, high = times.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (times[middle] <= time) low = middle + 1;
            else high = middle;
        }

        return low - 1;
    }
}
