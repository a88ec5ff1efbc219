using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring.Components;

/// <summary>
/// How many people are influenced: a head-count of genuine, independent people who act, proven ones in full, the unproven up to the crowd bound.
/// </summary>
internal sealed class TrueReach
{
    private TrueReach(int accounts) => (Proven, Unproven, People) = (new double[accounts], new double[accounts], new double[accounts]);

    /// <summary>Account (rank) → proven heads.</summary>
    public double[] Proven { get; }

    /// <summary>Account (rank) → unproven heads, before the bound.</summary>
    public double[] Unproven { get; }

    /// <summary>Account (rank) → True Reach in people.</summary>
    public double[] People { get; }

    /// <param name="independence">Pair → 0–1, or null to leave it out.</param>
    public static TrueReach Measure(PairTable pairs, PairEvidence evidence, ProofOfLife proof, double[]? independence, ScoreModel model)
    {
        var reach = new TrueReach(pairs.PairStart.Length - 1);
        for (var pair = 0; pair < pairs.PairCount; pair++)
        {
            var factor = independence?[pair] ?? 1;
            reach.Proven[pairs.Targets[pair]] += proof.Proven[pair] * factor * evidence.All[pair];
            reach.Unproven[pairs.Targets[pair]] += proof.Crowd[pair] * factor * evidence.Slow[pair];
        }

        for (var account = 0; account < reach.People.Length; account++)
            reach.People[account] = Crowd.Bounded(reach.Proven[account], reach.Unproven[account], model.CrowdStart, model);
        return reach;
    }
}
