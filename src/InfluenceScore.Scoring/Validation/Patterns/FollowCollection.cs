using InfluenceScore.Scoring.Patterns;

namespace InfluenceScore.Scoring.Validation.Patterns;

/// <summary>How much was collected of a simulated life.</summary>
public enum CollectionMode : byte
{
    /// <summary>Every follow and unfollow with its time.</summary>
    ExactEvents = 0,

    /// <summary>Lists read every few hours or days; the time is the moment of reading.</summary>
    ListsCompared = 1,

    /// <summary>Exact events of which up to three in ten are missing.</summary>
    PartialEvents = 2,

    /// <summary>The count once a day.</summary>
    CountsDaily = 3,

    /// <summary>The count every two or three days, one in ten missing.</summary>
    CountsSparse = 4,
}

/// <summary>What a collector sees of a life: late, in part, with noise.</summary>
public static class FollowCollection
{
    private const long Start = Simulation.SimulatedWorld.Start, Day = Simulation.SimulatedWorld.Day;

    /// <summary>Chance that a reading of the count misses its hole of 4 to 12 days.</summary>
    private const double HoleChance = 0.25;

    public static FollowHistory Collect(FollowLife life, CollectionMode mode, SeededRandom random)
    {
        var end = Start + (long)(life.Days * Day);
        return mode switch
        {
            CollectionMode.ExactEvents => new FollowHistory(Exact(life, 0, random), [], end),
            CollectionMode.PartialEvents => new FollowHistory(Exact(life, random.Uniform(0.05, 0.3), random), [], end),
            CollectionMode.ListsCompared => new FollowHistory(Compared(life, random), [], end),
            CollectionMode.CountsDaily => new FollowHistory([], Counted(life, 1, random), end),
            _ => new FollowHistory([], Counted(life, 2 + random.Below(2), random), end),
        };
    }

    /// <summary>Longest step between two readings in a mode, days: a faster cycle cannot be seen in counts by anybody.</summary>
    public static double StepDays(CollectionMode mode) => mode switch { CollectionMode.CountsDaily => 1, CollectionMode.CountsSparse => 3, _ => 0 };

    private static List<FollowMoment> Exact(FollowLife life, double lost, SeededRandom random)
    {
        var moments = new List<FollowMoment>();
        foreach (var s in life.Stretches)
        {
            if (s.From >= 0 && s.From < life.Days && !random.Chance(lost)) moments.Add(new FollowMoment(s.Target, true, At(s.From)));
            if (s.To >= 0 && s.To < life.Days && !random.Chance(lost)) moments.Add(new FollowMoment(s.Target, false, At(s.To)));
        }

        foreach (var gap in life.Partial)
        {
            foreach (var s in life.Stretches.Where(s => s.From < gap.From && s.To > gap.To))
            {
                if (!random.Chance(gap.Missing)) continue;
                moments.Add(new FollowMoment(s.Target, false, At(gap.From)));
                moments.Add(new FollowMoment(s.Target, true, At(gap.To)));
            }
        }

        return moments;
    }

    private static List<FollowMoment> Compared(FollowLife life, SeededRandom random)
    {
        var step = random.Uniform(0.25, Math.Max(0.3, Math.Min(1.5, life.PeriodDays > 0 ? life.PeriodDays / 4 : 1.5)));
        var moments = new List<FollowMoment>();
        HashSet<int>? before = null;
        for (var at = random.Uniform(0, step); at < life.Days; at += step * random.Uniform(0.9, 1.1))
        {
            var gap = life.Partial.FirstOrDefault(p => at >= p.From && at < p.To);
            var now = life.Stretches.Where(s => s.From <= at && s.To > at && !(gap.Missing > 0 && random.Chance(gap.Missing))).Select(s => s.Target).ToHashSet();
            if (before is not null)
            {
                moments.AddRange(now.Except(before).Order().Select(t => new FollowMoment(t, true, At(at))));
                moments.AddRange(before.Except(now).Order().Select(t => new FollowMoment(t, false, At(at))));
            }

            before = now;
        }

        return moments;
    }

    private static List<CountMoment> Counted(FollowLife life, double step, SeededRandom random)
    {
        var noise = random.Chance(0.5) ? random.Below(3) : 0;
        var hole = random.Chance(HoleChance) ? random.Uniform(0, life.Days) : double.PositiveInfinity;
        var holeEnd = hole + random.Uniform(4, 12);
        var counts = new List<CountMoment>();
        for (var at = random.Uniform(0, step); at < life.Days; at += step * random.Uniform(0.95, 1.05))
        {
            if ((at > hole && at < holeEnd) || (step > 1 && random.Chance(0.1))) continue;
            var gap = life.Partial.FirstOrDefault(p => at >= p.From && at < p.To);
            var count = life.Stretches.Count(s => s.From <= at && s.To > at);
            counts.Add(new CountMoment(At(at), Math.Max(0, (long)(count * (1 - gap.Missing)) + random.Below(2 * noise + 1) - noise)));
        }

        return counts;
    }

    private static long At(double day) => Start + (long)(day * Day);
}
