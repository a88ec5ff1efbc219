namespace InfluenceScore.Scoring.Evidence;

/// <summary>
/// Somebody who mentions every stranger says little about any of them (Romero et al. 2011, passivity). Only unasked mentions are shrunk: the actor did
/// nothing but mention the target, and the target never did anything but mention the actor. Reposting, liking or answering many is a normal life.
/// </summary>
internal static class Selectivity
{
    /// <returns>Pair → factor 0–1 on its mentions: 1 where asked for, else min(1, (free strangers ÷ strangers mentioned)²) of the actor.</returns>
    public static double[] Measure(ActTable acts, ScoreModel model)
    {
        var unasked = new bool[acts.PairCount];
        var strangers = new double[acts.PairStart.Length - 1];
        for (var pair = 0; pair < acts.PairCount; pair++)
        {
            unasked[pair] = acts.OnlyMentions[pair] && (acts.Reverse[pair] < 0 || acts.OnlyMentions[acts.Reverse[pair]]);
            if (!unasked[pair]) continue;
            strangers[acts.Actors[pair]] += PairEvidence.Saturated(Mentions(acts, pair), model);
        }

        var factors = new double[acts.PairCount];
        for (var pair = 0; pair < factors.Length; pair++)
            factors[pair] = unasked[pair] ? Factor(strangers[acts.Actors[pair]], model) : 1;
        return factors;
    }

    /// <summary>Weight of the acts of a pair that are all mentions.</summary>
    private static double Mentions(ActTable acts, int pair)
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
