namespace InfluenceScore.Scoring.Patterns;

/// <summary>One stretch of following one target.</summary>
/// <param name="Start">Unix milliseconds.</param>
/// <param name="End">Unix milliseconds; null while it lasts, or where its end was not seen.</param>
/// <param name="Again">The target had been followed and dropped before.</param>
/// <param name="EndUnseen">It ended, but nobody saw when: the target was followed once more.</param>
public sealed record FollowEpisode(int Target, long Start, long? End, FollowEnd How, bool Again, bool EndUnseen = false)
{
    public double? HeldDays => (End - Start) / (double)FollowChurn.Day;
}

/// <summary>Turns follow events, in any order and with holes, into episodes. Returns that look like a hole in the collection are no new follows.</summary>
/// <param name="All">Episodes whose beginning is known, by start.</param>
/// <param name="OldEnds">When follows ended that had lasted longer than <see cref="FollowChurn.WaveDays"/>, or began before the data, in order.</param>
/// <param name="Returns">Absences that were taken for holes in the collection.</param>
/// <param name="Gone">Ends of follows whose target vanished.</param>
/// <param name="Moved">Ends of follows whose target moved.</param>
public sealed record FollowEpisodes(IReadOnlyList<FollowEpisode> All, IReadOnlyList<long> OldEnds, int Returns, int Gone, int Moved)
{
    /// <summary>An absence of up to so many days may be a list that was read in part: real unfollowing lasts.</summary>
    private const double FlickerDays = 3;

    /// <summary>Present for so much of the time, an absent target was only missing from a list.</summary>
    private const double PresentShare = 0.8;

    /// <summary>More absences than this are no accident of collection.</summary>
    private const int MostFlickers = 12;

    /// <summary>Targets that vanish and return at the same moments, at least, before it is called a gap.</summary>
    private const int LeastTogether = 5;

    /// <summary>Share of what vanished at one moment that must return at one moment.</summary>
    private const double TogetherShare = 0.9;

    private sealed record Stretch(long? Start, long? End, FollowEnd How, bool EndUnseen = false);

    public static FollowEpisodes Of(FollowHistory history)
    {
        var byTarget = new SortedDictionary<int, List<Stretch>>();
        foreach (var group in history.Moments.Where(m => m.At <= history.DataEnd).GroupBy(m => m.Target))
            byTarget[group.Key] = Stretches([.. group.OrderBy(m => m.At).ThenBy(m => m.Begins)]);

        var returns = MergeMassReturns(byTarget);
        foreach (var target in byTarget.Keys.ToList())
        {
            var merged = MergeFlickers(byTarget[target], history.DataEnd);
            returns += byTarget[target].Count - merged.Count;
            byTarget[target] = merged;
        }

        var episodes = new List<FollowEpisode>();
        foreach (var (target, stretches) in byTarget)
        {
            for (var i = 0; i < stretches.Count; i++)
            {
                if (stretches[i].Start is { } start)
                    episodes.Add(new FollowEpisode(target, start, stretches[i].End, stretches[i].How, i > 0, stretches[i].EndUnseen));
            }
        }

        episodes.Sort((a, b) => (a.Start, a.Target).CompareTo((b.Start, b.Target)));
        var ends = byTarget.Values.SelectMany(s => s).Where(s => s.End is not null).ToList();
        long[] old = [.. ends.Where(s => !s.EndUnseen && (s.Start is not { } start || s.End - start > FollowChurn.WaveDays * FollowChurn.Day)).Select(s => s.End!.Value).Order()];
        return new FollowEpisodes(episodes, old, returns, ends.Count(s => s.How == FollowEnd.TargetGone), ends.Count(s => s.How == FollowEnd.TargetMoved));
    }

    private static List<Stretch> Stretches(List<FollowMoment> moments)
    {
        var stretches = new List<Stretch>();
        long? start = null;
        var open = false;
        var first = true;
        foreach (var moment in moments)
        {
            if (moment.Begins)
            {
                // Followed once more without an end between: the end was not collected.
                if (open && moment.At - start >= FollowChurn.Day)
                    stretches.Add(new Stretch(start, moment.At, FollowEnd.Chosen, EndUnseen: true));
                if (!open || moment.At - start >= FollowChurn.Day)
                    start = moment.At;
                open = true;
            }
            else if (open || first)
            {
                // An unfollow without a follow: it began before the data do.
                stretches.Add(new Stretch(open ? start : null, moment.At, moment.End));
                (open, start) = (false, null);
            }
            first = false;
        }

        if (open)
            stretches.Add(new Stretch(start, null, FollowEnd.Chosen));
        return stretches;
    }

    /// <summary>
    /// Many targets that vanish at one moment and return together at another, half of them held for long before: a list that was read in part.
    /// Who churns drops what is new and leaves the old alone. In the order of time, because what one gap merges has been held for long at the next.
    /// </summary>
    private static int MergeMassReturns(SortedDictionary<int, List<Stretch>> byTarget)
    {
        var merged = 0;
        foreach (var moment in byTarget.Values.SelectMany(s => s).Where(s => s.End is not null && !s.EndUnseen)
            .GroupBy(s => s.End!.Value).Where(g => g.Count() >= LeastTogether).Select(g => g.Key).Order().ToList())
        {
            var vanished = byTarget.Where(t => t.Value.Any(s => s.End == moment && !s.EndUnseen)).Select(t => t.Key).ToList();
            var returned = vanished.Select(t => (Target: t, At: byTarget[t].SkipWhile(s => s.End != moment).Skip(1).FirstOrDefault()?.Start))
                .Where(r => r.At is not null).GroupBy(r => r.At!.Value).MaxBy(g => g.Count());
            var isOld = vanished.Count(t => byTarget[t].First(s => s.End == moment) is var s && (s.Start is null || s.End - s.Start > FollowChurn.WaveDays * FollowChurn.Day));
            if (returned is null || returned.Count() < Math.Max(LeastTogether, TogetherShare * vanished.Count) || 2 * isOld < vanished.Count)
                continue;
            foreach (var (target, _) in returned)
            {
                Join(byTarget[target], byTarget[target].FindIndex(s => s.End == moment));
                merged++;
            }
        }

        return merged;
    }

    private static List<Stretch> MergeFlickers(List<Stretch> stretches, long dataEnd)
    {
        if (stretches.Count < 2 || stretches.Count > MostFlickers + 1 || stretches[^1].End is not null)
            return stretches;
        var from = stretches[0].Start ?? stretches[0].End!.Value - (long)(FollowChurn.WaveDays * FollowChurn.Day);
        double absent = 0;
        for (var i = 1; i < stretches.Count; i++)
        {
            if (stretches[i - 1].EndUnseen || stretches[i - 1].End is not { } end || stretches[i].Start is not { } start || start - end > FlickerDays * FollowChurn.Day)
                return stretches;
            absent += start - end;
        }

        return absent <= (1 - PresentShare) * Math.Max(1, dataEnd - from) ? [new Stretch(stretches[0].Start, null, FollowEnd.Chosen)] : stretches;
    }

    private static void Join(List<Stretch> stretches, int at)
    {
        var next = stretches[at + 1];
        stretches[at] = stretches[at] with { End = next.End, How = next.How, EndUnseen = next.EndUnseen };
        stretches.RemoveAt(at + 1);
    }
}
