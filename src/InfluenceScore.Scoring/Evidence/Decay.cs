namespace InfluenceScore.Scoring.Evidence;

/// <summary>
/// What an act or a post of a given clock-age still weighs: halves every half-life, and is lowered so that it reaches 0 exactly at the window's edge
/// (no cliff there: law 4). 1 at age 0.
/// </summary>
internal readonly struct Decay
{
    /// <param name="halfLifeDays">Days, positive.</param>
    /// <param name="windowDays">Days, positive.</param>
    public Decay(double halfLifeDays, double windowDays)
    {
        Rate = Math.Log(2) / halfLifeDays;
        Floor = Math.Exp(-Rate * windowDays);
        Span = -AccurateFunctions.Expm1(-Rate * windowDays);
    }

    /// <summary>Per day of age.</summary>
    public double Rate { get; }

    /// <summary>What exp(−rate · window) leaves, taken off everything.</summary>
    public double Floor { get; }

    /// <summary>1 − <see cref="Floor"/>.</summary>
    public double Span { get; }

    /// <param name="ageDays">Clock-age in days, ≥ 0.</param>
    /// <returns>0 to 1.</returns>
    public double Weight(double ageDays) => Math.Max(0, (Math.Exp(-Rate * ageDays) - Floor) / Span);
}
