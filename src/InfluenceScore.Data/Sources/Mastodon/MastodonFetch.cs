using System.Globalization;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Sources.Mastodon;

/// <summary>The steps of one run: each reads at most one page and says where the run stands behind it.</summary>
internal sealed class MastodonFetch(MastodonClient client, FetchRequest request, TimeProvider clock)
{
    // Posts younger than this at the last run are read again, since reactions arrive late. Reading is free here.
    private static readonly TimeSpan RevisitAge = TimeSpan.FromDays(14);

    private const int MaxPosts = 3000;
    private const int PostsPerPage = 40;
    private const int AccountsPerPage = 80;

    // Of the 4,000 characters of a cursor.
    private const int MaxQueueCharacters = 2500;

    // Ids per request of /api/v1/statuses?id[]=…: its page is 20 without a token.
    private const int PostsById = 20;

    // Of posts whose reactions are being fetched; after a restart they are asked for again.
    private readonly Dictionary<string, MStatus> _statuses = [];
    private bool _manyByIdClosed;

    public static DateTime? UntilOf(string? highWater) => MastodonMapper.TimeOrNull(highWater) - RevisitAge;

    public static string? HighWaterOf(MastodonPlace place) => place.Newest?.ToString("O", CultureInfo.InvariantCulture);

    /// <returns>The page's facts (null where there was nothing to ask) and the place behind it.</returns>
    public Task<(SourcePage? Page, MastodonPlace Next)> StepAsync(MastodonPlace place, CancellationToken cancellationToken) => place.Phase switch
    {
        MastodonPhase.Profile => ProfileAsync(place, cancellationToken),
        MastodonPhase.Posts => PostsAsync(place, cancellationToken),
        MastodonPhase.Reactions => ReactionsAsync(place, cancellationToken),
        MastodonPhase.Followers => FollowListAsync(place, FollowDirection.Followers, cancellationToken),
        MastodonPhase.Following => FollowListAsync(place, FollowDirection.Following, cancellationToken),
        _ => Task.FromResult<(SourcePage?, MastodonPlace)>((null, place)),
    };

    private async Task<(SourcePage?, MastodonPlace)> ProfileAsync(MastodonPlace place, CancellationToken cancellationToken)
    {
        if (!MastodonHost.TryHandle(request.Handle, out var user, out var host))
            throw new SourceException($"'{request.Handle}' is no Mastodon handle: it should be user@host.");

        // Only the account's own server knows all of its posts and followers.
        var home = await client.FindHomeOrNullAsync(user, host, request.Watch, cancellationToken);
        var (server, domain) = home ?? (host, host);
        var answer = await client.GetAsync<MAccount>(server, "/api/v1/accounts/lookup?acct=" + Uri.EscapeDataString(user), request.Watch, cancellationToken);
        if (answer.Refusal is { } refusal && !answer.IsGone)
            throw new SourceException($"The account {request.Handle} cannot be read: {refusal}.");
        if (answer.Value is not { Id: { Length: > 0 } id } account || MastodonMapper.ProfileOrNull(account, domain, Now) is not { } profile)
            throw new SourceException($"{server} knows no account {user}.");

        if (account.Suspended is true)
            throw new SourceException($"{server} has suspended the account {user}.");
        if (!profile.Handle.Equals(request.Handle, StringComparison.OrdinalIgnoreCase))
            request.Watch.Note($"The account {request.Handle} is called {profile.Handle} by its server; what is fetched belongs to that handle.");
        if (account.Moved?.Acct is { } moved)
            request.Watch.Note($"The account {request.Handle} has moved to {MastodonMapper.HandleOrNull(moved, domain)}.");
        return (new SourcePage
        {
            Cursor = "",
            Requests = 2,
            Accounts = MastodonMapper.IdentityOrNull(account, domain, server) is { } identity ? [identity] : [],
            Profiles = [profile],
        }, place with
        {
            Phase = MastodonPhase.Posts,
            Host = server,
            Domain = domain,
            AccountId = id,
            Handle = profile.Handle,
            FollowersCount = profile.Followers,
            FollowingCount = profile.Following,
            Hidden = account.HideCollections,
        });
    }

