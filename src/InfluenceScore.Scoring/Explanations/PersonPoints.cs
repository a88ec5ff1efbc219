using InfluenceScore.Scoring.Components;

namespace InfluenceScore.Scoring.Explanations;

/// <summary>Points of the score per unit of what each person adds to the parts of one account.</summary>
internal readonly record struct PointRates(double ProvenReach, double CrowdReach, double ProvenAmplification, double CrowdAmplification, double Network)
{
    public static PointRates Of(Workings workings, int target)
    {
        var (model, reach, amplification) = (workings.Model, workings.Reach, workings.Amplification);
        var perHead = Rate(model.TrueReachWeight * workings.ReachIndex(target), reach.People[target]);
        var perShare = Rate(model.AmplificationWeight * workings.AmplificationIndex(target), amplification.PerPost[target]);
        var impact = workings.Network.Impact[target];
        return new PointRates(
            perHead,
            perHead * Crowd.Share(reach.Proven[target], reach.Unproven[target], model.CrowdStart, model),
            perShare,
            perShare * Crowd.Share(amplification.Proven[target], amplification.Unproven[target], model.PriorPeople, model),
            Rate(model.NetworkImpactWeight * workings.NetworkIndex(target), impact * impact));
    }

    /// <summary>Points that the prior of Amplification gives.</summary>
    public double PriorPoints(Workings workings, int target) =>
        ProvenAmplification * Amplification.Prior(workings.Posts.Totals[target], workings.Model);

    private static double Rate(double points, double sum) => sum > 0 ? points / sum : 0;
}

/// <summary>What one person adds to the score of one account, in points.</summary>
internal readonly record struct PersonPoints(double ProvenReach, double CrowdReach, double ProvenAmplification, double CrowdAmplification, double Network)
{
    public static PersonPoints Of(Workings workings, int pair, PointRates rates)
    {
        var (evidence, weights, independence) = (workings.Evidence, workings.Proof[pair], workings.Independence[pair]);
        double proven = weights.Proven * independence, crowd = weights.Crowd * independence;
        var shares = workings.Amplification.Shares(pair);
        var weight = proven * evidence.All[pair] * workings.Network.Influence[workings.Acts.Actors[pair]];
        return new PersonPoints(
            rates.ProvenReach * proven * evidence.All[pair],
            rates.CrowdReach * crowd * evidence.Slow[pair],
            rates.ProvenAmplification * proven * shares.All,
            rates.CrowdAmplification * crowd * shares.Slow,
            rates.Network * weight * weight);
    }
}
