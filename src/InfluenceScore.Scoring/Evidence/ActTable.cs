namespace InfluenceScore.Scoring.Evidence;

/// <summary>
/// The acts before as-of, without self-acts and repetitions, grouped by pair (target, then actor, both ranks) and inside a pair by kind, time and post:
/// the same table whatever the order of the input. See <see cref="ActGrouping"/> for how it is made.
/// </summary>
internal sealed class ActTable : PairTable
{
    /// <summary>Kind of each act. Arrays of acts may be longer than there are acts: <see cref="ActStart"/> tells where they end.</summary>
    public required InteractionKind[] Kinds { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long[] Times { get; init; }

    /// <summary>The target's own post (index in <see cref="PostTable"/>) that was acted on, −1 where none is known.</summary>
    public required int[] Posts { get; init; }

    /// <summary>What the act still weighs by the target's clock, 0–1.</summary>
    public required double[] Weights { get; init; }

    /// <summary>Pair → first act; one entry more than pairs.</summary>
    public required int[] ActStart { get; init; }

    /// <summary>What the store summed up, and pair → row of it; null where all acts are here.</summary>
    public SummedEvidence? Summed { get; private init; }

    public int[]? SummedRows { get; private init; }

    /// <summary>Oldest and newest act of a pair, Unix milliseconds.</summary>
    public (long First, long Last) Span(int pair)
    {
        if (Summed is not null) return Summed.Times[SummedRows![pair]];
        var times = Times.AsSpan(ActStart[pair]..ActStart[pair + 1]);
        var (first, last) = (times[0], times[0]);
        foreach (var time in times) (first, last) = (Math.Min(first, time), Math.Max(last, time));
        return (first, last);
    }

    public static ActTable Build(ScoringInput input, AccountOrder order, PostTable posts, ScoringOptions options, Decay decay)
    {
        var grouped = ActGrouping.Group(input, order, posts, options.AsOf);
        var (summed, rows) = (input.Summed, input.Summed is null ? null : SummedPairs.Rows(input.Summed, order));
        if (summed is not null) grouped = SummedPairs.Spread(grouped, rows!, summed, order);
        var pairStart = StartOf(grouped.Targets, order.Count);
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
            OnlyMentions = summed is null ? MentionsOnly(grouped) : Array.ConvertAll(rows!, row => summed.OnlyMentions[row]),
            Summed = summed,
            SummedRows = rows,
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

    private static bool[] MentionsOnly(ActGrouping.Groups grouped)
    {
        var only = new bool[grouped.Actors.Length];
        // Sorted by kind, so the first and the last act tell.
        for (var pair = 0; pair < only.Length; pair++)
            only[pair] = grouped.Kinds[grouped.ActStart[pair]] == InteractionKind.Mention && grouped.Kinds[grouped.ActStart[pair + 1] - 1] == InteractionKind.Mention;
        return only;
    }

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
}
