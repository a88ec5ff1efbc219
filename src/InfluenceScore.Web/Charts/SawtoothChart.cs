namespace InfluenceScore.Web.Charts;

/// <summary>A count over time with shaded spans, ready to be written as SVG: see Pages/Patterns/_Sawtooth.cshtml.</summary>
/// <param name="Height">CSS class of the height, h1 to h4.</param>
/// <param name="Spoken">What a screen reader says of the chart.</param>
/// <param name="Numbered">Whether the spans carry their numbers.</param>
public sealed record SawtoothChart(string Height, string Spoken, ValueAxis Values, TimeAxis Time, string LinePath, IReadOnlyList<SawtoothChart.Span> Spans, bool Numbered)
{
    /// <summary>A shaded span, per cent of the width; Middle is where its number stands.</summary>
    public readonly record struct Span(int Number, double From, double Width)
    {
        public double Middle => From + Width / 2;
    }

    private static readonly double[] Mantissas = [1, 2, 2.5, 5, 10];

    /// <summary>More spans than this would overprint their numbers.</summary>
    private const int MostNumbers = 16;

    /// <summary>Lays out a series; null for fewer than two points.</summary>
    /// <param name="smallestSpan">Units that the axis spans at least.</param>
    public static SawtoothChart? OrNull(
        string height, string spoken, IReadOnlyList<(DateTime At, double Value)> points, TimeAxis time, double smallestSpan, int mostTicks,
        IReadOnlyList<(int Number, DateTime From, DateTime To)> spans, bool numbered)
    {
        if (points.Count < 2)
            return null;
        var values = Holding(points.Min(p => p.Value), points.Max(p => p.Value), smallestSpan, mostTicks);
        return new SawtoothChart(height, spoken, values, time, Svg.Line([.. points.Select(p => (time.X(p.At), values.Y(p.Value)))]),
            [.. spans.Select(s => new Span(s.Number, time.X(s.From), Math.Max(.3, time.X(s.To) - time.X(s.From))))], numbered && spans.Count <= MostNumbers);
    }

    /// <summary>An axis of round numbers of any size that holds both values, cut to the data.</summary>
    public static ValueAxis Holding(double lowest, double highest, double smallestSpan, int mostTicks)
    {
        var missing = Math.Max(0, smallestSpan - (highest - lowest)) / 2;
        (lowest, highest) = (Math.Max(0, lowest - missing), highest + missing);
        for (var power = 1.0; ; power *= 10)
        {
            foreach (var mantissa in Mantissas)
            {
                var step = mantissa * power;
                var axis = new ValueAxis(Math.Floor(lowest / step) * step, Math.Ceiling(highest / step) * step, step);
                if (step == Math.Floor(step) && axis.To > axis.From && (axis.To - axis.From) / step <= mostTicks)
                    return axis;
            }
        }
    }
}
