using System.Globalization;
using System.Runtime.CompilerServices;

namespace InfluenceScore.Data.Sources.X;

/// <summary>X (Twitter) over API v2. What it fetches, cannot know and costs stands in docs/sources.md.</summary>
public sealed class XSource(IXTransport transport, Func<XOptions> options, TimeProvider clock) : ISocialSource
{
    private readonly XClient _client = new(transport, clock);

    // One run, one watch: so that what a run asks besides its pages comes out of the same budget.
    private readonly ConditionalWeakTable<IFetchWatch, XBudget> _budgets = [];

    // By the number of the phase.
    private static readonly string[] Subjects = ["profile", "posts", "mentions", "recent posts again", "reactions to posts", "followers", "followed accounts", "end"];

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
        var budget = new XBudget(current.BudgetUsd, place.Spent);
        _budgets.AddOrUpdate(request.Watch, budget);
        var fetch = new XFetch(_client, current, budget, request, clock);
        while (place.Phase != XPhase.Done)
        {
            var before = budget.Spent;
            var (facts, next) = await fetch.StepAsync(place, cancellationToken);
            if (facts is not null || next.Phase == XPhase.Done)
            {
                var page = facts ?? new SourcePage { Cursor = "", Requests = 0 };
                yield return page with
                {
                    Cursor = next.ToCursor(),
                    HighWater = next.ToHighWater(clock.GetUtcNow().UtcDateTime - XFetch.RevisitAge),
                    CostUsd = budget.Spent - before,
                    Subject = Subjects[(int)place.Phase],
                };
            }
            place = next;
        }
        request.Watch.Note(string.Create(CultureInfo.InvariantCulture, $"X: {budget}."));
    }

    public async Task<GoneAnswer> FindGoneAsync(IReadOnlyList<string> handles, IFetchWatch watch, CancellationToken cancellationToken)
    {
        ThrowIfNotConfigured();
        var current = options();
        var budget = _budgets.TryGetValue(watch, out var known) ? known : new XBudget(current.BudgetUsd, 0);
        if (handles.Count * current.Prices.User > budget.Left)
            throw new SourceException($"the budget does not cover asking X for {handles.Count} accounts ({budget}).");

        List<string> gone = [];
        var (requests, cost) = (0, 0m);
        foreach (var some in handles.Chunk(XEndpoint.UsersByName.PageMax))
        {
            var answer = await _client.GetAsync<IReadOnlyList<XUser>>(
                XEndpoint.UsersByName, $"/2/users/by?usernames={string.Join(',', some.Select(Uri.EscapeDataString))}", watch, cancellationToken);
            if (answer.Missing is { } missing)
                throw new SourceException($"X does not tell which accounts still exist: {missing}.");
            var there = (answer.Envelope.Data ?? []).Select(u => u.Username).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
            // Missing without an error that names it would be a fault of the answer, not the end of an account.
            var named = (answer.Envelope.Errors ?? []).Select(e => e.Value).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
            gone.AddRange(some.Where(h => !there.Contains(h) && named.Contains(h)));
            if (some.Any(h => !there.Contains(h) && !named.Contains(h)))
                throw new SourceException("X left accounts out of its answer without saying why.");
            requests += answer.Requests;
            var charge = (answer.Envelope.Data?.Count ?? 0) * current.Prices.User;
            cost += charge;
            budget.Charge(charge);
        }
        return new GoneAnswer(gone, requests, cost);
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
