namespace InfluenceScore.Scoring.Patterns;

/// <summary>A follow event of anybody, by account number.</summary>
public readonly record struct FollowFact(int Follower, int Followee, bool Begins, long At);

/// <summary>
/// Tells unfollows that nobody chose: the followed account vanished, so people who otherwise keep whom they follow, or who began to follow it at quite different
/// times, lost it within two days;
/// or it moved, so the same name on another server was followed instead. Needs the events of many followers, so it runs over the whole store.
/// </summary>
public static class VanishedTargets
{
    /// <summary>Followers that lost it together though they began weeks apart, at least: piles that an agency follows for several clients begin together too.</summary>
    private const int LeastUnlike = 3;

    private const double UnlikeDays = 7;

    /// <summary>Followers who lose a vanished account do so within so many days: lists are read once a day or two.</summary>
    private const double TogetherDays = 2;

    /// <summary>Independent followers that must have lost it.</summary>
    private const int LeastWitnesses = 2;

    /// <summary>A follower is a witness while it keeps at least this share of what it follows: who drops most things says nothing about one of them.</summary>
    private const double KeepsShare = 0.5;

    /// <summary>A move is seen within so many days on both servers.</summary>
    private const double MoveDays = 7;

    /// <summary>One end for each fact: <see cref="FollowEnd.Chosen"/> where nothing else is known, and for every follow.</summary>
    /// <param name="facts">Follow events of the store, in any order.</param>
    /// <param name="names">Account number → handle ("user@server" where a network has servers).</param>
    public static FollowEnd[] Judge(IReadOnlyList<FollowFact> facts, IReadOnlyList<string> names)
    {
        var ends = new FollowEnd[facts.Count];
        MarkGone(facts, ends);
        MarkMoved(facts, names, ends);
        return ends;
    }

    private static void MarkGone(IReadOnlyList<FollowFact> facts, FollowEnd[] ends)
    {
        var keeps = Keepers(facts);
        foreach (var target in Enumerable.Range(0, facts.Count).GroupBy(i => facts[i].Followee))
        {
            var last = target.GroupBy(i => facts[i].Follower).Select(g => g.MaxBy(i => facts[i].At)).ToList();
            var keepers = last.Where(i => keeps.Contains(facts[i].Follower)).ToList();
            if ((IsLost(facts, keepers, LeastWitnesses) ?? (BeganApart(facts, target, last) ? IsLost(facts, last, LeastUnlike) : null)) is not { } lost
                || target.Any(i => facts[i].Begins && facts[i].At > lost.Until))
                continue;
            var from = lost.From;
            foreach (var i in target)
            {
                if (!facts[i].Begins && facts[i].At >= from - TogetherDays * FollowChurn.Day)
                    ends[i] = FollowEnd.TargetGone;
            }
        }
    }

    /// <summary>When all of these followers lost the target, null where one still follows it or they lost it at different times.</summary>
    private static (long From, long Until)? IsLost(IReadOnlyList<FollowFact> facts, List<int> last, int least)
    {
        if (last.Count < least || last.Any(i => facts[i].Begins))
            return null;
        var (from, until) = (last.Min(i => facts[i].At), last.Max(i => facts[i].At));
        return until - from <= TogetherDays * FollowChurn.Day ? (from, until) : null;
    }

    private static bool BeganApart(IReadOnlyList<FollowFact> facts, IEnumerable<int> target, List<int> last)
    {
        // Who has no known beginning began before the data do.
        var begun = target.Where(i => facts[i].Begins).GroupBy(i => facts[i].Follower).Select(g => g.Max(i => facts[i].At)).ToList();
        return begun.Count == 0 ? last.Count > 0 : begun.Count < last.Count || begun.Max() - begun.Min() >= UnlikeDays * FollowChurn.Day;
    }

    private static HashSet<int> Keepers(IReadOnlyList<FollowFact> facts)
    {
        var keepers = new HashSet<int>();
        foreach (var follower in facts.GroupBy(f => f.Follower))
        {
            var last = follower.GroupBy(f => f.Followee).Select(g => g.MaxBy(f => f.At)).ToList();
            if (last.Count(f => f.Begins) >= KeepsShare * last.Count)
                keepers.Add(follower.Key);
        }

        return keepers;
    }

    private static void MarkMoved(IReadOnlyList<FollowFact> facts, IReadOnlyList<string> names, FollowEnd[] ends)
    {
        foreach (var person in Enumerable.Range(0, facts.Count).Where(i => names[facts[i].Followee].Contains('@', StringComparison.Ordinal))
            .GroupBy(i => (facts[i].Follower, User(names[facts[i].Followee]))))
        {
            var begun = person.Where(i => facts[i].Begins).ToList();
            foreach (var i in person.Where(i => !facts[i].Begins))
            {
                if (begun.Any(b => facts[b].Followee != facts[i].Followee && Math.Abs(facts[b].At - facts[i].At) <= MoveDays * FollowChurn.Day))
                    ends[i] = FollowEnd.TargetMoved;
            }
        }
    }

    private static string User(string name) => name[..name.IndexOf('@', StringComparison.Ordinal)];
}
