using System.Globalization;
using System.Text;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Web.Display;

namespace InfluenceScore.Web.Pages;

/// <summary>
/// Numbers, dates and foreign text as people read them. One voice for every page: English words, numbers and dates as the reader's region writes them
/// (<see cref="ReaderCulture"/>), a real minus sign. For people only: coordinates, addresses, input values, CSV and JSON are written invariantly.
/// </summary>
public static class Words
{
    /// <summary>A score, an index or points, with one decimal: 48.0, −0.4.</summary>
    public static string Points(double value) => Number(Rounded(value, 1), "N1");

    /// <summary>Points with two decimals, for tables whose rows add up.</summary>
    public static string Exact(double value) => Number(Rounded(value, 2), "N2");

    /// <summary>A difference with its sign: +2.1, −0.4, 0.0.</summary>
    public static string Signed(double value) => (Rounded(value, 1) > 0 ? "+" : "") + Points(value);

    public static string Count(long value) => Number(value, "N0");

    /// <summary>A size of files: 0.4 MB, 120 MB.</summary>
    public static string Megabytes(long bytes) => $"{Number(Math.Max(0.1, bytes / 1e6), bytes < 9_950_000 ? "N1" : "N0")} MB";

    /// <summary>"1 post", "62 posts".</summary>
    public static string Count(long value, string one, string many) => $"{Count(value)} {(value == 1 ? one : many)}";

    /// <summary>A head-count that may be a fraction: 1,240 people, but 3.4 people where a tenth matters.</summary>
    public static string People(double value) => Math.Abs(value) < 9.95 ? Points(value) : Number(Math.Round(value), "N0");

    /// <summary>A probability in per cent: 74%, over 99.9%, under 0.1%.</summary>
    public static string Probability(double p) => p switch
    {
        > .999 => "over " + Number(.999, "P1"),
        < .001 => "under " + Number(.001, "P1"),
        > .99 or < .01 => Number(p, "P1"),
        _ => Number(p, "P0"),
    };

    /// <summary>A number of the model as it stands in the code: 0.65, 1,000,000.</summary>
    public static string Constant(double value) => Number(value, "#,0.######");

    /// <summary>US dollars and cents: $0.25.</summary>
    public static string Dollars(double value) => "$" + Number(value, "N2");

    /// <summary>The UTC day of a score: 22 November 2026.</summary>
    public static string LongDay(DateTime utc) => Date(utc, c => c.LongDay);

    /// <summary>The UTC day of a score: 22 Nov 2026.</summary>
    public static string Day(DateTime utc) => Date(utc, c => c.Day);

    /// <summary>The UTC day of a score where the year is plain: 22 Nov.</summary>
    public static string ShortDay(DateTime utc) => Date(utc, c => c.ShortDay);

    /// <summary>Nov 2026.</summary>
    public static string MonthYear(DateTime utc) => Date(utc, c => c.MonthYear);

    /// <summary>Nov.</summary>
    public static string Month(DateTime utc) => Date(utc, _ => "MMM");

    public static string Year(DateTime utc) => Date(utc, _ => "yyyy");

    /// <summary>The day on the reader's calendar on which something happened (a post, an act): near midnight another than the UTC day.</summary>
    public static string ReaderDay(DateTime utc) => Day(ReaderZone.Local(utc));

    /// <summary>A moment on the reader's clock, with its offset: 22 Nov 2026, 14:05 UTC+1.</summary>
    public static string Moment(DateTime utc)
    {
        var local = ReaderZone.Local(utc);
        return $"{Day(local)}, {Date(local, c => c.Culture.DateTimeFormat.ShortTimePattern)} {ReaderZone.Offset(utc)}";
    }

    /// <summary>The time of day on the reader's clock, to the second, with its offset: 14:05:09 UTC+1.</summary>
    public static string Clock(DateTime utc) => $"{Date(ReaderZone.Local(utc), c => c.Culture.DateTimeFormat.LongTimePattern)} {ReaderZone.Offset(utc)}";

    /// <summary>From one UTC day to another: "31 Jul to 2 Aug 2026", "31 Jul 2026".</summary>
    public static string Span(DateTime from, DateTime to) => from.Date == to.Date ? Day(from)
        : from.Year == to.Year ? $"{ShortDay(from)} to {Day(to)}" : $"{Day(from)} to {Day(to)}";

    /// <summary>A span given in days: "90 days", "1 day", "6 hours", "2.5 days".</summary>
    public static string Days(double days) => days switch
    {
        1 => Count(1) + " day",
        < 1 => Number(days * 24, "0.##") + (days * 24 == 1 ? " hour" : " hours"),
        _ => Number(days, "#,0.##") + " days",
    };

    /// <summary>The network as its people write it.</summary>
    public static string Network(string network) => network switch
    {
        "x" => "X",
        "bluesky" => "Bluesky",
        "mastodon" => "Mastodon",
        UploadQueue.Network => "uploaded files",
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
    public static string? Iso(IFormattable? value) => value is DateTime utc
        ? utc.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) : value?.ToString(null, CultureInfo.InvariantCulture);

    private static string Number(double value, string format) => ReaderCulture.Current.Number(value, format);

    private static string Date(DateTime at, Func<ReaderCulture, string> pattern)
    {
        var culture = ReaderCulture.Current;
        return culture.Date(at, pattern(culture));
    }
}
