using System.Globalization;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Sources.X;

/// <summary>The steps of one run: each asks X for at most one page and says where the run stands behind it.</summary>
internal sealed class XFetch(XClient client, XOptions options, XBudget budget, FetchRequest request, TimeProvider clock)
{
    /// <summary>Posts younger than this are looked at again in later runs for new reposts, quotes and likes.</summary>
    public static readonly TimeSpan RevisitAge = TimeSpan.FromDays(7);

    // Own posts say who the account acts on, mentions and engagement who acts on the account: without shares the first would eat the whole budget.
    private const decimal PostsShare = 0.30m;
    private const decimal MentionsShare = 0.65m;

    private const string PostFields = "created_at,public_metrics,referenced_tweets,in_reply_to_user_id,entities,author_id,lang,note_tweet";
    private const string UserFields = "created_at,public_metrics,verified,protected,description,location,profile_image_url";
    private const string PostsWithAuthors = "tweet.fields=" + PostFields + "&expansions=author_id&user.fields=" + UserFields;

    /// <returns>The page's facts (null where there was nothing to ask) and the place behind it.</returns>
    public Task<(SourcePage? Page, XPlace Next)> StepAsync(XPlace place, CancellationToken cancellationToken) => place.Phase switch
    {
        XPhase.Profile => ProfileAsync(place, cancellationToken),
        XPhase.Posts => RangeAsync(place, mentions: false, cancellationToken),
        XPhase.Mentions => RangeAsync(place, mentions: true, cancellationToken),
        XPhase.Revisit => RevisitAsync(place, cancellationToken),
        XPhase.Engagement => EngagementAsync(place, cancellationToken),
        XPhase.Followers => FollowListAsync(place, FollowDirection.Followers, cancellationToken),
        XPhase.Following => FollowListAsync(place, FollowDirection.Following, cancellationToken),
        _ => Task.FromResult<(SourcePage?, XPlace)>((null, place)),
    };

    private async Task<(SourcePage?, XPlace)> ProfileAsync(XPlace place, CancellationToken cancellationToken)
    {
        if (budget.PageSize(XEndpoint.UserByName, options.Prices.User) == 0)
            throw new SourceException(string.Create(CultureInfo.InvariantCulture, $"The budget of ${options.BudgetUsd:0.00} does not even cover the look-up of one account: raise Sources:X:BudgetUsd."));

        // By id where it is known: handles change.
        var (endpoint, who) = request.NetworkUserId is { } known ? (XEndpoint.UserById, known) : (XEndpoint.UserByName, "by/username/" + Uri.EscapeDataString(request.Handle));
        var answer = await client.GetAsync<XUser>(endpoint, $"/2/users/{who}?user.fields={UserFields}", request.Watch, cancellationToken);
        if (answer.Missing is { } missing)
            throw new SourceException($"The look-up of X account @{request.Handle} is {missing}.");
        // X answers 200 with errors for an account that it does not know or has suspended.
        if (answer.Envelope.Data is not { Id: { Length: > 0 } id } user || XMapper.ProfileOrNull(user, Now) is not { } profile)
            throw new SourceException($"X shows no account @{request.Handle}: {(answer.Envelope.Errors is [var error, ..] ? error.InWords : "no reason given")}");

        budget.Charge(options.Prices.User);
        if (user.Protected is true)
            request.Watch.Note($"The X account @{request.Handle} is protected: X shows its posts to approved followers only.");
        return (new SourcePage { Cursor = "", Accounts = [new AccountRecord(XMapper.Network, id, user.Username)], Profiles = [profile], Requests = answer.Requests }, place with
        {
            Phase = XPhase.Posts,
            UserId = id,
            Handle = user.Username,
            FollowersCount = profile.Followers,
            FollowingCount = profile.Following,
            Above = place.Posts.Until is null,
            Spent = budget.Spent,
        });
    }

