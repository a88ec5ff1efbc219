namespace InfluenceScore.Scoring.Evidence;

/// <summary>
/// Groups acts by pair in O(acts): two stable counting sorts (by actor, then by target), after which only the few acts of one pair are compared.
/// Acts on oneself, acts at or after as-of and repetitions are dropped here (law 10).
/// </summary>
internal static class ActGrouping
{
    /// <summary>Flat arrays as in <see cref="ActTable"/>; those of acts are as long as there were acts before repetitions went.</summary>
    public readonly record struct Groups(InteractionKind[] Kinds, long[] Times, int[] Posts, int[] Actors, int[] Targets, int[] ActStart);

    public static Groups Group(ScoringInput input, AccountOrder order, PostTable posts, long asOf)
    {
        var sorted = CountingSort(CountingSort(Keep(input, asOf), input.ActActors, order), input.ActTargets, order);
        return Compact(input, order, posts, sorted);
    }

    private static int[] Keep(ScoringInput input, long asOf)
    {
        // Counted first: the lists of millions of acts are made once, at their length.
        var count = 0;
        for (var act = 0; act < input.ActCount; act++) count += IsKept(input, act, asOf) ? 1 : 0;
        var kept = new int[count];
        for (int act = 0, next = 0; act < input.ActCount; act++)
        {
            if (IsKept(input, act, asOf)) kept[next++] = act;
        }

        return kept;
    }

    private static bool IsKept(ScoringInput input, int act, long asOf) => input.ActTimes[act] < asOf && input.ActActors[act] != input.ActTargets[act];

    /// <summary>Acts, or pairs, by the rank of their account; stable.</summary>
    public static int[] CountingSort(int[] acts, int[] accounts, AccountOrder order)
    {
        var next = new int[order.Count + 1];
        foreach (var act in acts) next[order.Ranks[accounts[act]] + 1]++;
        for (var rank = 0; rank < order.Count; rank++) next[rank + 1] += next[rank];
        var sorted = new int[acts.Length];
        foreach (var act in acts) sorted[next[order.Ranks[accounts[act]]]++] = act;
        return sorted;
    }

    /// <summary>Sorts the acts of each pair and leaves out repetitions.</summary>
    private static Groups Compact(ScoringInput input, AccountOrder order, PostTable posts, int[] sorted)
    {
        var pairs = 0;
        for (var i = 0; i < sorted.Length; i++) pairs += i == 0 || !IsSamePair(input, sorted[i - 1], sorted[i]) ? 1 : 0;
        var (kinds, times, own) = (new InteractionKind[sorted.Length], new long[sorted.Length], new int[sorted.Length]);
        var (actors, targets, start) = (new int[pairs], new int[pairs], new int[pairs + 1]);
        var rows = new List<Row>();
        var count = 0;
        for (int first = 0, next, pair = 0; first < sorted.Length; first = next, pair++)
        {
            rows.Clear();
            for (next = first; next < sorted.Length && (next == first || IsSamePair(input, sorted[first], sorted[next])); next++)
                rows.Add(Read(input, posts, sorted[next]));
            if (rows.Count > 1) rows.Sort(Row.Compare);
            (actors[pair], targets[pair], start[pair]) = (order.Ranks[input.ActActors[sorted[first]]], order.Ranks[input.ActTargets[sorted[first]]], count);
            for (var i = 0; i < rows.Count; i++)
            {
                if (i > 0 && rows[i] == rows[i - 1]) continue;
                (kinds[count], times[count], own[count++]) = (rows[i].Kind, rows[i].Time, rows[i].Own);
            }
        }

        start[pairs] = count;
        return new Groups(kinds, times, own, actors, targets, start);
    }

    private static bool IsSamePair(ScoringInput input, int x, int y) => input.ActActors[x] == input.ActActors[y] && input.ActTargets[x] == input.ActTargets[y];

    private static Row Read(ScoringInput input, PostTable posts, int act)
    {
        // A post that is not the target's own (a mention names the actor's post) is no post of the target's.
        var number = input.ActPosts[act];
        var own = number >= 0 && input.PostAuthors[number] == input.ActTargets[act] ? posts.Index[number] : -1;
        return new Row(input.ActKinds[act], input.ActTimes[act], own, number);
    }

    /// <summary>One act of a pair. Two are repetitions of each other where kind, time and named post agree.</summary>
    private readonly record struct Row(InteractionKind Kind, long Time, int Own, int Number)
    {
        public static int Compare(Row x, Row y)
        {
            if (x.Kind != y.Kind) return x.Kind.CompareTo(y.Kind);
            if (x.Time != y.Time) return x.Time.CompareTo(y.Time);
            return x.Own != y.Own ? x.Own.CompareTo(y.Own) : x.Number.CompareTo(y.Number);
        }
    }
}
