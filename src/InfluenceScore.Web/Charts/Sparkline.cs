using InfluenceScore.Web.Pages;

namespace InfluenceScore.Web.Charts;

/// <summary>A word-sized trend. Spans at least eight points, so that a flat line is a steady score.</summary>
public sealed record Sparkline(string Tone, string Path, double EndX, double EndY, string Spoken, string? Caption)
{
    private const double SmallestSpan = 8;

    /// <param name="tone">"" for the score, or reach, amp, impact.</param>
    /// <param name="what">What is drawn, for the spoken label.</param>
    /// <param name="caption">Words under the line, or null.</param>
    /// <returns>Null for fewer than two points: one point is no trend.</returns>
    public static Sparkline? OrNull(string tone, string what, IReadOnlyList<(DateTime At, double Value)> points, DateTime from, DateTime to, string? caption = null)
    {
        if (points.Count < 2)
            return null;
        var lowest = points.Min(p => p.Value);
        var highest = points.Max(p => p.Value);
        var room = Math.Max(SmallestSpan, highest - lowest);
        var top = (lowest + highest + room) / 2;
        var time = new TimeAxis(from, to);
        List<(double X, double Y)> placed = [.. points.Select(p => (time.X(p.At), 100 * (top - p.Value) / room))];
        return new Sparkline(tone, Svg.Line(placed), placed[^1].X, placed[^1].Y,
            $"{what}: {Words.Points(points[0].Value)} to {Words.Points(points[^1].Value)}, lowest {Words.Points(lowest)}, highest {Words.Points(highest)}", caption);
    }
}
