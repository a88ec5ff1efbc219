using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Web.Commands;
using InfluenceScore.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace InfluenceScore.Web.Api;

/// <summary>Reads what addresses ask for; what makes no sense becomes a problem with a sentence.</summary>
internal static class Asked
{
    private const string Example = "2026-11-22 or 2026-11-22T06:00:00Z";

    /// <summary>The account that a path names. A slash in a handle is written %2F, which routing leaves as it is.</summary>
    public static AccountKey Account(string network, string handle) =>
        new(network.ToLowerInvariant(), AccountKey.NormalizeHandle(handle.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Two moments, each may be missing; a day alone is its beginning.</summary>
    public static (DateTime? From, DateTime? To, ProblemHttpResult? Problem) Span(string? from, string? to)
    {
        if (!TryMoment(from, out var first))
            return (null, null, ApiProblem.BadRequest("from", $"from must be a time such as {Example}, not “{Words.Plain(from, 40)}”."));
        if (!TryMoment(to, out var last))
            return (null, null, ApiProblem.BadRequest("to", $"to must be a time such as {Example}, not “{Words.Plain(to, 40)}”."));
        return first >= last
            ? (null, null, ApiProblem.BadRequest("from", $"from ({Text(first)}) must be earlier than to ({Text(last)})."))
            : (first, last, null);
    }

    private static bool TryMoment(string? text, out DateTime? moment)
    {
        moment = null;
        if (string.IsNullOrEmpty(text))
            return true;
        if (!Moments.TryParse(text, out var milliseconds))
            return false;
        moment = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime;
        return true;
    }

    private static string Text(DateTime? moment) => moment?.ToString("yyyy-MM-ddTHH:mm:ss.FFFZ", CultureInfo.InvariantCulture) ?? "";
}