    // First the gap that an earlier run had to leave, then what is newer: so there is never more than one gap.
    private async Task<(SourcePage?, XPlace)> RangeAsync(XPlace place, bool mentions, CancellationToken cancellationToken)
    {
        var endpoint = mentions ? XEndpoint.Mentions : XEndpoint.Timeline;
        var range = mentions ? place.Mentions : place.Posts;
        // An author is sent along with each mention, the account's own posts need none.
        var size = mentions
            ? budget.PageSize(endpoint, options.Prices.Post + options.Prices.User, MentionsShare)
            : budget.PageSize(endpoint, options.Prices.Post, PostsShare);
        if (size == 0)
        {
            request.Watch.Note($"The budget's share for {endpoint.Name} is used up ({budget}): the next run goes on there.");
            return (null, After(place, mentions));
        }

        // On the first page of the newer part the gap is closed, so that Until is null there.
        var (since, until) = place.Above ? (range.Until is null ? range.Newest : range.Since, null) : (range.Since, range.Until);
        var path = $"/2/users/{place.UserId}/{(mentions ? "mentions" : "tweets")}?max_results={size}"
            + (since is null ? "" : $"&since_id={since}")
            + (until is null || place.Token is not null ? "" : $"&until_id={until}")
            + (place.Token is null ? "" : $"&pagination_token={Uri.EscapeDataString(place.Token)}")
            + "&" + (mentions ? PostsWithAuthors : "tweet.fields=" + PostFields);
        var answer = await client.GetAsync<IReadOnlyList<XPost>>(endpoint, path, request.Watch, cancellationToken);
        if (answer.Missing is { } missing)
        {
            request.Watch.Note($"X does not give the {endpoint.Name} of @{request.Handle}: {missing}.");
            return (null, After(place, mentions));
        }

        var posts = answer.Envelope.Data ?? [];
        var page = PageOf(answer, posts, mentions ? null : place.Handle);
        range = Extend(range, posts, place.Above, since, last: answer.Envelope.Meta?.NextToken is null);
        var next = (mentions ? place with { Mentions = range } : (place with { Posts = range }).Watching(posts)) with { Token = answer.Envelope.Meta?.NextToken, Spent = budget.Spent };
        return (page, next.Token is not null ? next : place.Above ? After(next, mentions) : next with { Above = true });
    }

    private static XRange Extend(XRange range, IReadOnlyList<XPost> posts, bool above, string? since, bool last)
    {
        var ids = posts.Select(p => p.Id).OfType<string>().Where(i => i.Length > 0).Order(Comparer<string>.Create(XMapper.CompareIds)).ToList();
        var newest = ids.Count > 0 && above && (range.Newest is null || XMapper.CompareIds(ids[^1], range.Newest) > 0) ? ids[^1] : range.Newest;
        return last ? new XRange(newest) : new XRange(newest, since, ids.Count > 0 ? ids[0] : range.Until);
    }

    private static XPlace After(XPlace place, bool mentions) => mentions
        ? place with { Phase = XPhase.Revisit, Token = null }
        : place with { Phase = XPhase.Mentions, Token = null, Above = place.Mentions.Until is null };

    // One request tells which of the watched posts have grown since; only those are asked for who it was.
    private async Task<(SourcePage?, XPlace)> RevisitAsync(XPlace place, CancellationToken cancellationToken)
    {
        var next = place with { Phase = XPhase.Engagement };
        var watched = place.Watched.Where(w => w.NextOrNull(place.Closed) is null && XMapper.SnowflakeTimeOrNull(w.Id) >= Now - RevisitAge).ToList();
        var size = Math.Min(watched.Count, budget.PageSize(XEndpoint.Posts, options.Prices.Post));
        if (size == 0)
            return (null, next);
        var answer = await client.GetAsync<IReadOnlyList<XPost>>(
            XEndpoint.Posts, $"/2/tweets?ids={string.Join(',', watched.Take(size).Select(w => w.Id))}&tweet.fields={PostFields}", request.Watch, cancellationToken);
        var posts = answer.Envelope.Data ?? [];
        var page = PageOf(answer, posts, place.Handle);
        return (page, next.Watching(posts) with { Spent = budget.Spent });
    }

