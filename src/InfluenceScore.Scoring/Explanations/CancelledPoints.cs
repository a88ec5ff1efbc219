using InfluenceScore.Scoring.Components;
using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring.Explanations;

/// <summary>
/// What certain people would have added to a score without the discounts: were each a proven, independent, selective person whose acts count in full.
/// The rest of the score stays as it is, so the difference is what authenticity, proof of life, independence and selectivity took out.
/// </summary>
internal static class CancelledPoints
{
    /// <param name="target">Account (rank).</param>
    /// <param name="people">Accounts (ranks).</param>
    public static double Of(Workings workings, int target, IReadOnlySet<int> people)
    {
        var (acts, evidence, model) = (workings.Acts, workings.Evidence, workings.Model);
        double proven = workings.Reach.Proven[target], unproven = workings.Reach.Unproven[target];
        double provenShare = workings.Amplification.Proven[target], unprovenShare = workings.Amplification.Unproven[target];
        var squares = NetworkImpact.Square(workings.Network.Impact[target]);
        for (var pair = acts.PairStart[target]; pair < acts.PairStart[target + 1]; pair++)
        {
            if (!people.Contains(acts.Actors[pair])) continue;
            var (d, weights, shares) = (workings.Independence[pair], workings.Proof[pair], workings.Amplification.Shares(pair));
            double q = weights.Proven * d, crowd = weights.Crowd * d;
            var (full, influence) = (Full(workings, pair), workings.Network.Influence[acts.Actors[pair]]);
            proven += full - q * evidence.All[pair];
            unproven -= crowd * evidence.Slow[pair];
            provenShare += (1 - q) * shares.All;
            unprovenShare -= crowd * shares.Slow;
            squares += NetworkImpact.Square(full * influence) - NetworkImpact.Square(q * evidence.All[pair] * influence);
        }

        var without = new Parts(
            Crowd.Bounded(proven, Math.Max(0, unproven), model.CrowdStart, model),
            Crowd.Bounded(provenShare, Math.Max(0, unprovenShare), model.PriorPeople, model) + Amplification.Prior(workings.Posts.Totals[target], model),
            Math.Sqrt(Math.Max(0, squares)));
        return Math.Max(0, without.Score(model) - Parts.Of(workings, target).Score(model));
    }

    /// <summary>Evidence 0–1 of a pair with its mentions at full weight.</summary>
    private static double Full(Workings workings, int pair)
    {
        if (workings.Evidence.Selectivity[pair] >= 1)
            return workings.Evidence.All[pair];
        Span<double> all = stackalloc double[PairEvidence.Kinds], slow = stackalloc double[PairEvidence.Kinds];
        PairEvidence.Sum(workings.Acts, workings.Posts, pair, workings.Model, all, slow);
        return PairEvidence.NoisyOr(all, 1, workings.Model);
    }
}