    private async Task<(SourcePage?, MastodonPlace)> PostsAsync(MastodonPlace place, CancellationToken cancellationToken)
    {
        var answer = await client.GetAsync<IReadOnlyList<MStatus>>(
            place.Host, place.Next ?? $"/api/v1/accounts/{Uri.EscapeDataString(place.AccountId)}/statuses?limit={PostsPerPage}", request.Watch, cancellationToken);
        if (answer.Value is not { } statuses)
        {
            request.Watch.Note($"The posts of {request.Handle} cannot be read: {answer.Refusal}.");
            return (null, place with { Phase = MastodonPhase.Followers, Next = null });
        }

        var thread = new MastodonThread(place.Domain, place.Host);
        foreach (var status in statuses)
            thread.Add(status);
        var requests = 1 + await AddParentsAsync(place, statuses, thread, cancellationToken);

        var times = statuses.Select(s => MastodonMapper.TimeOrNull(s.CreatedAt)).OfType<DateTime>().ToList();
        var read = place.Read + statuses.Count;
        // No Link header is the end, whatever the number of posts: a server that cannot page gives what it has on every request.
        var last = answer.Next is null || read >= MaxPosts || (times.Count > 0 && times.Max() < place.Until);
        var next = place with
        {
            Phase = MastodonPhase.Reactions,
            Next = null,
            NextPosts = last ? null : answer.Next,
            Queue = QueueOf(statuses, place),
            Read = read,
            Newest = times.Append(place.Newest ?? DateTime.MinValue).Max() is var newest && newest > DateTime.MinValue ? newest : null,
        };
        if (last && read >= MaxPosts)
            request.Watch.Note($"Stops at {read} posts: older ones say nothing about today's influence.");
        return (PageOf(statuses, thread, requests), next);
    }

    // A reply names what it answers by the server's own id; only the URI is the same for everybody who tells of it.
    private async Task<int> AddParentsAsync(MastodonPlace place, IReadOnlyList<MStatus> statuses, MastodonThread thread, CancellationToken cancellationToken)
    {
        var missing = statuses.Select(s => s.InReplyToId).OfType<string>().Where(i => thread.PostOrNull(i) is null).Distinct().ToList();
        var requests = 0;
        if (!_manyByIdClosed && missing.Count > 0)
        {
            foreach (var some in missing.Chunk(PostsById))
            {
                requests++;
                var many = await client.GetAsync<IReadOnlyList<MStatus>>(
                    place.Host, "/api/v1/statuses?" + string.Join('&', some.Select(i => "id[]=" + Uri.EscapeDataString(i))), request.Watch, cancellationToken);
                if (many.Value is null)
                {
                    // Before Mastodon 4.3, and elsewhere.
                    _manyByIdClosed = true;
                    break;
                }
                foreach (var parent in many.Value)
                    thread.Add(parent);
            }
        }
        if (_manyByIdClosed)
        {
            foreach (var id in missing.Where(i => thread.PostOrNull(i) is null))
            {
                requests++;
                var one = await client.GetAsync<MStatus>(place.Host, "/api/v1/statuses/" + Uri.EscapeDataString(id), request.Watch, cancellationToken);
                if (one.Value is { } parent)
                    thread.Add(parent);
                else if (!one.IsGone)
                    break; // wants a token: for the others too
            }
        }
        return requests;
    }

    private List<string> QueueOf(IReadOnlyList<MStatus> statuses, MastodonPlace place)
    {
        List<string> queue = [];
        var room = MaxQueueCharacters;
        // A boost of one's own post may be the only form in which the post is shown (snac2 does so once somebody has boosted it).
        var own = statuses.Select(s => s.Reblog is null ? s : MastodonMapper.HandleOrNull(s.Reblog.Account?.Acct, place.Domain) == place.Handle ? s.Reblog : null).OfType<MStatus>();
        foreach (var status in own.Where(s => s.Id is not null && MastodonMapper.IsForEverybody(s)).DistinctBy(s => s.Id))
        {
            var kinds = string.Concat(
                new[] { (Reaction.Boosts, status.ReblogsCount), (Reaction.Favourites, status.FavouritesCount), (Reaction.Replies, status.RepliesCount), (Reaction.Quotes, status.QuotesCount) }
                    .Where(k => k.Item2 > 0 && !place.Closed.Contains(k.Item1, StringComparison.Ordinal)).Select(k => k.Item1));
            if (kinds.Length == 0)
                continue;
            room -= status.Id!.Length + kinds.Length + 4;
            if (room < 0)
            {
                request.Watch.Note("A page held more posts with reactions than can be kept in mind: the reactions to its oldest posts are left out.");
                break;
            }
            queue.Add($"{status.Id} {kinds}");
            _statuses[status.Id] = status;
        }
        return queue;
    }

