using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace InfluenceScore.Data.Sources.X;

/// <summary>
/// Asks X one thing at a time and obeys what X wants: never more requests than an endpoint's window allows, waiting until the moment a 429 names, patience
/// with a busy server, and one clear sentence for everything that cannot be mended by waiting. Shared by all runs, since X counts per app.
/// </summary>
internal sealed class XClient(IXTransport transport, TimeProvider clock)
{
    private const int MaxFailures = 5;
    private const int MaxRefusals = 8;

    // Without a reset header: exponential from a minute, as X's documentation asks.
    private static readonly TimeSpan FirstBlindWait = TimeSpan.FromMinutes(1);

    // The longest window in use is a day; anything further away is a broken header.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(25);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<XEndpoint, RateWindow> _windows = new();

    /// <summary>One answer of X, errors among the data told to the run's log.</summary>
    /// <exception cref="SourceException">Nothing can be got; the message says why.</exception>
    public async Task<XAnswer<T>> GetAsync<T>(XEndpoint endpoint, string pathAndQuery, IFetchWatch watch, CancellationToken cancellationToken)
    {
        for (int failures = 0, refusals = 0, requests = 1; ; requests++)
        {
            var (response, problem) = await SendOnceAsync(endpoint, pathAndQuery, watch, cancellationToken);
            if (response is null || response.Status is 408 or >= 500)
            {
                problem ??= $"it answered with status {response!.Status}";
                if (++failures == MaxFailures)
                    throw new SourceException($"X could not be asked for {endpoint.Name}: {problem}, {MaxFailures} times in a row.") { Passing = true };
                await Task.Delay(FirstRetry * Math.Pow(2, failures - 1) * (0.75 + Random.Shared.NextDouble() / 2), clock, cancellationToken);
            }
            else if (response.Status == 429)
            {
                if (ProblemOf(response) is { Type: { } type } p && type.EndsWith("usage-capped", StringComparison.Ordinal))
                    throw new SourceException($"X's monthly cap on posts is used up (429): {Words(p)}") { Status = HttpStatusCode.TooManyRequests };
                if (++refusals == MaxRefusals)
                    throw new SourceException($"X refused {endpoint.Name} {MaxRefusals} times in a row because of too many requests (429).") { Status = HttpStatusCode.TooManyRequests, Passing = true };
                var now = clock.GetUtcNow();
                var until = ResetOrNull(response, now) ?? now + FirstBlindWait * Math.Pow(2, refusals - 1);
                // A little later than everybody else who waits for the same second.
                await WaitAsync(until + TimeSpan.FromMilliseconds(500 + Random.Shared.Next(1500)), $"X allows no more requests for {endpoint.Name} until then (429)", watch, cancellationToken);
            }
            else
            {
                return Read<T>(endpoint, response, requests, watch);
            }
        }
    }

    private async Task<(XResponse? Response, string? Problem)> SendOnceAsync(
        XEndpoint endpoint, string pathAndQuery, IFetchWatch watch, CancellationToken cancellationToken)
    {
        var window = _windows.GetOrAdd(endpoint, e => new RateWindow(e.PerWindow, XEndpoint.Window, clock));
        while (window.BeginOrWaitUntil() is { } until)
            await WaitAsync(until, $"the {endpoint.PerWindow} requests for {endpoint.Name} that X allows in 15 minutes are used up", watch, cancellationToken);

        DateTimeOffset? closedUntil = null;
        try
        {
            var response = await transport.GetAsync(pathAndQuery, cancellationToken);
            if (response.HeaderOrNull("x-rate-limit-remaining") == "0")
                closedUntil = ResetOrNull(response, clock.GetUtcNow());
            return (response, null);
        }
        catch (HttpRequestException e)
        {
            return (null, e.Message);
        }
        catch (TimeoutException)
        {
            return (null, "it did not answer in time");
        }
        finally
        {
            window.End(closedUntil);
        }
    }

