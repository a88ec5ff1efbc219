using System.Globalization;

namespace InfluenceScore.Web.Display;

/// <summary>
/// The time zone that the pages tell times in: the reader's where it is known, else UTC. Set once a request (<see cref="DisplaySetup"/>).
/// Days of scores are UTC days in every zone; only moments (a post, an act, a run) and hours of the week move.
/// </summary>
public static class ReaderZone
{
    private const int MostLetters = 64;

    private static readonly AsyncLocal<TimeZoneInfo?> Here = new();

    /// <summary>The zone of the request in hand; UTC outside requests.</summary>
    public static TimeZoneInfo Current
    {
        get => Here.Value ?? TimeZoneInfo.Utc;
        set => Here.Value = value;
    }

    public static bool IsUtc => Current.Id is "UTC" or "Etc/UTC";

    /// <summary>IANA names that a reader may choose, UTC first.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["UTC", .. TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>A moment in UTC as the reader's clock shows it.</summary>
    public static DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Current);

    /// <summary>Whole minutes that the reader's clock is ahead of UTC at that moment; negative west of it.</summary>
    public static int MinutesAhead(DateTime utc) => (int)Current.GetUtcOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).TotalMinutes;

    /// <summary>"UTC", "UTC+1", "UTC−3:30": what the clock shows at that moment.</summary>
    public static string Offset(DateTime utc)
    {
        var minutes = MinutesAhead(utc);
        if (minutes == 0)
            return "UTC";
        var (hours, rest) = Math.DivRem(Math.Abs(minutes), 60);
        return string.Create(CultureInfo.InvariantCulture, $"UTC{(minutes < 0 ? '−' : '+')}{hours}") + (rest == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $":{rest:00}"));
    }

    /// <summary>The zone of that IANA name, or null where nobody knows it. The name is foreign: it is looked up as a file by the runtime.</summary>
    public static TimeZoneInfo? FindOrNull(string? id)
    {
        if (string.IsNullOrEmpty(id) || id.Length > MostLetters || id.Contains("..", StringComparison.Ordinal) || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+'))
            return null;
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;
    }
}
