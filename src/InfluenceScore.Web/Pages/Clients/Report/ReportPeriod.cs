using System.Globalization;

namespace InfluenceScore.Web.Pages.Clients.Report;

/// <summary>The days that a report speaks of, as its address says them: ?days=90, or ?from=2026-08-24&amp;to=2026-11-22.</summary>
/// <param name="From">First day; null: so many days before the last.</param>
/// <param name="To">Last day; null: that of the shown run.</param>
public sealed record ReportPeriod(int Days, DateTime? From, DateTime? To)
{
    public static readonly IReadOnlyList<int> Usual = [30, 90, 365];

    private const int UsualDays = 90, MostDays = 3660;

    /// <summary>The period, or a sentence that says what is wrong with the address.</summary>
    public static (ReportPeriod? Period, string? Problem) Read(string? days, string? from, string? to)
    {
        var length = UsualDays;
        if (!string.IsNullOrEmpty(days) && (!int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out length) || length is < 1 or > MostDays))
            return (null, $"In the address, days must be a whole number from 1 to {MostDays}, not “{Words.Plain(days, 40)}”.");
        if (!TryDay(from, out var first) || !TryDay(to, out var last))
            return (null, "In the address, from and to must be days like 2026-11-22.");
        return first > last ? (null, "In the address, from must not come after to.") : (new ReportPeriod(length, first, last), null);
    }

    /// <summary>The part of an address that says this period; "" for the usual one.</summary>
    public string Query => From is null && To is null
        ? Days == UsualDays ? "" : $"?days={Days.ToString(CultureInfo.InvariantCulture)}"
        : "?" + string.Join('&', new[] { From is { } f ? $"from={Day(f)}" : $"days={Days.ToString(CultureInfo.InvariantCulture)}", To is { } t ? $"to={Day(t)}" : null }.OfType<string>());

    public static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static bool TryDay(string? text, out DateTime? day)
    {
        day = null;
        if (string.IsNullOrEmpty(text))
            return true;
        if (!DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var parsed) || parsed.Year is < 1971 or > 9000)
            return false;
        day = parsed;
        return true;
    }
}
