namespace InfluenceScore.Scoring.Evidence;

/// <summary>
/// What an act or a post of a given clock-age still weighs: halves every half-life, and is lowered so that it reaches 0 exactly at the window's edge
/// (no cliff there: law 4). 1 at age 0.
/// </summary>
internal readonly struct Decay
{
    private readonly double _rate;
    private readonly double _floor;
    private readonly double _span;

    /// <param name="halfLifeDays">Days, positive.</param>
    /// <param name="windowDays">Days, positive.</param>
    public Decay(double halfLifeDays, double windowDays)
    {
        _rate = Math.Log(2) / halfLifeDays;
        _floor = Math.Exp(-_rate * windowDays);
        _span = -AccurateFunctions.Expm1(-_rate * windowDays);
    }

    /// <param name="ageDays">Clock-age in days, ≥ 0.</param>
    /// <returns>0 to 1.</returns>
    public double Weight(double ageDays) => Math.Max(0, (Math.Exp(-_rate * ageDays) - _floor) / _span);
}
