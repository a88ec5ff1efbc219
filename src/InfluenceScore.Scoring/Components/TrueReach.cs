using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring.Components;

/// <summary>
/// How many people are influenced: a head-count of genuine, independent people who act, proven ones in full, the unproven up to the crowd bound.
/// </summary>
internal sealed class TrueReach
{
    public TrueReach(double[] proven, double[] unproven, double[] people) => (Proven, Unproven, People) = (proven, unproven, people);

    /// <summary>Account (rank) → proven heads.</summary>
    public double[] Proven { get; }

    /// <summary>Account (rank) → unproven heads, before the bound.</summary>
    public double[] Unproven { get; }

    /// <summary>Account (rank) → True Reach in people.</summary>
    public double[] People { get; }

    /// <param name="independence">Pair → 0–1, or null to leave it out.</param>
    public static TrueReach Measure(PairTable pairs, PairEvidence evidence, ProofOfLife proof, Independence? independence, ScoreModel model)
    {
        var accounts = pairs.PairStart.Length - 1;
        var reach = new TrueReach(new double[accounts], new double[accounts], new double[accounts]);
        Parallel.For(0, reach.People.Length, target =>
        {
            double heads = 0, crowd = 0;
            for (var pair = pairs.PairStart[target]; pair < pairs.PairStart[target + 1]; pair++)
            {
                var (factor, weight) = (independence?[pair] ?? 1, proof[pair]);
                heads += weight.Proven * factor * evidence.All[pair];
                crowd += weight.Crowd * factor * evidence.Slow[pair];
            }

            (reach.Proven[target], reach.Unproven[target], reach.People[target]) = (heads, crowd, Crowd.Bounded(heads, crowd, model.CrowdStart, model));
        });
        return reach;
    }
}
