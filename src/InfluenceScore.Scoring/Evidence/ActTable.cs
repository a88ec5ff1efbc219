namespace InfluenceScore.Scoring.Evidence;

/// <summary>
/// The acts before as-of, without self-acts and repetitions, grouped by pair (target, then actor, both ranks) and inside a pair by kind, time and post:
/// the same table whatever the order of the input. Grouping is two stable counting sorts, O(acts); only the few acts of one pair are compared.
/// </summary>
internal sealed class ActTable
{
    private ActTable(int accounts, int acts, int pairs)
    {
        Kinds = new InteractionKind[acts];
        Times = new long[acts];
        Posts = new int[acts];
        Weights = new double[acts];
        Actors = new int[pairs];
        Targets = new int[pairs];
        ActStart = new int[pairs + 1];
        PairStart = new int[accounts + 1];
        Reverse = [];
    }

    public InteractionKind[] Kinds { get; }

    /// <summary>Unix milliseconds.</summary>
    public long[] Times { get; }

    /// <summary>The target's own post (index in <see cref="PostTable"/>) that was acted on, −1 where none is known.</summary>
    public int[] Posts { get; }

    /// <summary>What the act still weighs by the target's clock, 0–1.</summary>
    public double[] Weights { get; }

    /// <summary>Pair → actor (rank).</summary>
    public int[] Actors { get; }

    /// <summary>Pair → target (rank).</summary>
    public int[] Targets { get; }

    /// <summary>Pair → first act; one entry more than pairs.</summary>
    public int[] ActStart { get; }

    /// <summary>Target (rank) → first pair; one entry more than accounts. Actors ascend inside a target.</summary>
    public int[] PairStart { get; }

    /// <summary>Pair (v on u) → pair (u on v), −1 where u never acted on v.</summary>
    public int[] Reverse { get; private set; }

    public int PairCount => Actors.Length;

    public static ActTable Build(ScoringInput input, AccountOrder order, PostTable posts, ScoringOptions options, Decay decay)
    {
        var sorted = Group(input, order, options.AsOf);
        var keep = SortPairs(sorted, input, posts, out var acts, out var pairs);
        var table = new ActTable(order.Count, acts, pairs);
        table.Fill(sorted, keep, input, order, posts, decay);
        table.Reverse = table.MatchReverse();
        return table;
    }

    /// <summary>True where the actor did nothing but mention the target.</summary>
    public bool OnlyMentions(int pair)
    {
        for (var act = ActStart[pair]; act < ActStart[pair + 1]; act++)
        {
            if (Kinds[act] != InteractionKind.Mention) return false;
        }

        return true;
    }

    private static int[] Group(ScoringInput input, AccountOrder order, long asOf)
    {
        var kept = new int[input.ActCount];
        var count = 0;
        for (var act = 0; act < kept.Length; act++)
        {
            if (input.ActTimes[act] < asOf && input.ActActors[act] != input.ActTargets[act]) kept[count++] = act;
        }

        Array.Resize(ref kept, count);
        return CountingSort(CountingSort(kept, input.ActActors, order), input.ActTargets, order);
    }

    private static int[] CountingSort(int[] acts, int[] accounts, AccountOrder order)
    {
        var next = new int[order.Count + 1];
        foreach (var act in acts) next[order.Ranks[accounts[act]] + 1]++;
        for (var rank = 0; rank < order.Count; rank++) next[rank + 1] += next[rank];
        var sorted = new int[acts.Length];
        foreach (var act in acts) sorted[next[order.Ranks[accounts[act]]]++] = act;
        return sorted;
    }

    /// <summary>Sorts the acts of each pair in place and says which are no repetition.</summary>
    private static bool[] SortPairs(int[] sorted, ScoringInput input, PostTable posts, out int acts, out int pairs)
    {
        var keep = new bool[sorted.Length];
        (acts, pairs) = (0, 0);
        int Compare(int x, int y)
        {
            var byKind = input.ActKinds[x].CompareTo(input.ActKinds[y]);
            if (byKind != 0) return byKind;
            var byTime = input.ActTimes[x].CompareTo(input.ActTimes[y]);
            if (byTime != 0) return byTime;
            var byPost = OwnPost(x, input, posts).CompareTo(OwnPost(y, input, posts));
            return byPost != 0 ? byPost : input.ActPosts[x].CompareTo(input.ActPosts[y]);
        }

        for (int first = 0, next; first < sorted.Length; first = next)
        {
            for (next = first + 1; next < sorted.Length && SamePair(sorted[next], sorted[first], input);) next++;
            if (next - first > 1) sorted.AsSpan(first, next - first).Sort(Compare);
            pairs++;
            for (var i = first; i < next; i++)
            {
                keep[i] = i == first || Compare(sorted[i - 1], sorted[i]) != 0;
                if (keep[i]) acts++;
            }
        }

        return keep;
    }

    private static bool SamePair(int x, int y, ScoringInput input) =>
        input.ActTargets[x] == input.ActTargets[y] && input.ActActors[x] == input.ActActors[y];

    /// <summary>A post that is not the target's own (a mention names the actor's post) is no post of the target's.</summary>
    private static int OwnPost(int act, ScoringInput input, PostTable posts)
    {
        var number = input.ActPosts[act];
        return number >= 0 && input.PostAuthors[number] == input.ActTargets[act] ? posts.Index[number] : -1;
    }

    private void Fill(int[] sorted, bool[] keep, ScoringInput input, AccountOrder order, PostTable posts, Decay decay)
    {
        int pair = -1, at = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            var act = sorted[i];
            if (i == 0 || !SamePair(act, sorted[i - 1], input))
            {
                ActStart[++pair] = at;
                Actors[pair] = order.Ranks[input.ActActors[act]];
                Targets[pair] = order.Ranks[input.ActTargets[act]];
                PairStart[Targets[pair] + 1]++;
            }

            if (!keep[i]) continue;
            Kinds[at] = input.ActKinds[act];
            Times[at] = input.ActTimes[act];
            Posts[at] = OwnPost(act, input, posts);
            Weights[at] = decay.Weight(posts.Age(Targets[pair], input.ActTimes[act]));
            at++;
        }

        ActStart[PairCount] = at;
        for (var rank = 0; rank < order.Count; rank++) PairStart[rank + 1] += PairStart[rank];
    }

    /// <summary>Pairs out of an account, by target, merged with the pairs into it, by actor: linear, no search.</summary>
    private int[] MatchReverse()
    {
        var accounts = PairStart.Length - 1;
        var outStart = new int[accounts + 1];
        foreach (var actor in Actors) outStart[actor + 1]++;
        for (var rank = 0; rank < accounts; rank++) outStart[rank + 1] += outStart[rank];
        var outgoing = new int[PairCount];
        var next = outStart.AsSpan(0, accounts).ToArray();
        for (var pair = 0; pair < PairCount; pair++) outgoing[next[Actors[pair]]++] = pair;

        var reverse = new int[PairCount];
        for (var account = 0; account < accounts; account++)
        {
            var at = outStart[account];
            for (var pair = PairStart[account]; pair < PairStart[account + 1]; pair++)
            {
                while (at < outStart[account + 1] && Targets[outgoing[at]] < Actors[pair]) at++;
                reverse[pair] = at < outStart[account + 1] && Targets[outgoing[at]] == Actors[pair] ? outgoing[at] : -1;
            }
        }

        return reverse;
    }
}
