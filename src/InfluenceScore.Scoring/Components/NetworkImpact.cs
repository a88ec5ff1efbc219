using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring.Components;

/// <summary>
/// How influential the people who act are: the 2-norm (top-heavy) of their own influence. Influence is half reach, half who reacts, a fixed point of a
/// monotone map iterated from below: the least one, bounded, without dependence on unrelated accounts. PageRank's 1/N and out-normalisation would break
/// laws 1 and 7.
/// </summary>
internal sealed class NetworkImpact
{
    public NetworkImpact(double[] influence, double[] impact) => (Influence, Impact) = (influence, impact);

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
        var network = new NetworkImpact(FixedPoint(pairs, heads, openReach, model), new double[accounts]);
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
        for (var account = 0; account < accounts; account++) own[account] = Own(openReach.People[account], model);

        Array.Fill(influence, model.InfluenceFloor);
        for (var round = 0; round < model.InfluenceRounds; round++)
        {
            for (var account = 0; account < accounts; account++) next[account] = Next(own[account], Squares(pairs, heads, influence, account), model);
            (influence, next) = (next, influence);
        }

        return influence;
    }

    /// <summary>What the reach of an account (without independence, people) gives to its influence.</summary>
    public static double Own(double people, ScoreModel model) => model.InfluenceFromReach * LogIndex.Of(people, model.TrueReachAnchor) / 100;

    /// <summary>The sum of squares of the influence of those who acted on an account, as each weighs.</summary>
    /// <param name="heads">Pair → weight 0–1 of the actor.</param>
    public static double Squares(PairTable pairs, double[] heads, double[] influence, int account)
    {
        var squares = 0.0;
        for (var pair = pairs.PairStart[account]; pair < pairs.PairStart[account + 1]; pair++)
            squares += Square(heads[pair] * influence[pairs.Actors[pair]]);
        return squares;
    }

    /// <summary>The influence of an account after a round.</summary>
    /// <param name="own">From <see cref="Own"/>.</param>
    /// <param name="squares">From <see cref="Squares"/> of the round before.</param>
    public static double Next(double own, double squares, ScoreModel model)
    {
        var others = (1 - model.InfluenceFromReach) * LogIndex.Of(Math.Sqrt(squares), model.NetworkImpactAnchor) / 100;
        return model.InfluenceFloor + (1 - model.InfluenceFloor) * (own + others);
    }
}
