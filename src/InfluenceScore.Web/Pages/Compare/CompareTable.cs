using System.Globalization;

namespace InfluenceScore.Web.Pages.Compare;

/// <summary>The table that is shown, copied and written to files: one list of columns for all of them.</summary>
public static class CompareTable
{
    /// <param name="Part">reach, amp, impact: the part whose glyph stands before the label.</param>
    public sealed record Head(string Label, string Key, bool IsNumber, string? Part = null);

    /// <param name="Shown">As people read it.</param>
    /// <param name="Plain">As a spreadsheet reads it: a hyphen for minus, no thousands separator; empty where unknown.</param>
    public readonly record struct Cell(string Shown, string Plain, bool IsNumber = true);

    /// <summary>The first one is the account's name.</summary>
    public static IReadOnlyList<Head> Heads { get; } =
    [
        new("Account", "account", false), new("Network", "network", false), new("Handle", "handle", false),
        new("Score", "score", true), new("Low", "low", true), new("High", "high", true),
        new("People", "true_reach", true), new("Per post", "amplification", true), new("Impact", "network_impact", true),
        new("True Reach points", "true_reach_points", true, "reach"), new("Amplification points", "amplification_points", true, "amp"), new("Network Impact points", "network_impact_points", true, "impact"),
        new("7 days", "change_7_days", true), new("In range", "change_in_range", true),
        new("Acts", "acts", true), new("Actors", "actors", true), new("Posts", "posts", true), new("Followers (not counted)", "followers", true),
    ];

    /// <summary>Everything after the name, in the order of <see cref="Heads"/>.</summary>
    public static IEnumerable<Cell> Cells(Comparison.Column c)
    {
        var s = c.Score;
        return
        [
            Text(Words.Network(c.Key.Network)), Text(Words.Plain(c.Key.Handle, 120) ?? ""),
            Points(s.Value), Points(s.Low), Points(s.High),
            new(Words.People(s.TrueReach), Plain(s.TrueReach, Math.Abs(s.TrueReach) < 9.95 ? 1 : 0)), Points(s.Amplification), Points(s.NetworkImpactIndex),
            Points(c.PartPoints[0]), Points(c.PartPoints[1]), Points(c.PartPoints[2]),
            Change(c.WeekChange), Change(c.RangeChange),
            Count(s.Acts), Count(s.Actors), Count(s.Posts), c.Followers is { } f ? Count(f) : new("unknown", ""),
        ];
    }

    private static Cell Text(string text) => new(text, text, false);

    private static Cell Points(double value) => new(Words.Points(value), Plain(value, 1));

    private static Cell Change(double? value) => value is { } v ? new(Words.Signed(v), Plain(v, 1)) : new("–", "");

    private static Cell Count(long value) => new(Words.Count(value), value.ToString(CultureInfo.InvariantCulture));

    private static string Plain(double value, int decimals) => Words.Rounded(value, decimals).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
