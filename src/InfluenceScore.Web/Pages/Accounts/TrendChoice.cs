using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;

namespace InfluenceScore.Web.Pages.Accounts;

/// <summary>What the address says of an account's trend: a range back from the shown score, or two UTC days; parts beside the score, or stacked to it.</summary>
/// <param name="Since">First day, or null: the range says.</param>
/// <param name="Until">Last day, or null: up to the shown score.</param>
public sealed record TrendChoice(TrendRange Range, DateOnly? Since, DateOnly? Until, bool IsStacked)
{
    public static readonly TrendChoice Usual = new(TrendRange.Usual, null, null, false);

    private const string Stacked = "stacked", DayFormat = "yyyy-MM-dd";

    private static readonly DateOnly Earliest = new(1990, 1, 1), Latest = new(9990, 1, 1);

    public bool HasDates => Since is not null || Until is not null;

    /// <returns>The choice, or null and one sentence on what in the address makes no sense.</returns>
    public static (TrendChoice? Choice, string? Fault) Read(TrendRange range, string? since, string? until, string? parts)
    {
        if (parts is not (null or "" or Stacked))
            return (null, $"In the address, parts may only be {Stacked}, not “{Words.Plain(parts, 40)}”.");
        if (!TryDay(since, out var first) || !TryDay(until, out var last))
            return (null, $"In the address, since and until are days like 2026-11-22, not “{Words.Plain(TryDay(since, out _) ? until : since, 40)}”.");
        return first > last
            ? (null, $"In the address, since ({Text(first.Value)}) is after until ({Text(last.Value)}).")
            : (new TrendChoice(range, first, last, parts == Stacked), null);
    }

    /// <summary>First and last moment of the trend.</summary>
    /// <param name="asOf">Of the shown run.</param>
    public (DateTime First, DateTime Last) Bounds(DateTime asOf) => HasDates
        ? (Since?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) ?? DateTime.UnixEpoch, Until?.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddMilliseconds(-1) ?? asOf)
        : (Range.Days is { } days ? asOf.AddDays(-days) : DateTime.UnixEpoch, asOf);

    /// <summary>Days that must be read to show it, back from the shown run; null: all.</summary>
    public int? DaysToRead(DateTime asOf) => HasDates
        ? Since is { } since ? (int)Math.Ceiling(Math.Max(0, (asOf - since.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)).TotalDays)) + 1 : null
        : Range.Days;

    /// <summary>Writes the choice into an address; what is usual is left out.</summary>
    public void AddTo(QueryBuilder query)
    {
        if (Range != TrendRange.Usual && !HasDates)
            query.Add("days", Range.Key);
        if (Since is { } since)
            query.Add("since", Text(since));
        if (Until is { } until)
            query.Add("until", Text(until));
        if (IsStacked)
            query.Add("parts", Stacked);
    }

    public static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static bool TryDay(string? text, out DateOnly? day)
    {
        day = null;
        if (string.IsNullOrWhiteSpace(text))
            return true;
        if (!DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) || read < Earliest || read > Latest)
            return false;
        day = read;
        return true;
    }
}
