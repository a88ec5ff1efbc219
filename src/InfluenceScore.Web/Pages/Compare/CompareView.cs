using System.Globalization;
using InfluenceScore.Data;
using Microsoft.AspNetCore.Http.Extensions;

namespace InfluenceScore.Web.Pages.Compare;

/// <summary>
/// What the address of the compare page asks for, and how to ask for something else: the whole view is in the address, so a link reproduces it.
/// </summary>
/// <param name="Asked">What stands in the form's fields, as it came, without blanks; at most <see cref="MostAsked"/>.</param>
/// <param name="Range">Days back, where no dates are given.</param>
/// <param name="From">First day of the trend, or null.</param>
/// <param name="To">Last day of the trend, or null.</param>
public sealed record CompareView(IReadOnlyList<string> Asked, TrendRange Range, DateOnly? From, DateOnly? To)
{
    public const int Least = 2, Most = 6;

    /// <summary>More than this in one address is nobody's comparison.</summary>
    private const int MostAsked = 50;

    public bool HasDates => From is not null || To is not null;

    /// <summary>Reads the address.</summary>
    /// <returns>The view, or one sentence on what in the address makes no sense.</returns>
    public static (CompareView View, string? Fault) Read(string[] account, string? days, string? from, string? to)
    {
        var asked = account.Select(a => Words.Plain(a, AccountKey.MaxHandleLength + 40)).OfType<string>().Take(MostAsked).ToList();
        var view = new CompareView(asked, TrendRange.Usual, null, null);
        if (TrendRange.FindOrNull(days) is not { } range)
            return (view, $"In the address, days must be one of {Words.List([.. TrendRange.All.Select(r => r.Key)])}, not “{Words.Plain(days, 40)}”.");
        if (!TryDay(from, out var first) || !TryDay(to, out var last))
            return (view, $"In the address, from and to must be days like 2026-11-22, not “{Words.Plain(TryDay(from, out _) ? to : from, 40)}”.");
        if (first > last)
            return (view, $"In the address, from ({first:yyyy-MM-dd}) is after to ({last:yyyy-MM-dd}).");
        return (view with { Range = range, From = first, To = last }, null);
    }

    /// <summary>First and last moment of the trend; null where there is no bound.</summary>
    /// <param name="asOf">Of the shown run: days are counted back from it.</param>
    public (DateTime? First, DateTime? Last) Bounds(DateTime asOf) => HasDates
        ? (From?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), To?.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddMilliseconds(-1))
        : (Range.Days is { } days ? asOf.AddDays(-days) : null, null);

    public CompareView With(TrendRange range) => this with { Range = range, From = null, To = null };

    /// <summary>The view without what is written in one field.</summary>
    public CompareView Without(string asked) => this with { Asked = [.. Asked.Where(a => a != asked)] };

    /// <summary>The part of an address that asks for this view: "?account=x%3Aa&amp;account=x%3Ab".</summary>
    public string Query()
    {
        var query = new QueryBuilder();
        foreach (var key in Asked)
            query.Add("account", key);
        if (Range != TrendRange.Usual)
            query.Add("days", Range.Key);
        if (From is { } from)
            query.Add("from", Day(from));
        if (To is { } to)
            query.Add("to", Day(to));
        return query.ToString();
    }

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static bool TryDay(string? text, out DateOnly? day)
    {
        day = null;
        if (string.IsNullOrWhiteSpace(text))
            return true;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) || read.Year is < 1990 or > 9990)
            return false;
        day = read;
        return true;
    }
}