    private async Task<(SourcePage?, XPlace)> EngagementAsync(XPlace place, CancellationToken cancellationToken)
    {
        if (place.Watched.FirstOrDefault(w => w.NextOrNull(place.Closed) is not null) is not { } post)
            return (null, place with { Phase = XPhase.Followers, Token = null });
        var kind = post.NextOrNull(place.Closed)!.Value;
        var likers = kind == 2;
        var reposters = kind == 0 && place.RepostersOnly;
        var endpoint = kind switch { 1 => XEndpoint.Quotes, 2 => XEndpoint.LikingUsers, _ => reposters ? XEndpoint.RetweetedBy : XEndpoint.Retweets };
        var price = likers ? options.Prices.Like : reposters ? options.Prices.User : options.Prices.Post + options.Prices.User;
        var size = budget.PageSize(endpoint, price);
        if (size == 0)
        {
            request.Watch.Note($"The budget is used up ({budget}): the {endpoint.Name} of the remaining posts wait for the next run.");
            return (null, place with { Phase = XPhase.Followers, Token = null });
        }

        var token = place.Token is null ? "" : $"&pagination_token={Uri.EscapeDataString(place.Token)}";
        var path = $"/2/tweets/{post.Id}/{(kind switch { 1 => "quote_tweets", 2 => "liking_users", _ => reposters ? "retweeted_by" : "retweets" })}?max_results={size}{token}&";
        if (likers || reposters)
        {
            var users = await client.GetAsync<IReadOnlyList<XUser>>(endpoint, path + "user.fields=" + UserFields, request.Watch, cancellationToken);
            if (users.Missing is { } missing)
                return (null, Closing(place, kind, endpoint, missing));
            var people = users.Envelope.Data ?? [];
            budget.Charge(people.Count * (likers ? options.Prices.Like : options.Prices.User));
            return (new SourcePage
            {
                Cursor = "",
                Requests = users.Requests,
                Accounts = AccountsOf(people),
                Profiles = [.. people.Select(u => XMapper.ProfileOrNull(u, Now)).OfType<ProfileRecord>()],
                Interactions = [.. people.Select(u => u.Username).OfType<string>().Select(n => new InteractionRecord(XMapper.Network, n, place.Handle!, likers ? InteractionKind.Like : InteractionKind.Repost, At: null, post.Id))],
            }, Behind(place, post, kind, users.Envelope.Meta?.NextToken));
        }

        var answer = await client.GetAsync<IReadOnlyList<XPost>>(endpoint, path + PostsWithAuthors, request.Watch, cancellationToken);
        if (answer.Missing is { } closed)
        {
            if (kind == 0)
            {
                request.Watch.Note($"X does not give the reposts with their times: {closed}. The accounts that reposted are asked for instead.");
                return (null, place with { RepostersOnly = true, Token = null });
            }
            return (null, Closing(place, kind, endpoint, closed));
        }
        return (PageOf(answer, answer.Envelope.Data ?? [], null), Behind(place, post, kind, answer.Envelope.Meta?.NextToken));
    }

    private XPlace Closing(XPlace place, int kind, XEndpoint endpoint, string reason)
    {
        request.Watch.Note($"X does not give the {endpoint.Name}: {reason}.");
        return place with { Closed = [.. place.Closed.Select((c, k) => c || k == kind)], Token = null };
    }

    private XPlace Behind(XPlace place, XWatched post, int kind, string? token) => place with
    {
        Token = token,
        Spent = budget.Spent,
        Watched = token is not null ? place.Watched
            : [.. place.Watched.Select(w => w.Id == post.Id ? w with { Seen = [.. w.Seen.Select((s, k) => k == kind ? w.Now[k] : s)] } : w)],
    };

