using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace InfluenceScore.Data.Sources.Bluesky;

/// <summary>
/// Speaks XRPC: without a login to the public AppView, with one to the account's PDS, which passes the questions on. The session is kept, because a PDS allows
/// only 30 log-ins in five minutes and 300 a day.
/// </summary>
internal sealed class BlueskyClient(SourceHttp http, SourceSettings settings) : IDisposable
{
    private readonly SemaphoreSlim _loggingIn = new(1);
    private (string Key, SessionAnswer Answer)? _session;

    public Uri AppView => settings.Address("Sources:Bluesky:BaseUrl", "https://public.api.bsky.app");

    public Uri Pds => settings.Address("Sources:Bluesky:PdsUrl", "https://bsky.social");

    public string? Identifier => settings["Sources:Bluesky:Identifier"];

    public bool HasLogin => Identifier is not null && settings["Sources:Bluesky:AppPassword"] is not null;

    /// <summary>Asks a question of app.bsky.*.</summary>
    /// <param name="parameters">Names may repeat.</param>
    /// <exception cref="SourceException">Anything but an answer; <see cref="SourceException.Error"/> is XRPC's word for it.</exception>
    public async Task<T> AskAsync<T>(string method, IEnumerable<(string Name, string Value)> parameters, IFetchWatch watch, CancellationToken cancellationToken)
    {
        if (!HasLogin)
            return Read<T>(await GetAsync(AppView, method, parameters, null, watch, cancellationToken), method);

        var session = await LogInAsync(null, watch, cancellationToken);
        var answer = await GetAsync(Pds, method, parameters, session.AccessJwt, watch, cancellationToken);
        if (answer.Status == HttpStatusCode.Unauthorized || ErrorOf(answer)?.Error is "ExpiredToken" or "InvalidToken")
        {
            session = await LogInAsync(session, watch, cancellationToken);
            answer = await GetAsync(Pds, method, parameters, session.AccessJwt, watch, cancellationToken);
        }
        return Read<T>(answer, method);
    }

    /// <summary>Asks a PDS for records of a repository, which needs no login (com.atproto.repo.listRecords).</summary>
    public async Task<RecordsAnswer> ListRecordsAsync(string repo, string collection, string? cursor, IFetchWatch watch, CancellationToken cancellationToken)
    {
        List<(string, string)> parameters = [("repo", repo), ("collection", collection), ("limit", "100")];
        if (cursor is not null)
            parameters.Add(("cursor", cursor));
        return Read<RecordsAnswer>(await GetAsync(Pds, "com.atproto.repo.listRecords", parameters, null, watch, cancellationToken), "com.atproto.repo.listRecords");
    }

    private Task<SourceAnswer> GetAsync(Uri host, string method, IEnumerable<(string Name, string Value)> parameters, string? token, IFetchWatch watch, CancellationToken cancellationToken)
    {
        var address = new Uri($"{host.AbsoluteUri.TrimEnd('/')}/xrpc/{method}?{string.Join('&', parameters.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"))}");
        return http.SendAsync(() => Request(HttpMethod.Get, address, token), host.Authority, RateLimit.FromBluesky, watch, cancellationToken);
    }

    /// <summary>The session in use; makes a new one where there is none or <paramref name="refused"/> is the one that no longer works.</summary>
    private async Task<SessionAnswer> LogInAsync(SessionAnswer? refused, IFetchWatch watch, CancellationToken cancellationToken)
    {
        var password = settings["Sources:Bluesky:AppPassword"]!;
        var key = $"{Pds}|{Identifier}|{password}";
        await _loggingIn.WaitAsync(cancellationToken);
        try
        {
            if (_session is { } kept && kept.Key == key && kept.Answer != refused)
                return kept.Answer;
            var answer = refused is { RefreshJwt: { } refresh } && _session?.Key == key
                ? await PostAsync("com.atproto.server.refreshSession", null, refresh, watch, cancellationToken)
                : null;
            if (answer is not { IsSuccess: true })
                answer = await PostAsync("com.atproto.server.createSession", new { identifier = Identifier, password }, null, watch, cancellationToken);
            if (answer.Status == HttpStatusCode.Unauthorized)
                throw new SourceException($"{Pds.Host} refused the login of {Identifier}: {ErrorOf(answer)?.Message ?? "wrong identifier or app password"}. Check Sources:Bluesky:Identifier and AppPassword.") { Status = answer.Status, Error = ErrorOf(answer)?.Error };
            var session = Read<SessionAnswer>(answer, "com.atproto.server.createSession");
            if (session.AccessJwt is null)
                throw new SourceException($"{Pds.Host} answered the login of {Identifier} without a token.");
            _session = (key, session);
            return session;
        }
        finally
        {
            _loggingIn.Release();
        }
    }

    private Task<SourceAnswer> PostAsync(string method, object? body, string? token, IFetchWatch watch, CancellationToken cancellationToken)
    {
        var address = new Uri($"{Pds.AbsoluteUri.TrimEnd('/')}/xrpc/{method}");
        return http.SendAsync(
            () =>
            {
                var request = Request(HttpMethod.Post, address, token);
                request.Content = body is null ? null : JsonContent.Create(body);
                return request;
            },
            Pds.Authority + " log-in", RateLimit.FromBluesky, watch, cancellationToken);
    }

    private static HttpRequestMessage Request(HttpMethod method, Uri address, string? token)
    {
        var request = new HttpRequestMessage(method, address);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private static T Read<T>(SourceAnswer answer, string method)
    {
        if (answer.IsSuccess)
            return answer.Json<T>();
        var error = ErrorOf(answer);
        var said = error?.Message ?? error?.Error ?? answer.Excerpt();
        throw new SourceException($"{answer.Address.Host} answered {method} with {(int)answer.Status}{(said.Length > 0 ? $", “{said}”" : "")}.")
        {
            Status = answer.Status,
            Error = error?.Error,
            Passing = (int)answer.Status >= 500,
        };
    }

    private static ErrorAnswer? ErrorOf(SourceAnswer answer)
    {
        try
        {
            return answer.IsSuccess ? null : JsonSerializer.Deserialize<ErrorAnswer>(answer.Body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Dispose() => _loggingIn.Dispose();
}
