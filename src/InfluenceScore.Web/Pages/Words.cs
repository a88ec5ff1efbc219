using System.Globalization;
using System.Text;

namespace InfluenceScore.Web.Pages;

/// <summary>Numbers, dates and foreign text as people read them. One voice for every page: English, UTC, tabular figures, a real minus sign.</summary>
public static class Words
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    /// <summary>A score, an index or points, with one decimal: 48.0, −0.4.</summary>
    public static string Points(double value) => Minus(Rounded(value, 1).ToString("N1", English));

    /// <summary>Points with two decimals, for tables whose rows add up.</summary>
    public static string Exact(double value) => Minus(Rounded(value, 2).ToString("N2", English));

    /// <summary>A difference with its sign: +2.1, −0.4, 0.0.</summary>
    public static string Signed(double value) => (Rounded(value, 1) > 0 ? "+" : "") + Points(value);

    public static string Count(long value) => Minus(value.ToString("N0", English));

    /// <summary>"1 post", "62 posts".</summary>
    public static string Count(long value, string one, string many) => $"{Count(value)} {(value == 1 ? one : many)}";

    /// <summary>A head-count that may be a fraction: 1,240 people, but 3.4 people where a tenth matters.</summary>
    public static string People(double value) => Math.Abs(value) < 9.95 ? Points(value) : Minus(Math.Round(value).ToString("N0", English));

    /// <summary>A probability in per cent: 74%, over 99.9%, under 0.1%.</summary>
    public static string Probability(double p) => p switch
    {
        > .999 => "over 99.9%",
        < .001 => "under 0.1%",
        > .99 or < .01 => (p * 100).ToString("0.0", English) + "%",
        _ => (p * 100).ToString("0", English) + "%",
    };

    /// <summary>A number of the model as it stands in the code: 0.65, 1,000,000.</summary>
    public static string Constant(double value) => value.ToString("#,0.######", English);

    public static string LongDay(DateTime utc) => utc.ToString("d MMMM yyyy", English);

    public static string Day(DateTime utc) => utc.ToString("d MMM yyyy", English);

    /// <summary>From one day to another: "31 Jul to 2 Aug 2026", "31 Jul 2026".</summary>
    public static string Span(DateTime from, DateTime to) => from.Date == to.Date ? Day(from)
        : from.Year == to.Year ? $"{from.ToString("d MMM", English)} to {Day(to)}" : $"{Day(from)} to {Day(to)}";

    public static string Moment(DateTime utc) => utc.ToString("d MMM yyyy, HH:mm", English) + " UTC";

    /// <summary>A span given in days: "90 days", "1 day", "6 hours", "2.5 days".</summary>
    public static string Days(double days) => days switch
    {
        1 => "1 day",
        < 1 => (days * 24).ToString("0.##", English) + (days * 24 == 1 ? " hour" : " hours"),
        _ => days.ToString("#,0.##", English) + " days",
    };

    /// <summary>The network as its people write it.</summary>
    public static string Network(string network) => network switch
    {
        "x" => "X",
        "bluesky" => "Bluesky",
        "mastodon" => "Mastodon",
        _ => Plain(network, 40) ?? "unknown network",
    };

    /// <summary>"A", "A and B", "A, B and C".</summary>
    public static string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => string.Join(", ", items.Take(items.Count - 1)) + " and " + items[^1],
    };

    /// <summary>"two", "three", … in sentences; figures from ten on.</summary>
    public static string Small(int count) => count is >= 0 and < 10
        ? new[] { "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine" }[count]
        : Count(count);

    /// <summary>
    /// Hostile text made harmless to read (Razor still encodes it): one line, no control characters, no marks that reorder or hide
    /// (bidirectional overrides, zero-width spaces), at most <paramref name="max"/> characters, never half a surrogate pair.
    /// </summary>
    /// <returns>Null where nothing is left to see.</returns>
    public static string? Plain(string? text, int max)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var plain = new StringBuilder(Math.Min(text.Length, max + 1));
        var visible = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (plain.Length >= max)
            {
                plain.Append('…');
                break;
            }
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                if (plain.Length > 0 && plain[^1] != ' ')
                    plain.Append(' ');
                continue;
            }
            // 200C and 200D (joiners) stay: Persian and many emoji need them.
            if (rune.Value is 0x200B or 0x200E or 0x200F or 0x061C or 0x2060 or 0xFEFF or 0x00AD or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069))
                continue;
            visible |= Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.OtherNotAssigned);
            plain.Append(rune.ToString());
        }
        return visible ? plain.ToString().TrimEnd() : null;
    }

    /// <summary>Rounds parts so that what is shown adds up to the rounded total (largest remainder).</summary>
    /// <param name="decimals">Decimals shown.</param>
    public static double[] RoundToSum(double total, int decimals, params double[] parts)
    {
        var unit = Math.Pow(10, -decimals);
        var shown = parts.Select(p => Math.Floor(p / unit + 1e-9) * unit).ToArray();
        var missing = (int)Math.Round((Rounded(total, decimals) - shown.Sum()) / unit);
        foreach (var i in Enumerable.Range(0, parts.Length).OrderByDescending(i => parts[i] - shown[i]).Take(Math.Max(0, missing)).ToList())
            shown[i] += unit;
        return [.. shown.Select(s => Math.Round(s, decimals))];
    }

    /// <summary>Rounds as the pages do: half away from zero; −0.04 becomes 0 and not −0.</summary>
    public static double Rounded(double value, int decimals)
    {
        var rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        return rounded == 0 ? 0 : rounded;
    }

    /// <summary>A moment or a number as programs read it, for files; null stays null.</summary>
    public static string? Iso(IFormattable? value) => value is DateTime utc ? utc.ToString("yyyy-MM-ddTHH:mm:ssZ", English) : value?.ToString(null, English);

    private static string Minus(string text) => text.Replace('-', '−');
}
