using System.Runtime.CompilerServices;

namespace InfluenceScore.Data.Sources.Bluesky;

/// <summary>Bluesky: profile, own feed, reactions to own posts, followers and follows. Accounts are known by their DID; handles change.</summary>
public sealed class BlueskySource(SourceHttp http, SourceSettings settings, TimeProvider clock) : ISocialSource, IDisposable
{
    private readonly BlueskyClient _client = new(http, settings);

    public string Network => BlueskyFacts.Network;

    public string? NotConfiguredReason =>
        settings["Sources:Bluesky:Identifier"] is not null && settings["Sources:Bluesky:AppPassword"] is null ? "Bluesky has an identifier but no app password: set Sources:Bluesky:AppPassword, or remove the identifier to read without a login." : null;

    public async Task<string> TestConnectionAsync(CancellationToken cancellationToken)
    {
        // The question needs no account to exist: an unknown one is left out of the answer.
        await _client.AskAsync<ProfilesAnswer>("app.bsky.actor.getProfiles", [("actors", "bsky.app")], SilentWatch.Instance, cancellationToken);
        return _client.HasLogin ? $"{_client.Pds.Authority} answers, logged in as {_client.Identifier}." : $"{_client.AppView.Authority} answers, without a login.";
    }

    public async IAsyncEnumerable<SourcePage> FetchAsync(FetchRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var fetch = new BlueskyFetch(_client, clock, request);
        var (page, cursor) = request.Cursor is { } stored ? (null, BlueskyCursor.Parse(stored)) : await fetch.BeginAsync(cancellationToken);
        if (page is not null)
            yield return page;
        while (cursor.Step != BlueskyStep.End)
        {
            (page, cursor) = await fetch.NextAsync(cursor, cancellationToken);
            yield return page;
        }
    }

    public async Task<GoneAnswer> FindGoneAsync(IReadOnlyList<string> handles, IFetchWatch watch, CancellationToken cancellationToken)
    {
        var shown = new HashSet<string>(StringComparer.Ordinal);
        var requests = 0;
        foreach (var batch in handles.Chunk(BlueskyFetch.ProfileBatch))
        {
            var answer = await _client.AskAsync<ProfilesAnswer>("app.bsky.actor.getProfiles", batch.Select(h => ("actors", h)), watch, cancellationToken);
            requests++;
            foreach (var profile in answer.Profiles ?? [])
            {
                shown.Add(AccountKey.NormalizeHandle(profile.Handle ?? ""));
                shown.Add(profile.Did ?? "");
            }
        }
        return new GoneAnswer([.. handles.Where(h => !shown.Contains(h))], requests);
    }

    public void Dispose() => _client.Dispose();

    private sealed class SilentWatch : IFetchWatch
    {
        public static readonly SilentWatch Instance = new();

        public void WaitingUntil(DateTime until, string reason)
        {
            if (until > DateTime.UtcNow.AddSeconds(20)) // somebody looks at a page meanwhile
                throw new SourceException($"{reason}, at {until:HH:mm:ss} UTC.");
        }

        public void Note(string sentence)
        {
        }
    }
}