    private async Task<(SourcePage?, XPlace)> FollowListAsync(XPlace place, FollowDirection direction, CancellationToken cancellationToken)
    {
        var followers = direction == FollowDirection.Followers;
        var endpoint = followers ? XEndpoint.Followers : XEndpoint.Following;
        var after = place with { Phase = followers ? XPhase.Following : XPhase.Done, Token = null, Listed = 0 };
        var count = followers ? place.FollowersCount : place.FollowingCount;
        if (!options.FollowLists || count is null)
            return (null, after);
        // Half a list costs as much per member as a whole one, and cannot say who left.
        var price = options.Prices.Follow;
        if (place.Token is null && count * price > budget.Left)
        {
            request.Watch.Note(string.Create(CultureInfo.InvariantCulture, $"The list of {count} {endpoint.Name} is not fetched: it would cost ${count * price:0.00}, and ${budget.Left:0.00} of the budget is left."));
            return (null, after);
        }
        var size = budget.PageSize(endpoint, price);
        if (size == 0)
        {
            request.Watch.Note($"The list of {endpoint.Name} stays incomplete: {budget}.");
            return (null, after);
        }

        var token = place.Token is null ? "" : $"&pagination_token={Uri.EscapeDataString(place.Token)}";
        var answer = await client.GetAsync<IReadOnlyList<XUser>>(
            endpoint, $"/2/users/{place.UserId}/{(followers ? "followers" : "following")}?max_results={size}{token}&user.fields={UserFields}", request.Watch, cancellationToken);
        if (answer.Missing is { } missing)
        {
            request.Watch.Note($"X does not give the {endpoint.Name} of @{request.Handle}: {missing}.");
            return (null, after);
        }
        var users = answer.Envelope.Data ?? [];
        budget.Charge(users.Count * price);
        var members = users.Select(u => u.Username).OfType<string>().ToList();
        var listed = place.Listed + members.Count;
        var last = answer.Envelope.Meta?.NextToken is null;
        var whole = last && answer.Envelope.Errors is not { Count: > 0 } && listed >= count;
        if (last && !whole)
            request.Watch.Note($"X listed {listed} of {count} {endpoint.Name}: nobody is taken to have left.");
        return (new SourcePage
        {
            Cursor = "",
            Requests = answer.Requests,
            Accounts = AccountsOf(users),
            Profiles = [.. users.Select(u => XMapper.ProfileOrNull(u, Now)).OfType<ProfileRecord>()],
            FollowList = new FollowListPart(place.Handle!, direction, members, First: place.Token is null, Complete: whole),
        }, (last ? after : place with { Token = answer.Envelope.Meta!.NextToken, Listed = listed }) with { Spent = budget.Spent });
    }

    // A page of posts: each a fact of its own, and what its author did by it. X sends the authors along where the account is not the author.
    private SourcePage PageOf(XAnswer<IReadOnlyList<XPost>> answer, IReadOnlyList<XPost> posts, string? author)
    {
        var includes = answer.Envelope.Includes;
        budget.Charge((posts.Count + (includes?.PostCount ?? 0)) * options.Prices.Post + (includes?.Users?.Count ?? 0) * options.Prices.User);
        var names = new XNames(includes);
        var written = posts.Select(p => (Post: p, Author: author ?? names.HandleOrNull(p.AuthorId))).Where(w => w.Author is not null).ToList();
        return new SourcePage
        {
            Cursor = "",
            Requests = answer.Requests,
            Accounts = AccountsOf(includes?.Users ?? []),
            Profiles = [.. (includes?.Users ?? []).Select(u => XMapper.ProfileOrNull(u, Now)).OfType<ProfileRecord>()],
            Posts = [.. written.Select(w => XMapper.PostOrNull(w.Post, w.Author!)).OfType<PostRecord>()],
            Interactions = [.. written.SelectMany(w => XMapper.Acts(w.Post, w.Author!, names))],
        };
    }

    private static IReadOnlyList<AccountRecord> AccountsOf(IEnumerable<XUser> users) =>
        [.. users.Where(u => u is { Id.Length: > 0, Username.Length: > 0 }).Select(u => new AccountRecord(XMapper.Network, u.Id!, u.Username))];

    private DateTime Now => clock.GetUtcNow().UtcDateTime;
}
