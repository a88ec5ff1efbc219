using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace InfluenceScore.Data.Sources.Mastodon;

/// <summary>Asks servers of the Mastodon API, each with its own token, and nobody inside our own network.</summary>
internal sealed class MastodonClient(SourceHttp guarded, SourceHttp open, Func<MastodonOptions> options, TimeProvider clock)
{
    // Mastodon counts paging apart from other requests and does not show that in its headers (rack_attack.rb: throttle_authenticated_paging).
    private const int PagesPerWindow = 300;
    private static readonly TimeSpan PagingWindow = TimeSpan.FromMinutes(15);

    private const int MaxRedirects = 3;

    private readonly ConcurrentDictionary<string, RateWindow> _paging = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="pathAndQuery">From the first slash on.</param>
    /// <exception cref="SourceException">The server cannot be asked, does not answer, or answers with something else.</exception>
    public async Task<MastodonAnswer<T>> GetAsync<T>(string host, string pathAndQuery, IFetchWatch watch, CancellationToken cancellationToken)
        where T : class
    {
        var current = options();
        var address = new Uri(MastodonHost.BaseAddress(host, current.AllowPrivateHosts), pathAndQuery);
        var answer = await PacedAsync(address, current.TokenOf(host), watch, cancellationToken);
        return answer.Status switch
        {
            HttpStatusCode.OK => new MastodonAnswer<T>(
                answer.Json<T>(MastodonJson.Options), LinkHeader.NextOrNull(answer.Headers.GetValueOrDefault("Link"), address), Refusal: null, IsGone: false),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new MastodonAnswer<T>(null, null, $"{host} answers that there is no such thing ({(int)answer.Status})", IsGone: true),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.UnprocessableEntity =>
                new MastodonAnswer<T>(null, null, $"{host} does not give this away{(current.TokenOf(host) is null ? " without a token" : "")} ({(int)answer.Status}{Reason(answer)})", IsGone: false),
            _ => throw new SourceException($"{host} answered {address.AbsolutePath} with status {(int)answer.Status}{Reason(answer)}.")
            {
                Status = answer.Status,
                Passing = answer.Status >= HttpStatusCode.InternalServerError,
            },
        };
    }

    /// <summary>Asks the host of a handle which server the account lives on, and every host that this names whether it agrees.</summary>
    /// <returns>The account's server and what its handles end in; null where the host knows no such account or no WebFinger.</returns>
    /// <exception cref="SourceException">A host names another that does not confirm it: anybody could claim anybody's accounts.</exception>
    public async Task<(string Host, string Domain)?> FindHomeOrNullAsync(string user, string host, IFetchWatch watch, CancellationToken cancellationToken)
    {
        if (await FingerOrNullAsync(host, user, host, watch, cancellationToken) is not var (home, domain))
            return null;
        if (domain != host && await FingerOrNullAsync(domain, user, domain, watch, cancellationToken) != (home, domain))
            throw new SourceException($"{host} says that {user} belongs to {domain}, which does not confirm it.");
        if (home != host && (await FingerOrNullAsync(home, user, domain, watch, cancellationToken))?.Domain != domain)
            throw new SourceException($"{host} says that {user}@{domain} lives at {home}, which does not confirm it.");
        return (home, domain);
    }

    private async Task<(string Home, string Domain)?> FingerOrNullAsync(string asked, string user, string domain, IFetchWatch watch, CancellationToken cancellationToken)
    {
        var current = options();
        var address = new Uri(
            MastodonHost.BaseAddress(asked, current.AllowPrivateHosts), $"/.well-known/webfinger?resource={Uri.EscapeDataString($"acct:{user}@{domain}")}");
        for (var redirects = 0; ; redirects++)
        {
            var answer = await SendAsync(address, token: null, watch, cancellationToken);
            if (answer.Status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
                && redirects < MaxRedirects && answer.Headers.GetValueOrDefault("Location") is { } location && WebAddress.TryResolve(address, location, out var target))
            {
                // Checked like a name that somebody typed.
                address = new Uri(MastodonHost.BaseAddress(target.Authority, current.AllowPrivateHosts), target.PathAndQuery);
                continue;
            }
            if (!answer.IsSuccess || Finger(answer) is not { } finger)
                return null;
            var self = finger.Links?.FirstOrDefault(l => l.Rel == "self")?.Href;
            if (!WebAddress.TryParse(self, out var home))
                return null;
            _ = MastodonHost.BaseAddress(home.Authority, current.AllowPrivateHosts);
            var named = finger.Subject is { } subject && subject.StartsWith("acct:", StringComparison.OrdinalIgnoreCase) && MastodonHost.TryHandle(subject[5..], out _, out var its) ? its : domain;
            return (home.Authority.ToLowerInvariant(), named.ToLowerInvariant());
        }
    }

    private static WebFinger? Finger(SourceAnswer answer)
    {
        try
        {
            return JsonSerializer.Deserialize<WebFinger>(answer.Body, MastodonJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<SourceAnswer> PacedAsync(Uri address, string? token, IFetchWatch watch, CancellationToken cancellationToken)
    {
        if (!IsPaging(address.Query))
            return await SendAsync(address, token, watch, cancellationToken);
        var window = _paging.GetOrAdd(address.Authority, _ => new RateWindow(PagesPerWindow, PagingWindow, clock));
        while (window.BeginOrWaitUntil() is { } until)
        {
            watch.WaitingUntil(until.UtcDateTime, $"{address.Authority} allows {PagesPerWindow} pages in 15 minutes, and they are used up");
            var left = until - clock.GetUtcNow();
            if (left > TimeSpan.Zero)
                await Task.Delay(left, clock, cancellationToken);
        }
        try
        {
            return await SendAsync(address, token, watch, cancellationToken);
        }
        finally
        {
            window.End(closedUntil: null);
        }
    }

    private async Task<SourceAnswer> SendAsync(Uri address, string? token, IFetchWatch watch, CancellationToken cancellationToken)
    {
        var allowPrivate = options().AllowPrivateHosts;
        // The connection itself is guarded too; asking first saves four retries of what can never succeed, and says it in words.
        if (!allowPrivate)
            await PublicAddresses.ThrowIfPrivateAsync(address.DnsSafeHost, cancellationToken);
        return await (allowPrivate ? open : guarded).SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
                if (token is not null)
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                return request;
            },
            address.Authority, RateLimit.FromMastodon, watch, cancellationToken);
    }

    private static bool IsPaging(string query) =>
        query.Contains("max_id=", StringComparison.Ordinal) || query.Contains("min_id=", StringComparison.Ordinal)
        || query.Contains("since_id=", StringComparison.Ordinal) || query.Contains("page=", StringComparison.Ordinal);

    // The reason of an error body in at most a line, or nothing where it is empty, a web page or something else.
    private static string Reason(SourceAnswer answer)
    {
        try
        {
            return JsonSerializer.Deserialize<MError>(answer.Body, MastodonJson.Options)?.Error is { } error
                ? ": " + string.Concat(error.Take(120).Select(c => char.IsControl(c) ? ' ' : c)) : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}

/// <summary>An answer that a run can go on with.</summary>
/// <param name="Next">Path and query of the next page.</param>
/// <param name="Refusal">Why there is no value; null = there is one.</param>
/// <param name="IsGone">What was asked for does not exist.</param>
internal sealed record MastodonAnswer<T>(T? Value, string? Next, string? Refusal, bool IsGone)
    where T : class;
