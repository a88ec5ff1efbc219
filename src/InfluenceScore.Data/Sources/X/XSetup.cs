using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace InfluenceScore.Data.Sources.X;

/// <summary>Registers X's HTTP client and makes the source.</summary>
public static class XSetup
{
    /// <summary>
    /// Registers the client: a time-out and a circuit breaker, but no retries: every attempt counts against X's rate limits, so they lie above, in the
    /// source, where requests are counted.
    /// </summary>
    public static IServiceCollection AddXHttp(this IServiceCollection services, TimeSpan? attemptTimeout = null)
    {
        services.AddHttpClient(HttpXTransport.ClientName, c =>
            {
                c.MaxResponseContentBufferSize = SourceHttp.MaxAnswerBytes;
                // Also for a body that trickles, which no handler underneath would see.
                c.Timeout = attemptTimeout ?? TimeSpan.FromSeconds(30);
                c.DefaultRequestHeaders.UserAgent.ParseAdd("InfluenceScore/1.0");
            })
            // No redirects: an answer that points elsewhere could carry the token there.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.All,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .AddResilienceHandler("x", pipeline => pipeline
                .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
                {
                    FailureRatio = 0.8,
                    MinimumThroughput = 20,
                    SamplingDuration = TimeSpan.FromSeconds(30),
                    BreakDuration = TimeSpan.FromSeconds(30),
                    // A 429 is X at its best.
                    ShouldHandle = a => ValueTask.FromResult(
                        a.Outcome.Exception is HttpRequestException or IOException || a.Outcome.Result?.StatusCode >= HttpStatusCode.InternalServerError),
                }))
            .SelectPipelineByAuthority();
        return services;
    }

    public static XSource Create(IHttpClientFactory clients, SourceSettings settings, TimeProvider clock)
    {
        Func<XOptions> options = () => XOptions.Read(settings);
#if USE_TWEETINVI
        return new XSource(new TweetinviXTransport(clients, options), options, clock);
#else
        return new XSource(new HttpXTransport(clients, options), options, clock);
#endif
    }
}
