using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring.Components;

/// <summary>
/// Genuine people acting per post: the posterior mean of a Gamma–Poisson model, so that one lucky post does not make a star and posting ten times as
/// much neither pays nor ruins. Each person's share is capped: a superfan is one fan.
/// </summary>
internal sealed class Amplification
{
    private Amplification(int accounts, int pairs)
    {
        (Proven, Unproven, PerPost) = (new double[accounts], new double[accounts], new double[accounts]);
        (Share, SlowShare) = (new double[pairs], new double[pairs]);
    }

    /// <summary>Account (rank) → proven people per post.</summary>
    public double[] Proven { get; }

    /// <summary>Account (rank) → unproven people per post, before the bound.</summary>
    public double[] Unproven { get; }

    /// <summary>Account (rank) → Amplification: people per post, the prior included.</summary>
    public double[] PerPost { get; }

    /// <summary>Pair → share of the target's posts that the actor acted on, capped.</summary>
    public double[] Share { get; }

    /// <summary>Pair → the same without instant reactions.</summary>
    public double[] SlowShare { get; }

    /// <param name="postTotals">Author (rank) → weight of its posts.</param>
    public static Amplification Measure(
        PairTable pairs, double[] postTotals, PairEvidence evidence, ProofOfLife proof, double[] independence, ScoreModel model)
    {
        var amplification = new Amplification(pairs.PairStart.Length - 1, pairs.PairCount);
        for (var pair = 0; pair < pairs.PairCount; pair++)
        {
            var target = pairs.Targets[pair];
            amplification.Share[pair] = Capped(evidence.Exposure[pair], postTotals[target], model);
            amplification.SlowShare[pair] = Capped(evidence.SlowExposure[pair], postTotals[target], model);
            amplification.Proven[target] += proof.Proven[pair] * independence[pair] * amplification.Share[pair];
            amplification.Unproven[target] += proof.Crowd[pair] * independence[pair] * amplification.SlowShare[pair];
        }

        for (var account = 0; account < amplification.PerPost.Length; account++)
        {
            var people = Crowd.Bounded(amplification.Proven[account], amplification.Unproven[account], model.PriorPeople, model);
            amplification.PerPost[account] = people + Prior(postTotals[account], model);
        }

        return amplification;
    }

    /// <param name="exposure">Weight of the posts acted on.</param>
    /// <param name="posts">Weight of all posts of the target.</param>
    public static double Capped(double exposure, double posts, ScoreModel model) =>
        -model.PersonPerPostLimit * AccurateFunctions.Expm1(-exposure / (posts + model.PriorPosts) / model.PersonPerPostLimit);

    /// <summary>People per post that the prior alone gives.</summary>
    public static double Prior(double posts, ScoreModel model) => model.PriorPeople / (posts + model.PriorPosts);
}
