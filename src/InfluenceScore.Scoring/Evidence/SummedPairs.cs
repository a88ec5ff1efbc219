namespace InfluenceScore.Scoring.Evidence;

/// <summary>The pairs that a store has summed up, in the engine's order, with the acts that came with them.</summary>
internal static class SummedPairs
{
    /// <summary>Pair, by target, then actor (ranks) → its row in <paramref name="summed"/>.</summary>
    public static int[] Rows(SummedEvidence summed, AccountOrder order)
    {
        var (actors, targets) = (summed.Actors.ToArray(), summed.Targets.ToArray());
        return ActGrouping.CountingSort(ActGrouping.CountingSort([.. Enumerable.Range(0, actors.Length)], actors, order), targets, order);
    }

    /// <summary>All pairs of the store, with the acts of those that have any here: the others keep none.</summary>
    /// <param name="rows">What <see cref="Rows"/> gave.</param>
    /// <exception cref="ArgumentException">There are acts of a pair that the store does not know, or a pair twice.</exception>
    public static ActGrouping.Groups Spread(ActGrouping.Groups acts, int[] rows, SummedEvidence summed, AccountOrder order)
    {
        var (actors, targets) = (Array.ConvertAll(rows, row => order.Ranks[summed.Actors[row]]), Array.ConvertAll(rows, row => order.Ranks[summed.Targets[row]]));
        var start = new int[rows.Length + 1];
        var next = 0;
        for (var pair = 0; pair < rows.Length; pair++)
        {
            if (pair > 0 && (targets[pair], actors[pair]) == (targets[pair - 1], actors[pair - 1]))
                throw InputCheck.Refusal($"Summed holds the pair of accounts {summed.Actors[rows[pair]]} and {summed.Targets[rows[pair]]} twice.");
            start[pair] = acts.ActStart[next];
            if (next < acts.Actors.Length && (acts.Targets[next], acts.Actors[next]) == (targets[pair], actors[pair])) next++;
        }

        start[rows.Length] = acts.ActStart[next];
        if (next < acts.Actors.Length)
            throw InputCheck.Refusal($"Summed does not hold the pair of accounts {order.Numbers[acts.Actors[next]]} and {order.Numbers[acts.Targets[next]]}, whose acts are there.");
        return acts with { Actors = actors, Targets = targets, ActStart = start };
    }
}
