using System.Globalization;
using System.Runtime.CompilerServices;

namespace InfluenceScore.Data.Sources.X;

/// <summary>X (Twitter) over API v2. What it fetches, cannot know and costs stands in docs/sources.md.</summary>
public sealed class XSource(IXTransport transport, Func<XOptions> options, TimeProvider clock) : ISocialSource
{
    private readonly XClient _client = new(transport, clock);

    public string Network => XMapper.Network;

    public string? NotConfiguredReason => options().BearerToken is null ? "Set Sources:X:BearerToken to an app's bearer token from X's developer console." : null;

    public async Task<string> TestConnectionAsync(CancellationToken cancellationToken)
    {
        ThrowIfNotConfigured();
        var answer = await _client.GetAsync<XUser>(XEndpoint.UserByName, "/2/users/by/username/XDevelopers", new SilentWatch(), cancellationToken);
        return answer.Missing is { } missing ? $"X answers, but a look-up of an account is {missing}."
            : "X answers and accepts the bearer token.";
    }

    public async IAsyncEnumerable<SourcePage> FetchAsync(FetchRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ThrowIfNotConfigured();
        var place = request.Cursor is { } cursor ? XPlace.Parse(cursor) : XPlace.Start(request.HighWater);
        var current = options();
        var fetch = new XFetch(_client, current, new XBudget(current.BudgetUsd, place.Spent), request, clock);
        while (place.Phase != XPhase.Done)
        {
            var (facts, next) = await fetch.StepAsync(place, cancellationToken);
            if (facts is not null || next.Phase == XPhase.Done)
            {
                var page = facts ?? new SourcePage { Cursor = "", Requests = 0 };
                yield return page with { Cursor = next.ToCursor(), HighWater = next.ToHighWater(clock.GetUtcNow().UtcDateTime - XFetch.RevisitAge), CostUsd = next.Spent - place.Spent };
            }
            place = next;
        }
        request.Watch.Note(string.Create(CultureInfo.InvariantCulture, $"X: {fetch.Budget}."));
    }

    private void ThrowIfNotConfigured()
    {
        if (NotConfiguredReason is { } reason)
            throw new SourceException(reason);
    }

    private sealed class SilentWatch : IFetchWatch
    {
        public void WaitingUntil(DateTime until, string reason) { }

        public void Note(string sentence) { }
    }
}
