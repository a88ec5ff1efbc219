using System.Collections.Concurrent;
using System.Globalization;

namespace InfluenceScore.Data.Sources;

/// <summary>Counts every request that goes out to a network, retries too, and notes what its rate limit still allows.</summary>
internal sealed class SourceRequestMeter : DelegatingHandler
{
    // Mastodon has thousands of servers: each would be a time series for ever.
    private const int MostHosts = 100;
    private static readonly ConcurrentDictionary<string, byte> Hosts = new(StringComparer.Ordinal);
    private static readonly string[] RemainingHeaders = ["x-rate-limit-remaining", "ratelimit-remaining", "x-ratelimit-remaining"];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var host = Known(request.RequestUri?.Host ?? "unknown");
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            Meters.Requested(host, ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture));
            foreach (var header in RemainingHeaders)
            {
                if (response.Headers.TryGetValues(header, out var values) && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var remaining))
                    Meters.LimitRemaining(host, remaining);
            }
            return response;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            Meters.Requested(host, "no answer");
            throw;
        }
    }

    private static string Known(string host) => Hosts.ContainsKey(host) || (Hosts.Count < MostHosts && Hosts.TryAdd(host, 0)) ? host : "other";
}
