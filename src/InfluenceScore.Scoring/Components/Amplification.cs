using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring.Components;

/// <summary>
/// Genuine people acting per post: the posterior mean of a Gamma–Poisson model, so that one lucky post does not make a star and posting ten times as
/// much neither pays nor ruins. Each person's share is capped: a superfan is one fan.
/// </summary>
internal sealed class Amplification
{
    private readonly PairTable _pairs;
    private readonly double[] _postTotals;
    private readonly PairEvidence _evidence;
    private readonly ScoreModel _model;

    /// <param name="postTotals">Author (rank) → weight of its posts.</param>
    public Amplification(PairTable pairs, double[] postTotals, PairEvidence evidence, double[] proven, double[] unproven, double[] perPost, ScoreModel model)
    {
        (_pairs, _postTotals, _evidence, _model) = (pairs, postTotals, evidence, model);
        (Proven, Unproven, PerPost) = (proven, unproven, perPost);
    }

    /// <summary>Account (rank) → proven people per post.</summary>
    public double[] Proven { get; }

    /// <summary>Account (rank) → unproven people per post, before the bound.</summary>
    public double[] Unproven { get; }

    /// <summary>Account (rank) → Amplification: people per post, the prior included.</summary>
    public double[] PerPost { get; }

    /// <summary>Share of the target's posts that the actor acted on, capped, and the same without instant reactions. Made on demand.</summary>
    public (double All, double Slow) Shares(int pair)
    {
        var (exposure, slow, posts) = (_evidence.Exposure[pair], _evidence.SlowExposure[pair], _postTotals[_pairs.Targets[pair]]);
        var all = Capped(exposure, posts, _model);
        return (all, slow == exposure ? all : Capped(slow, posts, _model));
    }

    /// <param name="postTotals">Author (rank) → weight of its posts.</param>
    public static Amplification Measure(
        PairTable pairs, double[] postTotals, PairEvidence evidence, ProofOfLife proof, Independence independence, ScoreModel model)
    {
        var accounts = postTotals.Length;
        var amplification = new Amplification(pairs, postTotals, evidence, new double[accounts], new double[accounts], new double[accounts], model);
        Parallel.For(0, postTotals.Length, target =>
        {
            double people = 0, crowd = 0;
            for (var pair = pairs.PairStart[target]; pair < pairs.PairStart[target + 1]; pair++)
            {
                var (factor, weight, shares) = (independence[pair], proof[pair], amplification.Shares(pair));
                people += weight.Proven * factor * shares.All;
                crowd += weight.Crowd * factor * shares.Slow;
            }

            (amplification.Proven[target], amplification.Unproven[target]) = (people, crowd);
            amplification.PerPost[target] = Crowd.Bounded(people, crowd, model.PriorPeople, model) + Prior(postTotals[target], model);
        });

        return amplification;
    }

    /// <param name="exposure">Weight of the posts acted on.</param>
    /// <param name="posts">Weight of all posts of the target.</param>
    public static double Capped(double exposure, double posts, ScoreModel model) => exposure == 0 ? 0 :
        -model.PersonPerPostLimit * AccurateFunctions.Expm1(-exposure / (posts + model.PriorPosts) / model.PersonPerPostLimit);

    /// <summary>People per post that the prior alone gives.</summary>
    public static double Prior(double posts, ScoreModel model) => model.PriorPeople / (posts + model.PriorPosts);
}
