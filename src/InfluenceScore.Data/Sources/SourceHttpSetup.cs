using System.Net;
using InfluenceScore.Data.Sources.Mastodon;
using InfluenceScore.Data.Sources.X;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace InfluenceScore.Data.Sources;

/// <summary>Registers <see cref="SourceHttp"/> and its client: retries with jitter, a time-out for each attempt, and a circuit breaker for each host.</summary>
public static class SourceHttpSetup
{
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(30);
    private const int Retries = 4;

    public static IServiceCollection AddSourceHttp(this IServiceCollection services)
    {
        services.AddSourceClient(SourceHttp.ClientName, () => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });
        services.AddMastodonHttp();
        services.AddXHttp();
        services.AddSingleton<SourceHttp>();
        return services;
    }

    /// <summary>A client with the retries, time-outs and circuit breakers of all sources, and a way of its own to connect.</summary>
    internal static void AddSourceClient(this IServiceCollection services, string name, Func<SocketsHttpHandler> handler)
    {
        var client = services.AddHttpClient(name, c =>
            {
                c.MaxResponseContentBufferSize = SourceHttp.MaxAnswerBytes;
                c.Timeout = Timeout.InfiniteTimeSpan; // each attempt has its own
                c.DefaultRequestHeaders.UserAgent.ParseAdd("InfluenceScore/1.0");
            })
            // No redirects: an answer that points elsewhere could carry a token there.
            .ConfigurePrimaryHttpMessageHandler(handler);
        client.AddResilienceHandler(name, (pipeline, context) =>
            {
                pipeline.TimeProvider = context.ServiceProvider.GetService<TimeProvider>() ?? TimeProvider.System;
                pipeline
                    .AddRetry(new HttpRetryStrategyOptions
                    {
                        MaxRetryAttempts = Retries,
                        BackoffType = DelayBackoffType.Exponential,
                        Delay = TimeSpan.FromSeconds(1),
                        MaxDelay = TimeSpan.FromSeconds(30),
                        UseJitter = true,
                        // 429 is not here: SourceHttp waits for it as the network asks.
                        ShouldHandle = a => ValueTask.FromResult(IsPassing(a.Outcome) && a.Context.GetRequestMessage()?.Method == HttpMethod.Get),
                    })
                    .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
                    {
                        FailureRatio = 0.8,
                        MinimumThroughput = 20,
                        SamplingDuration = TimeSpan.FromSeconds(30),
                        BreakDuration = TimeSpan.FromSeconds(30),
                        ShouldHandle = a => ValueTask.FromResult(IsPassing(a.Outcome)),
                    })
                    .AddTimeout(AttemptTimeout);
            })
            .SelectPipelineByAuthority();
        // Underneath the retries: every attempt is looked at.
        client.AddHttpMessageHandler(() => new SourceRequestMeter()).AddHttpMessageHandler(p => new ClockGuard(p.GetService<TimeProvider>()));
    }

    private static bool IsPassing(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException or Polly.Timeout.TimeoutRejectedException or IOException
        || outcome.Result?.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
            or HttpStatusCode.InternalServerError;
}
