using System.Net;
using System.Net.Http.Headers;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace InfluenceScore.Data.Sources;

/// <summary>
/// How every source speaks HTTP: asks, obeys the network's rate limit, and hands back whatever was answered. Retries of passing failures, jitter and the
/// circuit breaker of each host lie underneath, in the client's resilience pipeline (<see cref="SourceHttpSetup"/>).
/// </summary>
/// <param name="clientName">Which of the factory's clients sends.</param>
public sealed class SourceHttp(IHttpClientFactory clients, TimeProvider clock, string clientName = SourceHttp.ClientName)
{
    public const string ClientName = "sources";

    /// <summary>The largest answer that is read, bytes: pages of 100 posts stay below 1 MB.</summary>
    public const int MaxAnswerBytes = 16 << 20;

    private static readonly TimeSpan BodyTimeout = TimeSpan.FromSeconds(60);

    // A 429 that does not say until when: X asks for exponential waits from a minute (docs.x.com, rate limits).
    private static readonly TimeSpan FirstBlindWait = TimeSpan.FromMinutes(1);
    private const int MaxRefusals = 6;

    // Clocks differ, and a window that opens for everybody at one second is crowded: a little later is sooner.
    private static readonly TimeSpan ResetMargin = TimeSpan.FromSeconds(1);

    internal IHttpClientFactory Clients => clients;

    private readonly RateLimits _limits = new(clock);

    /// <summary>
    /// Sends a request, and again after the wait that a 429 asks for. Waits beforehand where the last answer said that nothing is left.
    /// </summary>
    /// <param name="request">Makes the request; called once per attempt.</param>
    /// <param name="bucket">What the limit counts over: the host, or host and endpoint (X).</param>
    /// <param name="readLimit">Reads the network's rate-limit headers: see <see cref="RateLimit"/>.</param>
    /// <returns>Any answer but 429, also errors: only the source knows what they mean.</returns>
    /// <exception cref="SourceException">No answer after all attempts, or refused for too long.</exception>
    public async Task<SourceAnswer> SendAsync(
        Func<HttpRequestMessage> request, string bucket, Func<HttpResponseHeaders, RateLimit?> readLimit, IFetchWatch watch, CancellationToken cancellationToken)
    {
        for (var refusals = 0; ; refusals++)
        {
            if (_limits.ExhaustedUntilOrNull(bucket) is { } reset)
                await WaitAsync(reset + ResetMargin, $"{bucket} allows no more calls until then", watch, cancellationToken);

            using var message = request();
            var answer = await SendOnceAsync(message, readLimit, cancellationToken);
            if (answer.Limit is { } limit)
                _limits.Learn(bucket, limit);
            if (answer.Status != HttpStatusCode.TooManyRequests)
                return answer;
            if (refusals == MaxRefusals)
                throw new SourceException($"{message.RequestUri!.Host} refused {MaxRefusals + 1} times in a row because of too many calls (429).") { Status = answer.Status, Passing = true };

            var now = clock.GetUtcNow().UtcDateTime;
            var until = answer.RetryAfter(now) ?? (answer.Limit?.Reset > now ? answer.Limit.Reset : now + FirstBlindWait * Math.Pow(2, refusals));
            await WaitAsync(until + ResetMargin, $"{message.RequestUri!.Host} answered that there were too many calls (429)", watch, cancellationToken);
        }
    }

    private async Task<SourceAnswer> SendOnceAsync(HttpRequestMessage message, Func<HttpResponseHeaders, RateLimit?> readLimit, CancellationToken cancellationToken)
    {
        var host = message.RequestUri!.Host;
        try
        {
            using var client = clients.CreateClient(clientName);
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            // The pipeline's time-out ends with the headers: a body that trickles would hold a run for ever.
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(BodyTimeout);
            await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, patience.Token);
            return new SourceAnswer(
                response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken), response.Content.Headers.ContentType?.MediaType,
                message.RequestUri, response.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase), readLimit(response.Headers));
        }
        catch (BrokenCircuitException e)
        {
            throw new SourceException($"{host} has failed so often in the last half minute that it is left alone for a while.", e) { Passing = true };
        }
        catch (Exception e) when (e is TimeoutRejectedException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new SourceException($"{host} did not answer in time.", e) { Passing = true };
        }
        catch (HttpRequestException e)
        {
            throw new SourceException($"{host} could not be read: {e.Message}", e) { Passing = true };
        }
        catch (IOException e)
        {
            throw new SourceException($"{host} broke off its answer: {e.Message}", e) { Passing = true };
        }
    }

    private async Task WaitAsync(DateTime until, string reason, IFetchWatch watch, CancellationToken cancellationToken)
    {
        watch.WaitingUntil(until, reason);
        var left = until - clock.GetUtcNow().UtcDateTime;
        if (left > TimeSpan.Zero)
            await Task.Delay(left, clock, cancellationToken);
    }
}
