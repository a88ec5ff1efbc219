namespace InfluenceScore.Scoring.Components;

/// <summary>
/// Absolute logarithmic index 0–100 with a fixed anchor: nobody moves because somebody else joins (law 7), and the tenth person weighs more than
/// the ten-thousandth.
/// </summary>
internal static class LogIndex
{
    /// <returns>min(100, 100 · ln(1+x) / ln(1+anchor)).</returns>
    public static double Of(double x, double anchor) => Math.Min(100, 100 * AccurateFunctions.Log1p(x) / AccurateFunctions.Log1p(anchor));

    /// <summary>Derivative of <see cref="Of"/> below the cap.</summary>
    public static double Slope(double x, double anchor) => x >= anchor ? 0 : 100 / ((1 + x) * AccurateFunctions.Log1p(anchor));
}
