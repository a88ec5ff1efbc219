namespace InfluenceScore.Scoring.Validation;

/// <summary>How many different accounts acted on each account.</summary>
public static class DistinctActors
{
    /// <summary>
    /// Distinct actors of each account with from ≤ time &lt; until, one number an account. Acts on oneself never count.
    /// Sorts the pairs and counts changes: O(M log M), no set per account.
    /// </summary>
    public static double[] Count(ScoringInput input, long from, long until, Func<int, bool>? actor = null, Func<InteractionKind, bool>? kind = null)
    {
        var pairs = new List<(int Target, int Actor)>();
        for (var i = 0; i < input.ActCount; i++)
        {
            if (input.ActTimes[i] >= from && input.ActTimes[i] < until && input.ActActors[i] != input.ActTargets[i]
                && (actor is null || actor(input.ActActors[i])) && (kind is null || kind(input.ActKinds[i])))
                pairs.Add((input.ActTargets[i], input.ActActors[i]));
        }

        pairs.Sort();
        var counts = new double[input.AccountCount];
        for (var i = 0; i < pairs.Count; i++)
        {
            if (i == 0 || pairs[i] != pairs[i - 1])
                counts[pairs[i].Target]++;
        }

        return counts;
    }
}
