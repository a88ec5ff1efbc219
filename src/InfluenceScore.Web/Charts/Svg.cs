using System.Globalization;
using System.Text;

namespace InfluenceScore.Web.Charts;

/// <summary>
/// Geometry of server-rendered charts. Everything is placed in per cent of the box, so that one SVG fits every width, text keeps its size,
/// and no style attribute is needed (the page passes style-src 'self').
/// </summary>
public static class Svg
{
    /// <summary>A coordinate in per cent: "56.67%".</summary>
    public static string Percent(double value) => Number(value) + "%";

    /// <summary>A number as SVG reads it, two decimals at most; never "NaN".</summary>
    public static string Number(double value) => double.IsFinite(value) ? Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture) : "0";

    /// <summary>The d attribute of a line through points in a box of 100 × 100; empty for fewer than two points.</summary>
    public static string Line(IReadOnlyList<(double X, double Y)> points)
    {
        if (points.Count < 2)
            return "";
        var d = new StringBuilder("M");
        foreach (var (x, y) in points)
            d.Append(Number(x)).Append(',').Append(Number(y)).Append(' ');
        return d.ToString(0, d.Length - 1);
    }

    /// <summary>The d attribute of the area between an upper and a lower line.</summary>
    public static string Band(IReadOnlyList<(double X, double Y)> upper, IReadOnlyList<(double X, double Y)> lower) =>
        upper.Count < 2 ? "" : Line([.. upper, .. lower.Reverse()]) + "Z";
}
