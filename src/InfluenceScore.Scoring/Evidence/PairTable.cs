namespace InfluenceScore.Scoring.Evidence;

/// <summary>Who acted on whom before as-of, as flat arrays grouped by target, then actor (ranks): all that the parts of the score need beside evidence.</summary>
internal class PairTable
{
    /// <summary>Pair → actor (rank).</summary>
    public required int[] Actors { get; init; }

    /// <summary>Pair → target (rank).</summary>
    public required int[] Targets { get; init; }

    /// <summary>Target (rank) → first pair; one entry more than accounts. Actors ascend inside a target.</summary>
    public required int[] PairStart { get; init; }

    /// <summary>Pair (v on u) → pair (u on v), −1 where u never acted on v.</summary>
    public required int[] Reverse { get; init; }

    /// <summary>Pair → true where the actor did nothing but mention the target.</summary>
    public required bool[] OnlyMentions { get; init; }

    public int PairCount => Actors.Length;

    /// <param name="targets">Targets (ranks) of the pairs, ascending.</param>
    /// <param name="accounts">Number of accounts.</param>
    protected static int[] StartOf(int[] targets, int accounts)
    {
        var start = new int[accounts + 1];
        foreach (var target in targets) start[target + 1]++;
        for (var rank = 0; rank < accounts; rank++) start[rank + 1] += start[rank];
        return start;
    }

    /// <summary>Actor (rank) → where its pairs begin in the list of pairs, one entry more than accounts, and that list; targets ascend inside an actor.</summary>
    public static (int[] Start, int[] Pairs) OutOf(int[] actors, int accounts)
    {
        var start = new int[accounts + 1];
        foreach (var actor in actors) start[actor + 1]++;
        for (var rank = 0; rank < accounts; rank++) start[rank + 1] += start[rank];
        var pairs = new int[actors.Length];
        var next = start.AsSpan(0, accounts).ToArray();
        for (var pair = 0; pair < actors.Length; pair++) pairs[next[actors[pair]]++] = pair;
        return (start, pairs);
    }

    /// <summary>Pairs out of an account, by target, merged with the pairs into it, by actor: linear, no search.</summary>
    protected static int[] MatchReverse(int[] actors, int[] targets, int[] pairStart)
    {
        var accounts = pairStart.Length - 1;
        var (outStart, outgoing) = OutOf(actors, accounts);
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
