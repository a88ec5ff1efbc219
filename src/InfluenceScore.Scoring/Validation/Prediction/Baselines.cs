namespace InfluenceScore.Scoring.Validation.Prediction;

/// <summary>
/// The plain measures that a score must beat to be worth its formulas. Each returns one number an account, made only from acts
/// before the cut.
/// </summary>
public static class Baselines
{
    /// <summary>Damping of PageRank as everywhere (Brin and Page 1998).</summary>
    private const double Damping = 0.85;

    /// <summary>Follower counts; −1 where unknown, so that the unknown stand last.</summary>
    public static double[] Followers(ScoringInput input) => [.. input.Profiles.Select(p => (double)(p?.Followers ?? -1))];

    /// <summary>Reposts and quotes received.</summary>
    public static double[] PastReposts(ScoringInput input, long cut) => CountActs(input, cut, IsRepost);

    /// <summary>Mentions received.</summary>
    public static double[] PastMentions(ScoringInput input, long cut) => CountActs(input, cut, kind => kind == InteractionKind.Mention);

    /// <summary>Different accounts that acted.</summary>
    public static double[] PastActors(ScoringInput input, long cut) => DistinctActors.Count(input, long.MinValue, cut);

    /// <summary>PageRank on the graph actor → target with one edge a pair (an act is a vote, a thousand acts are one).</summary>
    public static double[] PageRank(ScoringInput input, long cut)
    {
        var pairs = new List<(int Actor, int Target)>();
        for (var i = 0; i < input.ActCount; i++)
        {
            if (input.ActTimes[i] < cut && input.ActActors[i] != input.ActTargets[i])
                pairs.Add((input.ActActors[i], input.ActTargets[i]));
        }

        pairs.Sort();
        var edges = new List<(int, int)>(pairs.Count);
        for (var i = 0; i < pairs.Count; i++)
        {
            if (i == 0 || pairs[i] != pairs[i - 1])
                edges.Add(pairs[i]);
        }

        return Validation.Prediction.PageRank.Of(input.AccountCount, edges, Damping);
    }

    /// <summary>
    /// The h-index of an account: h of its items were acted on h times or more (Hirsch 2005). An item is a post; where posts are unknown, as in
    /// Higgs, the people who act stand in: h people acted on it h times or more.
    /// </summary>
    public static double[] HIndex(ScoringInput input, long cut)
    {
        var items = new List<(int Target, bool ByPost, int Item)>();
        for (var i = 0; i < input.ActCount; i++)
        {
            if (input.ActTimes[i] < cut && input.ActActors[i] != input.ActTargets[i])
                items.Add((input.ActTargets[i], input.ActPosts[i] >= 0, input.ActPosts[i] >= 0 ? input.ActPosts[i] : input.ActActors[i]));
        }

        var h = new double[input.AccountCount];
        foreach (var account in items.GroupBy(i => i.Target))
        {
            var counts = account.GroupBy(i => i).Select(g => g.Count()).OrderDescending().ToArray();
            while ((int)h[account.Key] < counts.Length && counts[(int)h[account.Key]] > h[account.Key])
                h[account.Key]++;
        }

        return h;
    }

    /// <summary>
    /// Plain decayed saturating reach: Σ over actors of 1 − exp(−Σ 2^(−age/half-life)). The score's idea without any defence or clock.
    /// </summary>
    public static double[] DecayedReach(ScoringInput input, long cut, double halfLifeDays)
    {
        var acts = new List<(int Target, int Actor, long At)>();
        for (var i = 0; i < input.ActCount; i++)
        {
            if (input.ActTimes[i] < cut && input.ActActors[i] != input.ActTargets[i])
                acts.Add((input.ActTargets[i], input.ActActors[i], input.ActTimes[i]));
        }

        acts.Sort();
        var reach = new double[input.AccountCount];
        for (int i = 0; i < acts.Count;)
        {
            var (target, actor, _) = acts[i];
            double evidence = 0;
            for (; i < acts.Count && acts[i].Target == target && acts[i].Actor == actor; i++)
                evidence += Math.Pow(2, -(cut - acts[i].At) / (halfLifeDays * 86_400_000.0));
            reach[target] -= Math.Exp(-evidence) - 1;
        }

        return reach;
    }

    internal static bool IsRepost(InteractionKind kind) => kind is InteractionKind.Repost or InteractionKind.Quote;

    private static double[] CountActs(ScoringInput input, long cut, Func<InteractionKind, bool> kind)
    {
        var counts = new double[input.AccountCount];
        for (var i = 0; i < input.ActCount; i++)
        {
            if (input.ActTimes[i] < cut && kind(input.ActKinds[i]) && input.ActActors[i] != input.ActTargets[i])
                counts[input.ActTargets[i]]++;
        }

        return counts;
    }
}
