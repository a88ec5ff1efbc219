namespace InfluenceScore.Scoring.Patterns;

/// <summary>Somebody who began to follow the account.</summary>
/// <param name="At">Unix milliseconds.</param>
/// <param name="Authenticity">Probability 0–1 that it is a person, by its profile; null without a profile.</param>
public readonly record struct Newcomer(int Account, long At, double? Authenticity);

/// <summary>
/// A jump of the follower count far beyond the account's own growth, made of newcomers that hardly look like people. A viral week jumps too, but brings people;
/// a jump of which nobody is known by name is never a pattern.
/// </summary>
public static class BoughtFollowers
{
    /// <summary>Followers more at the end of the jump than before it.</summary>
    public const string Jump = "jump";

    /// <summary>Followers before the jump.</summary>
    public const string Before = "before";

    /// <summary>Newcomers of the jump that are known by name and profile, and of these the share 0–1 that hardly looks like people.</summary>
    public const string Known = "known", Hollow = "hollow";

    /// <summary>The same share among newcomers of other days, −1 where fewer than ten are known.</summary>
    public const string HollowElse = "hollow_else";

    /// <summary>Days that a jump lasts at most.</summary>
    private const double JumpDays = 7;

    /// <summary>Smallest jump, in followers, as a share of those before, and as a multiple of the usual growth in as many days.</summary>
    private const double LeastJump = 200, LeastJumpShare = 0.2, TimesUsual = 10;

    /// <summary>Newcomers known by profile, at least: a sample that settles the share to within a fifth.</summary>
    private const int LeastKnown = 20, LeastElse = 10;

    /// <summary>Share of them below the probability, at least; and how much above that of other days.</summary>
    private const double MostAuthenticity = 0.5, LeastHollow = 0.6, LeastContrast = 0.25;

    /// <summary>Chance that twenty newcomers of a fair account look so.</summary>
    private const double ChancePerSample = 0.1;

    /// <param name="account">Account number.</param>
    /// <param name="followers">Follower counts, in any order.</param>
    /// <param name="newcomers">Everybody known to have begun to follow, in any order.</param>
    public static PatternFinding? FindOrNull(int account, IReadOnlyList<CountMoment> followers, IReadOnlyList<Newcomer> newcomers)
    {
        ArgumentNullException.ThrowIfNull(followers);
        if (newcomers.Count < LeastKnown || followers.Count < 3)
            return null;
        CountMoment[] series = [.. followers.OrderBy(f => f.At)];
        if (LargestJumpOrNull(series) is not { } jump)
            return null;
        // Counts are read once in a while: who came just before or after the jump was read may belong to it, and is no other day.
        var margin = (long)(JumpDays * FollowChurn.Day);
        var inside = newcomers.Where(n => n.Authenticity is not null && n.At >= jump.From.At && n.At <= jump.To.At).ToList();
        var outside = newcomers.Where(n => n.Authenticity is not null && (n.At < jump.From.At - margin || n.At > jump.To.At + margin)).ToList();
        var (hollow, hollowElse) = (Share(inside), outside.Count < LeastElse ? -1 : Share(outside));
        if (inside.Count < LeastKnown || hollow < LeastHollow || hollow - Math.Max(0, hollowElse) < LeastContrast)
            return null;
        return new PatternFinding(PatternKind.BoughtFollowers, account, jump.From.At, jump.To.At, PatternFinding.Sure(ChancePerSample, inside.Count / (double)LeastKnown),
            [.. inside.Where(n => n.Authenticity < MostAuthenticity).Select(n => n.Account).Distinct().Order()],
            new Dictionary<string, double>
            {
                [Jump] = jump.To.Count - jump.From.Count,
                [Before] = jump.From.Count,
                [Known] = inside.Count,
                [Hollow] = hollow,
                [HollowElse] = hollowElse,
            });
    }

    private static double Share(List<Newcomer> people) => people.Count == 0 ? 0 : people.Count(n => n.Authenticity < MostAuthenticity) / (double)people.Count;

    private static (CountMoment From, CountMoment To)? LargestJumpOrNull(CountMoment[] series)
    {
        (CountMoment From, CountMoment To)? best = null;
        var rises = new List<double>();
        for (int from = 0, to = 0; from < series.Length; from++)
        {
            while (to + 1 < series.Length && series[to + 1].At - series[from].At <= JumpDays * FollowChurn.Day) to++;
            var rise = series[to].Count - series[from].Count;
            rises.Add(rise);
            // The latest moment before and the earliest after the same rise: the shortest jump.
            if (best is null || rise > best.Value.To.Count - best.Value.From.Count)
                best = (series[from], series[to]);
        }

        var usual = Math.Max(1, FollowChurn.Median(rises));
        return best is { } b && b.To.Count - b.From.Count is var jump && jump >= LeastJump && jump >= LeastJumpShare * b.From.Count && jump >= TimesUsual * usual ? Tight(series, b) : null;
    }

    /// <summary>Cuts the ordinary days off both ends: what rises by less than a fiftieth of the jump.</summary>
    private static (CountMoment From, CountMoment To) Tight(CountMoment[] series, (CountMoment From, CountMoment To) jump)
    {
        var part = (jump.To.Count - jump.From.Count) / 50.0;
        var inside = series.Where(s => s.At >= jump.From.At && s.At <= jump.To.At).ToList();
        return (inside.Last(s => s.Count - jump.From.Count <= part), inside.First(s => jump.To.Count - s.Count <= part));
    }
}
