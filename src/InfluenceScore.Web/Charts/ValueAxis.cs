namespace InfluenceScore.Web.Charts;

/// <summary>A vertical axis of round numbers. Cut to the data and labelled; only bars start at zero.</summary>
public sealed record ValueAxis(double From, double To, double Step)
{
    private static readonly double[] Steps = [1, 2, 5, 10, 20, 25, 50];

    /// <summary>Ticks from bottom to top, both ends included.</summary>
    public IEnumerable<double> Ticks => Enumerable.Range(0, (int)Math.Round((To - From) / Step) + 1).Select(i => From + i * Step);

    /// <summary>The axis of an index or score (0–100) that holds every value.</summary>
    /// <param name="smallestSpan">Units that the axis spans at least, so that noise looks like noise.</param>
    /// <param name="mostTicks">Steps between ticks at most.</param>
    public static ValueAxis Holding(double lowest, double highest, double smallestSpan, int mostTicks)
    {
        var missing = Math.Max(0, smallestSpan - (highest - lowest)) / 2;
        lowest -= missing;
        highest += missing;
        if (lowest < 0)
            (lowest, highest) = (0, highest - lowest);
        if (highest > 100)
            (lowest, highest) = (Math.Max(0, lowest - (highest - 100)), 100);
        foreach (var step in Steps)
        {
            var axis = new ValueAxis(Math.Floor(lowest / step) * step, Math.Ceiling(highest / step) * step, step);
            if ((axis.To - axis.From) / step <= mostTicks)
                return axis;
        }
        return new ValueAxis(0, 100, 50);
    }

    /// <summary>Height of a value from the top, per cent of the box, kept inside it.</summary>
    public double Y(double value) => Math.Clamp(100 * (To - value) / (To - From), 0, 100);
}