    private static XAnswer<T> Read<T>(XEndpoint endpoint, XResponse response, int requests, IFetchWatch watch)
    {
        switch (response.Status)
        {
            case 200:
                var envelope = Parse<T>(endpoint, response);
                foreach (var error in (envelope.Errors ?? []).Where(_ => envelope.Data is not null).Select(e => e.InWords).Distinct().Take(3))
                    watch.Note($"X left something out of the {endpoint.Name}: {Short(error)}");
                return new XAnswer<T>(envelope, Missing: null, requests);
            case 402:
                throw new SourceException(
                    "X says that the credits of this app are used up (402): buy credits in X's developer console, then retry the run; it goes on where it stopped.")
                { Status = HttpStatusCode.PaymentRequired };
            case 401 when endpoint != XEndpoint.LikingUsers:
                throw new SourceException($"X refuses the bearer token (401): {Words(ProblemOf(response))}. Check Sources:X:BearerToken.") { Status = HttpStatusCode.Unauthorized };
            case 401 or 403:
                return new XAnswer<T>(new XEnvelope<T>(default, null, null, null), $"not in your plan ({response.Status}): {Words(ProblemOf(response))}", requests);
            case 404:
                return new XAnswer<T>(new XEnvelope<T>(default, null, null, null), $"not found (404): {Words(ProblemOf(response))}", requests);
            default:
                throw new SourceException($"X refuses the request for {endpoint.Name} (status {response.Status}): {Words(ProblemOf(response))}.") { Status = (HttpStatusCode)response.Status };
        }
    }

    private static XEnvelope<T> Parse<T>(XEndpoint endpoint, XResponse response)
    {
        try
        {
            return JsonSerializer.Deserialize<XEnvelope<T>>(response.Body, XJson.Options) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            var what = response.Body.AsSpan().TrimStart().StartsWith("<", StringComparison.Ordinal) ? "a web page" : "something";
            throw new SourceException($"X answered the request for {endpoint.Name} with {what} instead of the JSON it should be; perhaps Sources:X:BaseUrl names something else.", e) { Status = HttpStatusCode.OK };
        }
    }

    private static XProblem? ProblemOf(XResponse response)
    {
        try
        {
            return JsonSerializer.Deserialize<XProblem>(response.Body, XJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Words(XProblem? problem)
    {
        var specific = problem?.Errors is [var first, ..] ? first.Message ?? first.Detail : null;
        var words = specific is not null && problem!.Detail is not null ? $"{problem.Detail} {specific}" : specific ?? problem?.Detail ?? problem?.Title;
        return words is null ? "no reason given" : Short(words).TrimEnd('.');
    }

    // What X says is shown to an admin: one line, not a page.
    private static string Short(string text)
    {
        var line = string.Concat(text.Take(200).Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return text.Length > 200 ? line + "…" : line;
    }

    // The reset is a moment of X's clock: the Date header tells how far ours is off.
    private static DateTimeOffset? ResetOrNull(XResponse response, DateTimeOffset now)
    {
        if (!long.TryParse(response.HeaderOrNull("x-rate-limit-reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253_402_300_799)
            return null;
        var theirs = DateTimeOffset.TryParse(response.HeaderOrNull("Date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : now;
        var left = DateTimeOffset.FromUnixTimeSeconds(seconds) - theirs;
        return left > LongestWait ? null : now + (left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    private async Task WaitAsync(DateTimeOffset until, string reason, IFetchWatch watch, CancellationToken cancellationToken)
    {
        watch.WaitingUntil(until.UtcDateTime, reason);
        var left = until - clock.GetUtcNow();
        if (left > TimeSpan.Zero)
            await Task.Delay(left, clock, cancellationToken);
    }
}

/// <summary>An answer that a run can go on with.</summary>
/// <param name="Missing">Why there is nothing, where X does not give this away; null = there is an envelope.</param>
/// <param name="Requests">Requests that it took, retries among them.</param>
internal sealed record XAnswer<T>(XEnvelope<T> Envelope, string? Missing, int Requests);
