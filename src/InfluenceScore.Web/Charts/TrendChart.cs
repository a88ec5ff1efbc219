using System.Text;

namespace InfluenceScore.Web.Charts;

/// <summary>One moment of a series; Low and High are the ends of its 95% interval where it has one.</summary>
public readonly record struct TrendPoint(DateTime At, double Value, double? Low = null, double? High = null);

/// <summary>One line to draw.</summary>
/// <param name="Line">CSS class of the line, "" for ink.</param>
/// <param name="Band">CSS class of the interval band.</param>
/// <param name="Dot">CSS class of the end dot, "" for a quiet line beside another: no dot, and its label under its middle.</param>
/// <param name="Label">Words at the end of the line.</param>
public sealed record TrendSeries(string Line, string Band, string Dot, string Label, IReadOnlyList<TrendPoint> Points)
{
    /// <summary>What the line is called where its value is shown on hover.</summary>
    public string Name { get; init; } = "Score";

    /// <summary>Low and high are the lower and upper edge of a layer of a stack, not an interval.</summary>
    public bool IsStacked { get; init; }

    /// <summary>The points for the script that draws over the SVG: "day,value[,low,high]", days since 1970 in UTC, each day as the step from the one before.</summary>
    public string Data
    {
        get
        {
            var text = new StringBuilder();
            var last = 0.0;
            foreach (var p in Points)
            {
                var day = Math.Round((p.At - DateTime.UnixEpoch).TotalDays, 2);
                text.Append(text.Length == 0 ? "" : " ").Append(Svg.Number(day - last)).Append(',').Append(Svg.Number(p.Value));
                if (p.Low is { } low && p.High is { } high)
                    text.Append(',').Append(Svg.Number(low)).Append(',').Append(Svg.Number(high));
                last = day;
            }
            return text.ToString();
        }
    }
}

/// <summary>A line chart over time, ready to be written as SVG: see Pages/Shared/_TrendChart.cshtml.</summary>
public sealed record TrendChart(string Height, string Spoken, ValueAxis Values, TimeAxis Time, IReadOnlyList<TrendChart.Drawn> Series, bool LabelsBeside)
{
    /// <summary>Labels closer than this (per cent of the height) would overprint one another.</summary>
    private const double LabelGap = 6;

    /// <summary>Room on both sides of a quiet line's label, per cent of the width.</summary>
    private const double QuietLabelHalfWidth = 12;

    /// <summary>Lowest place of a quiet line's label, per cent of the height: its text stands under it, above the axis.</summary>
    private const double QuietLabelLowest = 90;

    /// <summary>EndX, EndY: the end dot; of a quiet line the place of its label.</summary>
    public sealed record Drawn(TrendSeries Source, string LinePath, string BandPath, double EndX, double EndY, double LabelY)
    {
        public bool IsQuiet => Source.Dot.Length == 0;
    }

    /// <summary>A vertical line at a moment, with words.</summary>
    public sealed record Marker(double X, string Label);

    /// <summary>A shaded stretch of days, per cent from the left; no label where it would not fit.</summary>
    public sealed record Stretch(double X, double Width, string? Label);

    /// <summary>A stretch narrower than this (per cent of the width) has no room for its label.</summary>
    private const double LabelledStretch = 14;

    public Marker? Mark { get; private init; }

    public IReadOnlyList<Stretch> Closed { get; private init; } = [];

    /// <summary>The chart with days shaded, what they are written over those that are wide enough.</summary>
    public TrendChart WithClosed(IEnumerable<(DateTime From, DateTime To)> days, string label) => this with
    {
        Closed = [.. days.Where(d => d.To > Time.From && d.From < Time.To).Select(d => (X: Time.X(d.From), End: Time.X(d.To)))
            .Select(d => new Stretch(d.X, d.End - d.X, d.End - d.X >= LabelledStretch ? label : null))],
    };

    /// <summary>Lays out the series, or null where none has a point.</summary>
    /// <param name="height">CSS class of the height, h1 to h4.</param>
    /// <param name="spoken">What a screen reader says of the chart.</param>
    /// <param name="labelsBeside">End labels right of the box (several lines) instead of above the dot.</param>
    public static TrendChart? OrNull(string height, string spoken, double smallestSpan, int mostTicks, bool labelsBeside, params IReadOnlyList<TrendSeries> series)
    {
        var points = series.SelectMany(s => s.Points).ToList();
        if (points.Count == 0)
            return null;
        var values = ValueAxis.Holding(points.Min(p => p.Low ?? p.Value), points.Max(p => p.High ?? p.Value), smallestSpan, mostTicks);
        var time = new TimeAxis(points.Min(p => p.At), points.Max(p => p.At));
        var drawn = series.Where(s => s.Points.Count > 0).Select(s => Draw(s, values, time)).ToList();
        drawn = labelsBeside ? SpreadLabels(drawn) : [.. drawn.Select(d => d.IsQuiet ? UnderItsMiddle(d, series, values, time) : d)];
        return new TrendChart(height, spoken, values, time, drawn, labelsBeside);
    }

    /// <summary>The chart with a marker, or as it is where there is no such moment or it lies outside the chart.</summary>
    public TrendChart Marked(DateTime? at, string? label, string? spoken) => at is { } moment && moment >= Time.From && moment <= Time.To
        ? this with { Mark = new Marker(Time.X(moment), label ?? ""), Spoken = $"{Spoken} {spoken}".TrimEnd() }
        : this;

    private static Drawn Draw(TrendSeries s, ValueAxis values, TimeAxis time)
    {
        List<(double, double)> Place(Func<TrendPoint, double?> value) => [.. s.Points.Where(p => value(p) is not null).Select(p => (time.X(p.At), values.Y(value(p)!.Value)))];
        var end = s.Points[^1];
        var y = values.Y(end.Value);
        return new Drawn(s, Svg.Line(Place(p => p.Value)), Svg.Band(Place(p => p.High), Place(p => p.Low)), time.X(end.At), y, y);
    }

    private static Drawn UnderItsMiddle(Drawn quiet, IReadOnlyList<TrendSeries> series, ValueAxis values, TimeAxis time)
    {
        var own = quiet.Source.Points;
        var middle = Math.Clamp((time.X(own[0].At) + time.X(own[^1].At)) / 2, QuietLabelHalfWidth, 100 - QuietLabelHalfWidth);
        var near = series.SelectMany(s => s.Points).Where(p => Math.Abs(time.X(p.At) - middle) <= QuietLabelHalfWidth).Select(p => values.Y(p.Value));
        return quiet with { EndX = middle, LabelY = Math.Min(QuietLabelLowest, near.DefaultIfEmpty(quiet.EndY).Max()) };
    }

    private static List<Drawn> SpreadLabels(List<Drawn> drawn)
    {
        var placed = new Dictionary<Drawn, double>(ReferenceEqualityComparer.Instance);
        var last = double.NegativeInfinity;
        foreach (var d in drawn.OrderBy(d => d.EndY))
            placed[d] = last = Math.Max(d.EndY, last + LabelGap);
        var tooLow = Math.Max(0, last - 100);
        return [.. drawn.Select(d => d with { LabelY = placed[d] - tooLow })];
    }
}
