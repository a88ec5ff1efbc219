using System.CommandLine;
using System.Globalization;

namespace InfluenceScore.Web.Commands;

/// <summary>Moments on the command line: ISO 8601, UTC unless an offset stands there, kept as Unix milliseconds.</summary>
internal static class Moments
{
    /// <summary>Before the first social network, nobody acted on anybody.</summary>
    private const int FirstYear = 1990;
    private const int LastYear = 2200;

    /// <summary>Longest backfill in one command.</summary>
    private const int MaxDays = 3660;

    private const string Example = "2018-11-30T00:00:00Z";

    public static Option<long?> Option(string name, string description)
    {
        var option = new Option<long?>(name)
        {
            Description = description,
            CustomParser = result =>
            {
                if (TryParse(result.Tokens[0].Value, out var moment))
                    return moment;
                result.AddError($"{name} takes a time between {FirstYear} and {LastYear} such as {Example}, not '{result.Tokens[0].Value}'.");
                return null;
            },
        };
        return option;
    }

    public static bool TryParse(string text, out long moment)
    {
        moment = 0;
        string[] formats = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK"];
        if (!DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            || time.Year is < FirstYear or > LastYear)
            return false;
        moment = time.ToUnixTimeMilliseconds();
        return true;
    }

    /// <summary>The moments that --as-of, --from and --to ask for: one, or the start of each day from the first to the last.</summary>
    public static IReadOnlyList<long> Chosen(long? asOf, long? from, long? to, TimeProvider clock)
    {
        if (from is null && to is null)
            return [asOf ?? clock.GetUtcNow().ToUnixTimeMilliseconds()];
        if (asOf is not null)
            throw new BadUsageException("--as-of scores one moment, --from and --to score a row of days: use one or the other.");
        if (from is not { } first || to is not { } last)
            throw new BadUsageException("A backfill needs both --from and --to.");
        if (last < first)
            throw new BadUsageException("--from is later than --to.");
        var days = (last - first) / Day + 1;
        if (days > MaxDays)
            throw new BadUsageException($"A backfill covers at most {MaxDays} days at once; this one has {days}.");
        return [.. Enumerable.Range(0, (int)days).Select(d => first + d * Day)];
    }

    public const long Day = 86_400_000;

    public static string Text(long moment) =>
        DateTimeOffset.FromUnixTimeMilliseconds(moment).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFZ", CultureInfo.InvariantCulture);
}
