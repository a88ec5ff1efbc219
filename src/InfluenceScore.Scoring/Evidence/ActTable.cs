namespace InfluenceScore.Scoring.Evidence;

/// <summary>
/// The acts before as-of, without self-acts and repetitions, grouped by pair (target, then actor, both ranks) and inside a pair by kind, time and post:
/// the same table whatever the order of the input. See <see cref="ActGrouping"/> for how it is made.
/// </summary>
internal sealed class ActTable
{
    /// <summary>Kind of each act.</summary>
    public required InteractionKind[] Kinds { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long[] Times { get; init; }

    /// <summary>The target's own post (index in <see cref="PostTable"/>) that was acted on, −1 where none is known.</summary>
    public required int[] Posts { get; init; }

    /// <summary>What the act still weighs by the target's clock, 0–1.</summary>
    public required double[] Weights { get; init; }

    /// <summary>Pair → actor (rank).</summary>
    public required int[] Actors { get; init; }

    /// <summary>Pair → target (rank).</summary>
    public required int[] Targets { get; init; }

    /// <summary>Pair → first act; one entry more than pairs.</summary>
    public required int[] ActStart { get; init; }

    /// <summary>Target (rank) → first pair; one entry more than accounts. Actors ascend inside a target.</summary>
    public required int[] PairStart { get; init; }

    /// <summary>Pair (v on u) → pair (u on v), −1 where u never acted on v.</summary>
    public required int[] Reverse { get; init; }

    public int PairCount => Actors.Length;

    public static ActTable Build(ScoringInput input, AccountOrder order, PostTable posts, ScoringOptions options, Decay decay)
    {
        var grouped = ActGrouping.Group(input, order, posts, options.AsOf);
        var pairStart = new int[order.Count + 1];
        foreach (var target in grouped.Targets) pairStart[target + 1]++;
        for (var rank = 0; rank < order.Count; rank++) pairStart[rank + 1] += pairStart[rank];
        return new ActTable
        {
            Kinds = grouped.Kinds,
            Times = grouped.Times,
            Posts = grouped.Posts,
            Weights = Weigh(grouped, posts, decay),
            Actors = grouped.Actors,
            Targets = grouped.Targets,
            ActStart = grouped.ActStart,
            PairStart = pairStart,
            Reverse = MatchReverse(grouped.Actors, grouped.Targets, pairStart),
        };
    }

    /// <summary>Actors (ranks) with an act on the target that still weighs something.</summary>
    public IEnumerable<int> LiveActors(int target)
    {
        for (var pair = PairStart[target]; pair < PairStart[target + 1]; pair++)
        {
            if (IsLive(pair)) yield return Actors[pair];
        }
    }

    /// <summary>True where an act of the pair still weighs something.</summary>
    public bool IsLive(int pair) => Weights.AsSpan(ActStart[pair]..ActStart[pair + 1]).ContainsAnyExceptInRange(double.NegativeInfinity, 0);

    /// <summary>True where the actor did nothing but mention the target.</summary>
    public bool OnlyMentions(int pair) =>
        // Sorted by kind, so the first and the last act tell.
        Kinds[ActStart[pair]] == InteractionKind.Mention && Kinds[ActStart[pair + 1] - 1] == InteractionKind.Mention;

    private static double[] Weigh(ActGrouping.Groups grouped, PostTable posts, Decay decay)
    {
        var weights = new double[grouped.Times.Length];
        Parallel.For(0, grouped.Actors.Length, pair =>
        {
            for (var act = grouped.ActStart[pair]; act < grouped.ActStart[pair + 1]; act++)
                weights[act] = decay.Weight(posts.Age(grouped.Targets[pair], grouped.Times[act]));
        });
        return weights;
    }

    /// <summary>Pairs out of an account, by target, merged with the pairs into it, by actor: linear, no search.</summary>
    private static int[] MatchReverse(int[] actors, int[] targets, int[] pairStart)
    {
        var accounts = pairStart.Length - 1;
        var outStart = new int[accounts + 1];
        foreach (var actor in actors) outStart[actor + 1]++;
        for (var rank = 0; rank < accounts; rank++) outStart[rank + 1] += outStart[rank];
        var outgoing = new int[actors.Length];
        var next = outStart.AsSpan(0, accounts).ToArray();
        for (var pair = 0; pair < actors.Length; pair++) outgoing[next[actors[pair]]++] = pair;

        var reverse = new int[actors.Length];
        for (var account = 0; account < accounts; account++)
        {
            var at = outStart[account];
            for (var pair = pairStart[account]; pair < pairStart[account + 1]; pair++)
            {
                while (at < outStart[account + 1] && targets[outgoing[at]] < actors[pair]) at++;
                reverse[pair] = at < outStart[account + 1] && targets[outgoing[at]] == actors[pair] ? outgoing[at] : -1;
            }
        }

        return reverse;
    }
}
