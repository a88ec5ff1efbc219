namespace InfluenceScore.Scoring.Evidence;

/// <summary>
/// Groups acts by pair: a counting sort by target, then the acts on one target by actor, several targets at a time, after which only the few acts of one pair are compared.
/// Acts on oneself, acts at or after as-of and repetitions are dropped here (law 10).
/// </summary>
internal static class ActGrouping
{
    /// <summary>Flat arrays as in <see cref="ActTable"/>; those of acts are as long as there were acts before repetitions went.</summary>
    public readonly record struct Groups(InteractionKind[] Kinds, long[] Times, int[] Posts, int[] Actors, int[] Targets, int[] ActStart);

    public static Groups Group(ScoringInput input, AccountOrder order, PostTable posts, long asOf)
    {
        var sorted = CountingSort(Keep(input, asOf), input.ActTargets, order, out var ends);
        var grouped = new Groups(new InteractionKind[sorted.Length], new long[sorted.Length], new int[sorted.Length], [], [], []);
        var kept = new int[order.Count];
        var pairs = 0;
        Parallel.For(0, order.Count, () => new OneTarget(input, order, posts, grouped, sorted), (target, _, one) =>
        {
            kept[target] = one.Sort(StartOf(target, ends), ends[target]);
            return one;
        }, one => Interlocked.Add(ref pairs, one.Pairs));
        return Close(grouped, sorted, ends, kept, pairs);
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
    public static int[] CountingSort(int[] acts, int[] accounts, AccountOrder order) => CountingSort(acts, accounts, order, out _);

    /// <param name="ends">Rank → the place behind its last one.</param>
    private static int[] CountingSort(int[] acts, int[] accounts, AccountOrder order, out int[] ends)
    {
        ends = new int[order.Count + 1];
        foreach (var act in acts) ends[order.Ranks[accounts[act]] + 1]++;
        for (var rank = 0; rank < order.Count; rank++) ends[rank + 1] += ends[rank];
        var sorted = new int[acts.Length];
        foreach (var act in acts) sorted[ends[order.Ranks[accounts[act]]]++] = act;
        return sorted;
    }

    private static int StartOf(int target, int[] ends) => target == 0 ? 0 : ends[target - 1];

    /// <summary>Closes the gaps that repetitions have left, and notes where each pair begins.</summary>
    /// <param name="actors">Actor (rank) of each act.</param>
    /// <param name="kept">Target (rank) → acts without repetitions.</param>
    private static Groups Close(Groups grouped, int[] actors, int[] ends, int[] kept, int pairs)
    {
        var closed = grouped with { Actors = new int[pairs], Targets = new int[pairs], ActStart = new int[pairs + 1] };
        var (count, pair) = (0, 0);
        for (var target = 0; target < kept.Length; target++)
        {
            var from = StartOf(target, ends);
            if (from != count)
            {
                Array.Copy(grouped.Kinds, from, grouped.Kinds, count, kept[target]);
                Array.Copy(grouped.Times, from, grouped.Times, count, kept[target]);
                Array.Copy(grouped.Posts, from, grouped.Posts, count, kept[target]);
            }

            for (var act = from; act < from + kept[target]; act++, count++)
            {
                if (act == from || actors[act] != actors[act - 1])
                    (closed.Actors[pair], closed.Targets[pair], closed.ActStart[pair++]) = (actors[act], target, count);
            }
        }

        closed.ActStart[pairs] = count;
        return closed;
    }

    /// <summary>Sorts the acts on one target after another: what one thread needs for that.</summary>
    /// <param name="acts">Sorted by target; becomes the actors (ranks) of the acts that are kept.</param>
    private sealed class OneTarget(ScoringInput input, AccountOrder order, PostTable posts, Groups grouped, int[] acts)
    {
        private readonly List<Row> _rows = [];
        private ulong[] _byActor = [];

        /// <summary>Pairs so far.</summary>
        public int Pairs { get; private set; }

        /// <returns>Acts without repetitions; they stand at the beginning.</returns>
        public int Sort(int start, int end)
        {
            if (_byActor.Length < end - start) _byActor = new ulong[end - start];
            var byActor = _byActor.AsSpan(0, end - start);
            for (var i = 0; i < byActor.Length; i++) byActor[i] = ((ulong)order.Ranks[input.ActActors[acts[start + i]]] << 32) | (uint)acts[start + i];
            byActor.Sort();
            var count = start;
            for (int first = 0, next; first < byActor.Length; first = next)
            {
                var actor = (int)(byActor[first] >> 32);
                _rows.Clear();
                for (next = first; next < byActor.Length && (int)(byActor[next] >> 32) == actor; next++) _rows.Add(Read((int)(uint)byActor[next]));
                if (_rows.Count > 1) _rows.Sort(Row.Compare);
                for (var i = 0; i < _rows.Count; i++)
                {
                    var row = _rows[i];
                    if (i > 0 && Row.Compare(row, _rows[i - 1]) == 0) continue;
                    (grouped.Kinds[count], grouped.Times[count], grouped.Posts[count]) = (row.Kind, row.Time, row.Own);
                    acts[count++] = actor;
                }

                Pairs++;
            }

            return count - start;
        }

        private Row Read(int act)
        {
            // A post that is not the target's own (a mention names the actor's post) is no post of the target's.
            var number = input.ActPosts[act];
            var own = number >= 0 && input.PostAuthors[number] == input.ActTargets[act] ? posts.Index[number] : -1;
            return new Row(input.ActKinds[act], input.ActTimes[act], own, number);
        }
    }

    /// <summary>One act of a pair. Two are repetitions of each other where kind, time and named post agree.</summary>
    private readonly record struct Row(InteractionKind Kind, long Time, int Own, int Number)
    {
        public static int Compare(Row x, Row y)
        {
            if (x.Kind != y.Kind) return x.Kind < y.Kind ? -1 : 1;
            if (x.Time != y.Time) return x.Time.CompareTo(y.Time);
            return x.Own != y.Own ? x.Own.CompareTo(y.Own) : x.Number.CompareTo(y.Number);
        }
    }
}