    private async Task<(SourcePage?, MastodonPlace)> ReactionsAsync(MastodonPlace place, CancellationToken cancellationToken)
    {
        if (place.Queue is not [var first, ..])
        {
            _statuses.Clear();
            return (null, place with { Phase = place.NextPosts is null ? MastodonPhase.Followers : MastodonPhase.Posts, Next = place.NextPosts, NextPosts = null });
        }
        var (id, kinds) = (first.Split(' ')[0], first.Split(' ')[1]);
        var kind = kinds[0];
        if (place.Closed.Contains(kind, StringComparison.Ordinal))
            return (null, Behind(place, id, kinds));

        if (!_statuses.TryGetValue(id, out var status))
        {
            var again = await client.GetAsync<MStatus>(place.Host, "/api/v1/statuses/" + Uri.EscapeDataString(id), request.Watch, cancellationToken);
            if (again.Value is null || MastodonMapper.IdOrNull(again.Value) is null)
                return (null, place with { Queue = [.. place.Queue.Skip(1)], Next = null });
            _statuses[id] = status = again.Value;
        }

        var path = place.Next ?? $"/api/v1/statuses/{Uri.EscapeDataString(id)}/" + (kind switch
        {
            Reaction.Boosts => $"reblogged_by?limit={AccountsPerPage}",
            Reaction.Favourites => $"favourited_by?limit={AccountsPerPage}",
            Reaction.Quotes => $"quotes?limit={PostsPerPage}",
            _ => "context",
        });
        if (kind is Reaction.Boosts or Reaction.Favourites)
        {
            var people = await client.GetAsync<IReadOnlyList<MAccount>>(place.Host, path, request.Watch, cancellationToken);
            return people.Value is null ? (null, Refused(place, id, kinds, people.Refusal!, people.IsGone))
                : (PageOf(people.Value, place, status, kind == Reaction.Boosts ? InteractionKind.Repost : InteractionKind.Like), people.Next is { } more ? place with { Next = more } : Behind(place, id, kinds));
        }

        var thread = new MastodonThread(place.Domain, place.Host);
        thread.Add(status);
        IReadOnlyList<MStatus> posts;
        string? next = null;
        if (kind == Reaction.Quotes)
        {
            var quotes = await client.GetAsync<IReadOnlyList<MStatus>>(place.Host, path, request.Watch, cancellationToken);
            if (quotes.Value is null)
                return (null, Refused(place, id, kinds, quotes.Refusal!, quotes.IsGone));
            (posts, next) = (quotes.Value, quotes.Next);
        }
        else
        {
            var context = await client.GetAsync<MContext>(place.Host, path, request.Watch, cancellationToken);
            if (context.Value is null)
                return (null, Refused(place, id, kinds, context.Refusal!, context.IsGone));
            posts = context.Value.Descendants ?? [];
            foreach (var ancestor in context.Value.Ancestors ?? [])
                thread.Add(ancestor);
        }
        foreach (var post in posts)
            thread.Add(post);
        return (PageOf(posts, thread, 1), next is not null ? place with { Next = next } : Behind(place, id, kinds));
    }

    private MastodonPlace Refused(MastodonPlace place, string id, string kinds, string refusal, bool isGone)
    {
        if (isGone && kinds[0] != Reaction.Quotes)
            return Behind(place, id, kinds); // deleted in between
        request.Watch.Note($"{(kinds[0] switch { Reaction.Boosts => "Who boosted", Reaction.Favourites => "Who favourited", Reaction.Quotes => "Who quoted", _ => "Who replied" })} cannot be read: {refusal}.");
        return Behind(place with { Closed = place.Closed + kinds[0] }, id, kinds);
    }

