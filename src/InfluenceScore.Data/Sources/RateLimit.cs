using System.Globalization;
using System.Net.Http.Headers;

namespace InfluenceScore.Data.Sources;

/// <summary>What a network's headers say about its rate limit: calls left until <paramref name="Reset"/> (UTC).</summary>
public sealed record RateLimit(long? Limit, long Remaining, DateTime Reset)
{
    // A reset further away is a broken header, not a limit: the longest window in use is a day.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(2);

    /// <summary>X: x-rate-limit-limit, -remaining, -reset in epoch seconds.</summary>
    public static RateLimit? FromX(HttpResponseHeaders headers) => FromEpoch(headers, "x-rate-limit");

    /// <summary>Bluesky: RateLimit-Limit, -Remaining, -Reset in epoch seconds; no Retry-After even on a 429.</summary>
    public static RateLimit? FromBluesky(HttpResponseHeaders headers) => FromEpoch(headers, "RateLimit");

    /// <summary>Mastodon: X-RateLimit-Limit, -Remaining, -Reset as an ISO 8601 moment.</summary>
    public static RateLimit? FromMastodon(HttpResponseHeaders headers) =>
        Number(headers, "X-RateLimit-Remaining") is { } remaining
        && DateTimeOffset.TryParse(Text(headers, "X-RateLimit-Reset"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var reset)
            ? Believable(Number(headers, "X-RateLimit-Limit"), remaining, reset)
            : null;

    private static RateLimit? FromEpoch(HttpResponseHeaders headers, string prefix) =>
        Number(headers, prefix + "-Remaining") is { } remaining && Number(headers, prefix + "-Reset") is >= 0 and < 253402300800 and { } reset
            ? Believable(Number(headers, prefix + "-Limit"), remaining, DateTimeOffset.FromUnixTimeSeconds(reset))
            : null;

    private static RateLimit? Believable(long? limit, long remaining, DateTimeOffset reset) => new(limit, Math.Max(0, remaining), reset.UtcDateTime);

    private static long? Number(HttpResponseHeaders headers, string name) =>
        long.TryParse(Text(headers, name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Text(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>Whether nothing is left at that moment.</summary>
    public bool IsExhausted(DateTime now) => Remaining == 0 && Reset > now && Reset - now < Longest;
}

/// <summary>The last word of each bucket. Safe for several threads.</summary>
internal sealed class RateLimits(TimeProvider clock)
{
    private readonly Lock _lock = new();

    // How long each lasts is counted by the clock that nobody can set, from the moment it was told.
    private readonly Dictionary<string, (long Since, TimeSpan For)> _exhausted = [];

    public DateTime? ExhaustedUntilOrNull(string bucket)
    {
        lock (_lock)
        {
            return _exhausted.TryGetValue(bucket, out var told) && told.For - clock.GetElapsedTime(told.Since) is var left && left > TimeSpan.Zero
                ? clock.GetUtcNow().UtcDateTime + left : null;
        }
    }

    public void Learn(string bucket, RateLimit limit)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        lock (_lock)
        {
            if (limit.IsExhausted(now))
                _exhausted[bucket] = (clock.GetTimestamp(), limit.Reset - now);
            else
                _exhausted.Remove(bucket);
        }
    }
}
