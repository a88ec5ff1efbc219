namespace InfluenceScore.Scoring.Evidence;

/// <summary>
/// Quid pro quo: who answers a large share of a fan's posts gets nothing from that fan's acts (Ghosh et al. 2012, Kitsak et al. 2010 on core-like groups).
/// Only the reverse rate is looked at, so an act on an account can never lower that account (law 1).
/// </summary>
internal static class Independence
{
    /// <param name="postTotals">Author (rank) → weight of its posts.</param>
    /// <returns>Pair → 0–1; 1 where the actor has no known posts.</returns>
    public static double[] Measure(PairTable pairs, double[] postTotals, PairEvidence evidence, ScoreModel model)
    {
        var independence = new double[pairs.PairCount];
        for (var pair = 0; pair < pairs.PairCount; pair++)
        {
            var reverse = pairs.Reverse[pair];
            var answered = reverse < 0 ? 0 : evidence.Posts[reverse];
            independence[pair] = Factor(answered / (postTotals[pairs.Actors[pair]] + model.ReciprocityPriorPosts), model);
        }

        return independence;
    }

    /// <param name="rate">Share 0–1 of the fan's posts that the target answered.</param>
    public static double Factor(double rate, ScoreModel model)
    {
        var t = Math.Clamp((rate - model.ReciprocityFrom) / (model.ReciprocityFull - model.ReciprocityFrom), 0, 1);
        return 1 - t * t * (3 - 2 * t);
    }
}