    private static MastodonPlace Behind(MastodonPlace place, string id, string kinds) => place with
    {
        Next = null,
        Queue = kinds.Length > 1 ? [$"{id} {kinds[1..]}", .. place.Queue.Skip(1)] : [.. place.Queue.Skip(1)],
    };

    private async Task<(SourcePage?, MastodonPlace)> FollowListAsync(MastodonPlace place, FollowDirection direction, CancellationToken cancellationToken)
    {
        var followers = direction == FollowDirection.Followers;
        var after = place with { Phase = followers ? MastodonPhase.Following : MastodonPhase.Done, Next = null, Listed = 0 };
        var count = followers ? place.FollowersCount : place.FollowingCount;
        var name = followers ? "followers" : "following";
        // A hidden list comes as an empty one. Where a server says 0 without saying whether the list is hidden (snac2), the list is not to be believed either.
        if (place.Hidden is true || count is null || (count == 0 && place.Hidden is null))
        {
            if (place.Hidden is true)
                request.Watch.Note($"{request.Handle} hides its list of {name}.");
            return (null, after);
        }

        var answer = await client.GetAsync<IReadOnlyList<MAccount>>(
            place.Host, place.Next ?? $"/api/v1/accounts/{Uri.EscapeDataString(place.AccountId)}/{name}?limit={AccountsPerPage}", request.Watch, cancellationToken);
        if (answer.Value is not { } accounts)
        {
            request.Watch.Note($"The list of {name} of {request.Handle} cannot be read: {answer.Refusal}.");
            return (null, after);
        }
        var members = accounts.Select(a => MastodonMapper.HandleOrNull(a.Acct, place.Domain)).OfType<string>().ToList();
        var listed = place.Listed + members.Count;
        var last = answer.Next is null;
        var whole = last && listed >= count;
        if (last && !whole)
            request.Watch.Note($"{place.Host} listed {listed} of {count} {name}: nobody is taken to have left.");
        return (new SourcePage
        {
            Cursor = "",
            Accounts = [.. accounts.Select(a => MastodonMapper.IdentityOrNull(a, place.Domain, place.Host)).OfType<AccountRecord>()],
            Profiles = [.. accounts.Select(a => MastodonMapper.ProfileOrNull(a, place.Domain, Now)).OfType<ProfileRecord>()],
            FollowList = new FollowListPart(place.Handle, direction, members, First: place.Next is null, Complete: whole),
        }, last ? after : place with { Next = answer.Next, Listed = listed });
    }

    private SourcePage PageOf(IReadOnlyList<MStatus> statuses, MastodonThread thread, int requests)
    {
        var authors = statuses.SelectMany(s => new[] { s.Account, s.Reblog?.Account }).OfType<MAccount>().DistinctBy(a => a.Acct).ToList();
        return new SourcePage
        {
            Cursor = "",
            Requests = requests,
            Accounts = [.. authors.Select(a => MastodonMapper.IdentityOrNull(a, thread.Domain, thread.Host)).OfType<AccountRecord>()],
            Profiles = [.. authors.Select(a => MastodonMapper.ProfileOrNull(a, thread.Domain, Now)).OfType<ProfileRecord>()],
            Posts = [.. statuses.SelectMany(s => MastodonMapper.Posts(s, thread))],
            Interactions = [.. statuses.SelectMany(s => MastodonMapper.Acts(s, thread))],
        };
    }

    private SourcePage PageOf(IReadOnlyList<MAccount> people, MastodonPlace place, MStatus post, InteractionKind kind) => new()
    {
        Cursor = "",
        Accounts = [.. people.Select(a => MastodonMapper.IdentityOrNull(a, place.Domain, place.Host)).OfType<AccountRecord>()],
        Profiles = [.. people.Select(a => MastodonMapper.ProfileOrNull(a, place.Domain, Now)).OfType<ProfileRecord>()],
        // Mastodon tells who, never when.
        Interactions = [.. people.Select(a => MastodonMapper.HandleOrNull(a.Acct, place.Domain)).OfType<string>()
            .Select(actor => new InteractionRecord(MastodonMapper.Network, actor, place.Handle, kind, At: null, MastodonMapper.IdOrNull(post)))],
    };

    private DateTime Now => clock.GetUtcNow().UtcDateTime;
}
