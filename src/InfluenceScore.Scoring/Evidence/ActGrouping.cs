namespace InfluenceScore.Scoring.Evidence;

/// <summary>
/// Groups acts by pair in O(acts): two stable counting sorts (by actor, then by target), after which only the few acts of one pair are compared.
/// Acts on oneself, acts at or after as-of and repetitions are dropped here (law 10).
/// </summary>
internal static class ActGrouping
{
    /// <summary>Flat arrays as in <see cref="ActTable"/>.</summary>
    public readonly record struct Groups(InteractionKind[] Kinds, long[] Times, int[] Posts, int[] Actors, int[] Targets, int[] ActStart);

    public static Groups Group(ScoringInput input, AccountOrder order, PostTable posts, long asOf)
    {
        var kept = Keep(input, asOf);
        var sorted = CountingSort(CountingSort(kept, input.ActActors, order), input.ActTargets, order);
        var (actors, targets) = (Ranks(sorted, input.ActActors, order), Ranks(sorted, input.ActTargets, order));
        return Compact(input, posts, sorted, actors, targets);
    }

    private static int[] Keep(ScoringInput input, long asOf)
    {
        var kept = new int[input.ActCount];
        var count = 0;
        for (var act = 0; act < kept.Length; act++)
        {
            if (input.ActTimes[act] < asOf && input.ActActors[act] != input.ActTargets[act]) kept[count++] = act;
        }

        Array.Resize(ref kept, count);
        return kept;
    }

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

    private static int[] Ranks(int[] acts, int[] accounts, AccountOrder order) => Array.ConvertAll(acts, act => order.Ranks[accounts[act]]);

    /// <summary>Sorts the acts of each pair and leaves out repetitions.</summary>
    private static Groups Compact(ScoringInput input, PostTable posts, int[] sorted, int[] actors, int[] targets)
    {
        var (kinds, times, own) = (new InteractionKind[sorted.Length], new long[sorted.Length], new int[sorted.Length]);
        var start = new int[sorted.Length + 1];
        var rows = new List<Row>();
        int count = 0, pairs = 0;
        for (int first = 0, next; first < sorted.Length; first = next)
        {
            rows.Clear();
            for (next = first; next < sorted.Length && actors[next] == actors[first] && targets[next] == targets[first]; next++)
                rows.Add(Read(input, posts, sorted[next]));
            if (rows.Count > 1) rows.Sort(Row.Compare);
            (actors[pairs], targets[pairs], start[pairs++]) = (actors[first], targets[first], count);
            for (var i = 0; i < rows.Count; i++)
            {
                if (i > 0 && rows[i] == rows[i - 1]) continue;
                (kinds[count], times[count], own[count++]) = (rows[i].Kind, rows[i].Time, rows[i].Own);
            }
        }

        start[pairs] = count;
        Array.Resize(ref kinds, count);
        Array.Resize(ref times, count);
        Array.Resize(ref own, count);
        Array.Resize(ref actors, pairs);
        Array.Resize(ref targets, pairs);
        Array.Resize(ref start, pairs + 1);
        return new Groups(kinds, times, own, actors, targets, start);
    }

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
