using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring.Components;

/// <summary>
/// How influential the people who act are: the 2-norm (top-heavy) of their own influence. Influence is half reach, half who reacts, a fixed point of a
/// monotone map iterated from below: the least one, bounded, without dependence on unrelated accounts. PageRank's 1/N and out-normalisation would break
/// laws 1 and 7.
/// </summary>
internal sealed class NetworkImpact
{
    private NetworkImpact(double[] influence, int accounts) => (Influence, Impact) = (influence, new double[accounts]);

    /// <summary>Account (rank) → its own influence 0–1, as it counts for others.</summary>
    public double[] Influence { get; }

    /// <summary>Account (rank) → Network Impact.</summary>
    public double[] Impact { get; }

    /// <param name="openReach">True Reach without independence, so that an act on an account cannot lower it by way of its pod partners (law 1).</param>
    public static NetworkImpact Measure(
        PairTable pairs, PairEvidence evidence, ProofOfLife proof, Independence independence, TrueReach openReach, ScoreModel model)
    {
        var accounts = pairs.PairStart.Length - 1;
        var heads = new double[pairs.PairCount];
        Parallel.For(0, heads.Length, pair => heads[pair] = proof[pair].Proven * evidence.All[pair]);
        var network = new NetworkImpact(FixedPoint(pairs, heads, openReach, model), accounts);
        for (var target = 0; target < accounts; target++)
        {
            var squares = 0.0;
            for (var pair = pairs.PairStart[target]; pair < pairs.PairStart[target + 1]; pair++)
                squares += Square(heads[pair] * independence[pair] * network.Influence[pairs.Actors[pair]]);
            network.Impact[target] = Math.Sqrt(squares);
        }

        return network;
    }

    public static double Square(double x) => x * x;

    private static double[] FixedPoint(PairTable pairs, double[] heads, TrueReach openReach, ScoreModel model)
    {
        var accounts = openReach.People.Length;
        double[] own = new double[accounts], influence = new double[accounts], next = new double[accounts];
        for (var account = 0; account < accounts; account++)
            own[account] = model.InfluenceFromReach * LogIndex.Of(openReach.People[account], model.TrueReachAnchor) / 100;

        Array.Fill(influence, model.InfluenceFloor);
        for (var round = 0; round < model.InfluenceRounds; round++)
        {
            for (var account = 0; account < accounts; account++)
            {
                var squares = 0.0;
                for (var pair = pairs.PairStart[account]; pair < pairs.PairStart[account + 1]; pair++)
                    squares += Square(heads[pair] * influence[pairs.Actors[pair]]);
                var others = (1 - model.InfluenceFromReach) * LogIndex.Of(Math.Sqrt(squares), model.NetworkImpactAnchor) / 100;
                next[account] = model.InfluenceFloor + (1 - model.InfluenceFloor) * (own[account] + others);
            }

            (influence, next) = (next, influence);
        }

        return influence;
    }
}
