namespace InfluenceScore.Scoring.Components;

/// <summary>
/// Unproven accounts back up proven people, they do not replace them: beyond a bound that grows with the proven they count logarithmically.
/// The perspective of a concave function, so non-decreasing in both (law 1).
/// </summary>
internal static class Crowd
{
    /// <returns>P + B·ln(1 + U/B) with B = per-proven · (P + start).</returns>
    public static double Bounded(double proven, double unproven, double start, ScoreModel model)
    {
        var bound = model.CrowdPerProven * (proven + start);
        return proven + bound * AccurateFunctions.Log1p(unproven / bound);
    }

    /// <summary>What one unproven head counts after the bound, 0–1: B·ln(1 + U/B) ÷ U.</summary>
    public static double Share(double proven, double unproven, double start, ScoreModel model)
    {
        if (unproven <= 0) return 1;
        var bound = model.CrowdPerProven * (proven + start);
        return bound * AccurateFunctions.Log1p(unproven / bound) / unproven;
    }

    /// <summary>Derivatives of <see cref="Bounded"/> by the proven and by the unproven.</summary>
    public static (double ByProven, double ByUnproven) Slopes(double proven, double unproven, double start, ScoreModel model)
    {
        var bound = model.CrowdPerProven * (proven + start);
        var byBound = AccurateFunctions.Log1p(unproven / bound) - unproven / (bound + unproven);
        return (1 + model.CrowdPerProven * byBound, bound / (bound + unproven));
    }
}
