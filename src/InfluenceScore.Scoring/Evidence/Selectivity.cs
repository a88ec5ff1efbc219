namespace InfluenceScore.Scoring.Evidence;

/// <summary>
/// Somebody who mentions every stranger says little about any of them (Romero et al. 2011, passivity). Only unasked mentions are shrunk: the actor did
/// nothing but mention the target, and the target never did anything but mention the actor. Reposting, liking or answering many is a normal life.
/// </summary>
internal sealed class Selectivity
{
    private readonly PairTable _pairs;
    private readonly double[] _factors;

    /// <param name="factors">Actor (rank) → factor on unasked mentions.</param>
    public Selectivity(PairTable pairs, double[] factors) => (_pairs, _factors) = (pairs, factors);

    /// <summary>Pair → factor 0–1 on its mentions: 1 where asked for, else min(1, (free strangers ÷ strangers mentioned)²) of the actor.</summary>
    public double this[int pair] => IsUnasked(_pairs, pair) ? _factors[_pairs.Actors[pair]] : 1;

    public static Selectivity Measure(ActTable acts, ScoreModel model)
    {
        var strangers = Strangers(acts, model);
        for (var actor = 0; actor < strangers.Length; actor++) strangers[actor] = Factor(strangers[actor], model);
        return new Selectivity(acts, strangers);
    }

    /// <returns>Actor (rank) → strangers mentioned, each saturating.</returns>
    public static double[] Strangers(ActTable acts, ScoreModel model)
    {
        var strangers = new double[acts.PairStart.Length - 1];
        for (var pair = 0; pair < acts.PairCount; pair++)
        {
            if (IsUnasked(acts, pair)) strangers[acts.Actors[pair]] += PairEvidence.Saturated(Mentions(acts, pair), model);
        }

        return strangers;
    }

    private static bool IsUnasked(PairTable pairs, int pair) => pairs.OnlyMentions[pair] && (pairs.Reverse[pair] < 0 || pairs.OnlyMentions[pairs.Reverse[pair]]);

    /// <summary>Weight of the acts of a pair that are all mentions.</summary>
    public static double Mentions(ActTable acts, int pair)
    {
        if (acts.Summed is { } summed) return summed.Mentions[acts.SummedRows![pair]].All;
        var mentions = 0.0;
        for (var act = acts.ActStart[pair]; act < acts.ActStart[pair + 1]; act++) mentions += acts.Weights[act];
        return mentions;
    }

    /// <param name="strangers">Strangers mentioned, each saturating: a real number of accounts.</param>
    public static double Factor(double strangers, ScoreModel model)
    {
        if (strangers <= model.FreeStrangers) return 1;
        var ratio = model.FreeStrangers / strangers;
        return ratio * ratio;
    }
}
