using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Threading.RateLimiting;
using InfluenceScore.Web.Api.Keys;

namespace InfluenceScore.Web.Api.Limits;

/// <summary>
/// How often somebody may ask: each key, each signed-in browser, and each address without either, which is also where failed keys count; and how often an address may try to sign
/// in. Token buckets: a minute's worth at once, then evenly. Counted by each process for itself.
/// </summary>
internal static class ApiLimits
{
    public static void AddApiLimits(this IServiceCollection services, ApiSettings settings) => services.AddRateLimiter(o =>
    {
        o.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        o.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
            ApiErrors.IsApi(http) ? Bucket(Asker(http) ?? "anonymous " + Address(http), Asker(http) is null ? settings.AnonymousPerMinute : settings.RequestsPerMinute)
            : SignInPages.IsAttempt(http.Request) ? Bucket("sign-in " + Address(http), settings.SignInsPerMinute)
            : RateLimitPartition.GetNoLimiter(""));
        o.OnRejected = async (context, cancel) =>
        {
            var seconds = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 60;
            var http = context.HttpContext;
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            http.Response.Headers.CacheControl = "no-store";
            var sentence = $"Too many requests; come back in {seconds} {(seconds == 1 ? "second" : "seconds")}.";
            if (ApiErrors.IsApi(http))
                await ApiErrors.WriteAsync(http, StatusCodes.Status429TooManyRequests, sentence);
            else
                await http.Response.WriteAsync(sentence + "\n", cancel);
        };
    });

    private static RateLimitPartition<string> Bucket(string who, int perMinute) => RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = perMinute,
        TokensPerPeriod = Math.Max(1, perMinute / 60),
        ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, 60.0 / perMinute)),
        QueueLimit = 0,
    });

    private static string? Asker(HttpContext http) => http.User.Identity?.IsAuthenticated != true ? null
        : http.User.FindFirstValue(ApiKeyHandler.KeyClaim) is { } key ? "key " + key
        : http.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } user ? "user " + user
        : null;

    /// <summary>A network hands whole blocks of 2^64 IPv6 addresses to one customer: they count as one.</summary>
    private static string Address(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address)
            return "";
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.GetAddressBytes() is { Length: 16 } bytes ? new IPAddress([.. bytes.AsSpan(0, 8), 0, 0, 0, 0, 0, 0, 0, 0]).ToString() : plain.ToString();
    }
}
