using InfluenceScore.Scoring.Authenticity;
using InfluenceScore.Scoring.Components;
using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring;

/// <summary>
/// Scores every account from who acted on whom. Pure: same input, same bits, whatever the order of acts, their repetition or the numbering (law 6).
/// Every factor is non-decreasing in evidence, so one more genuine act never lowers anybody it is done to (law 1). No step is quadratic:
/// O(acts) but for sorting the acts on one account, and O(accounts log accounts) for the keys.
/// </summary>
public static class ScoringEngine
{
    /// <summary>Probabilities are kept this far from 0 and 1, so that odds stay finite.</summary>
    private const double CertaintyMargin = 1e-6;

    /// <param name="input">The evidence. Self-acts, acts and posts at or after as-of, and repetitions are ignored.</param>
    /// <param name="options">As-of, half-life, window and model.</param>
    /// <exception cref="ArgumentException">An option is not a usable number, arrays differ in length, an index or a time is out of range: the message says which.</exception>
    public static ScoringResult Score(ScoringInput input, ScoringOptions options)
    {
        InputCheck.Require(input, options);
        var model = options.Model;
        var decay = new Decay(options.HalfLifeDays, options.WindowDays);

        // 1. Evidence: who acted on whom, and how much of it is left on the target's own clock.
        var order = AccountOrder.ByKey(input.AccountKeys);
        var posts = PostTable.Build(input, order, options, decay);
        var acts = ActTable.Build(input, order, posts, options, decay);
        var evidence = PairEvidence.Measure(acts, posts, Selectivity.Measure(acts, model), model);

        // 2. People: is the actor genuine, alive, and independent of the target?
        var estimates = new AuthenticityEstimate[order.Count];
        Parallel.For(0, estimates.Length, rank => estimates[rank] = AuthenticityModel.Estimate(input.Profiles[order.Numbers[rank]]));
        var authenticity = Array.ConvertAll(estimates, Certainty);
        var known = Array.ConvertAll(estimates, estimate => estimate.Tier != AuthenticityTier.TooLittleKnown);
        var proof = ProofOfLife.Measure(acts, evidence, authenticity, known, model);
        var independence = new Independence(acts, posts.Totals, evidence, model);

        // 3. The three parts.
        var reach = TrueReach.Measure(acts, evidence, proof, independence, model);
        var openReach = TrueReach.Measure(acts, evidence, proof, independence: null, model);
        var amplification = Amplification.Measure(acts, posts.Totals, evidence, proof, independence, model);
        var network = NetworkImpact.Measure(acts, evidence, proof, independence, openReach, model);

        // 4. The score, how sure it is, and what it takes to explain it.
        var workings = new Workings(input, options, order, posts, acts, evidence, authenticity, proof, independence, reach, amplification, network) { Estimates = estimates };
        return new ScoringResult(workings, ScoreTable.Build(workings));
    }

    /// <summary>The probability that an account is genuine, as scores use it.</summary>
    internal static double Certainty(AuthenticityEstimate estimate) => Math.Clamp(estimate.Probability, CertaintyMargin, 1 - CertaintyMargin);
}
