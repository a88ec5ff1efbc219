using System.Globalization;
using System.Security;
using System.Text;
using InfluenceScore.Scoring.Validation.Calibration;

namespace InfluenceScore.Scoring.Validation.Report;

/// <summary>The plots as plain SVG: text stays text, colours follow the reader's scheme (currentColor), nothing is loaded from anywhere.</summary>
public static class ReportPlots
{
    private const int Width = 720, RowHeight = 26, Left = 300, Right = 90;

    /// <summary>One bar an attack, its limit as a stroke.</summary>
    public static string Gaming(ValidationReport report)
    {
        var rows = report.Gaming.Select(g => (g.Attack, g.Measured, g.Limit)).ToArray();
        var most = Math.Max(1, rows.Max(r => Math.Max(Math.Abs(r.Measured), r.Limit ?? 0)));
        var body = new StringBuilder();
        for (var i = 0; i < rows.Length; i++)
        {
            var (name, value, limit) = rows[i];
            var y = 10 + i * RowHeight;
            var length = Math.Abs(value) / most * (Width - Left - Right);
            body.Append(Text(Left - 8, y + 15, name, "end"));
            body.Append(Invariant($"<rect x='{Left}' y='{y + 4}' width='{length:0.#}' height='14' fill='{(limit is { } l && value > l ? "#c0392b" : "#2e7d6b")}' fill-opacity='{(value < 0 ? 0.4 : 1)}'/>"));
            if (limit is { } most1)
            {
                var x = Left + most1 / most * (Width - Left - Right);
                body.Append(Invariant($"<line x1='{x:0.#}' x2='{x:0.#}' y1='{y + 1}' y2='{y + 21}' stroke='currentColor' stroke-width='2'/>"));
            }

            body.Append(Text(Width - 4, y + 15, value.ToString("0.00", CultureInfo.InvariantCulture), "end"));
        }

        return Svg("Points moved by each attack; the stroke is the limit", 20 + rows.Length * RowHeight, body);
    }

    /// <summary>Coverage by fifths of the score, with the band that is meant.</summary>
    public static string Coverage(ValidationReport report)
    {
        const double from = 0.8, span = 0.2;
        var body = new StringBuilder();
        var y = 10;
        double X(double share) => Left + Math.Clamp((share - from) / span, 0, 1) * (Width - Left - Right);
        foreach (var interval in report.Intervals)
        {
            body.Append(Text(8, y + 15, interval.Question, "start"));
            y += RowHeight;
            for (var q = 0; q < interval.ByQuintile.Count; q++, y += RowHeight)
            {
                var share = interval.ByQuintile[q];
                body.Append(Text(Left - 8, y + 15, $"fifth {q + 1} of the score", "end"));
                body.Append(Invariant($"<rect x='{X(0.93):0.#}' y='{y}' width='{X(0.97) - X(0.93):0.#}' height='{RowHeight}' fill='#2e7d6b' fill-opacity='0.2'/>"));
                body.Append(Invariant($"<circle cx='{X(share):0.#}' cy='{y + 11}' r='5' fill='{(share is >= 0.93 and <= 0.97 ? "#2e7d6b" : "#b9770e")}'/>"));
                body.Append(Text(Width - 4, y + 15, share.ToString("0.0%", CultureInfo.InvariantCulture), "end"));
            }
        }

        return Svg("Share of people inside the 95% interval (80% to 100%); the band is 93% to 97%", y + 10, body);
    }

    /// <summary>Observed share against predicted probability, one mark a bin, the diagonal is perfect.</summary>
    public static string Reliability(IReadOnlyList<AuthenticityCalibration> sets)
    {
        const int size = 320, edge = 40;
        var body = new StringBuilder();
        for (var s = 0; s < sets.Count; s++)
        {
            var x0 = edge + s * (size + 2 * edge);
            body.Append(Text(x0 + size / 2, 16, $"{sets[s].Name} ({sets[s].Accounts} accounts)", "middle"));
            body.Append(Invariant($"<rect x='{x0}' y='{edge}' width='{size}' height='{size}' fill='none' stroke='currentColor' stroke-opacity='0.4'/>"));
            body.Append(Invariant($"<line x1='{x0}' y1='{edge + size}' x2='{x0 + size}' y2='{edge}' stroke='currentColor' stroke-dasharray='4 4'/>"));
            foreach (var bin in sets[s].Bins.Where(b => b.Count > 0))
            {
                var radius = 3 + 9 * Math.Sqrt(bin.Count / (double)sets[s].Accounts);
                body.Append(Invariant($"<circle cx='{x0 + bin.Predicted * size:0.#}' cy='{edge + (1 - bin.Observed) * size:0.#}' r='{radius:0.#}' fill='#2e7d6b' fill-opacity='0.7'/>"));
            }

            body.Append(Text(x0 + size / 2, edge + size + 24, "predicted probability of being genuine (across), observed share (up)", "middle", 11));
        }

        return Svg("Reliability of the authenticity model", size + 2 * edge, body, sets.Count * (size + 2 * edge));
    }

    private static string Svg(string title, int height, StringBuilder body, int width = Width) =>
        Invariant($"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' role='img' font-family='system-ui, sans-serif' font-size='13'><title>{title}</title>{body}</svg>\n");

    private static string Text(int x, int y, string text, string anchor, int size = 13) =>
        Invariant($"<text x='{x}' y='{y}' text-anchor='{anchor}' font-size='{size}' fill='currentColor'>{SecurityElement.Escape(text)}</text>");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
