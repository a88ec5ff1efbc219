using System.Runtime.CompilerServices;

namespace InfluenceScore.Data.Sources.Mastodon;

/// <summary>Mastodon and what speaks its client API. What it fetches and cannot know stands in docs/sources.md.</summary>
/// <param name="guarded">Connects to public addresses only.</param>
/// <param name="open">Connects anywhere: used only where private hosts are allowed.</param>
public sealed class MastodonSource(SourceHttp guarded, SourceHttp open, Func<MastodonOptions> options, TimeProvider clock) : ISocialSource
{
    // The largest server, for a test of the connection when no account is named.
    private const string WellKnownHost = "mastodon.social";

    // Each is two requests to somebody's server; more missing at once than this is a fault of the list.
    private const int MaxGoneAsked = 100;

    private readonly MastodonClient _client = new(guarded, open, options, clock);

    public string Network => MastodonMapper.Network;

    /// <summary>Mastodon needs no token for what is public.</summary>
    public string? NotConfiguredReason => null;

    public async Task<string> TestConnectionAsync(CancellationToken cancellationToken)
    {
        var answer = await _client.GetAsync<MInstance>(WellKnownHost, "/api/v2/instance", new SilentWatch(), cancellationToken);
        return answer.Value is { } instance ? $"{WellKnownHost} answers: {instance.Title ?? "Mastodon"} {instance.Version}." : $"{answer.Refusal}.";
    }

    public async IAsyncEnumerable<SourcePage> FetchAsync(FetchRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var fetch = new MastodonFetch(_client, request, clock);
        var place = request.Cursor is { } cursor ? MastodonPlace.Parse(cursor) : new MastodonPlace { Until = MastodonFetch.UntilOf(request.HighWater) };
        while (place.Phase != MastodonPhase.Done)
        {
            var (facts, next) = await fetch.StepAsync(place, cancellationToken);
            if (facts is not null || next.Phase == MastodonPhase.Done)
            {
                yield return (facts ?? new SourcePage { Cursor = "", Requests = 0 }) with
                {
                    Cursor = next.ToCursor(),
                    HighWater = MastodonFetch.HighWaterOf(next),
                    Subject = Subjects[(int)place.Phase],
                };
            }
            place = next;
        }
    }

    /// <summary>Asks each account's own server. A server that is no longer there takes its accounts with it.</summary>
    public async Task<GoneAnswer> FindGoneAsync(IReadOnlyList<string> handles, IFetchWatch watch, CancellationToken cancellationToken)
    {
        if (handles.Count > MaxGoneAsked)
            throw new SourceException($"{handles.Count} accounts are too many to ask their servers one by one.");
        List<string> gone = [];
        var requests = 0;
        foreach (var handle in handles)
        {
            requests += 2;
            if (!await IsThereAsync(handle, watch, cancellationToken))
                gone.Add(handle);
        }
        return new GoneAnswer(gone, requests);
    }

    private async Task<bool> IsThereAsync(string handle, IFetchWatch watch, CancellationToken cancellationToken)
    {
        if (!MastodonHost.TryHandle(handle, out var user, out var host))
            return false;
        try
        {
            var home = await _client.FindHomeOrNullAsync(user, host, watch, cancellationToken);
            var answer = await _client.GetAsync<MAccount>(home?.Host ?? host, "/api/v1/accounts/lookup?acct=" + Uri.EscapeDataString(user), watch, cancellationToken);
            if (answer.Refusal is { } refusal && !answer.IsGone)
                throw new SourceException(refusal + ".") { Status = System.Net.HttpStatusCode.Unauthorized };
            return answer.Value is { Suspended: not true };
        }
        catch (SourceException e) when (e.Status is null)
        {
            watch.Note($"The server of {handle} does not answer: {e.Message}");
            return false;
        }
    }

    // By the number of the phase.
    private static readonly string[] Subjects = ["profile", "posts", "reactions to posts", "followers", "followed accounts", "end"];

    private sealed class SilentWatch : IFetchWatch
    {
        public void WaitingUntil(DateTime until, string reason) { }

        public void Note(string sentence) { }
    }
}
