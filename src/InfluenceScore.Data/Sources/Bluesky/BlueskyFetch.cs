using System.Globalization;
using System.Net;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Sources.Bluesky;

/// <summary>One fetch of one account: each method asks one question and says which comes next.</summary>
internal sealed class BlueskyFetch(BlueskyClient client, TimeProvider clock, FetchRequest request)
{
    /// <summary>The most that getProfiles takes.</summary>
    public const int ProfileBatch = 25;

    private const string PageSize = "100";

    // Small enough that the keys of a page's posts fit into the cursor.
    private const string FeedPageSize = "50";
    private const int MaxPendingCharacters = 3000;

    // Reactions still arrive for a while: posts of that many days before the last run are looked at again.
    private const int ReactionDays = 30;

    private const int MaxListMembers = 200_000;

    private readonly RepostTimes _repostTimes = new(client, request.Watch);
    private readonly HashSet<string> _shown = [];

    /// <summary>Finds the account and reads its profile.</summary>
    public async Task<(SourcePage? Page, BlueskyCursor Next)> BeginAsync(CancellationToken cancellationToken)
    {
        var actor = request.NetworkUserId is { } id && BlueskyRecords.IsDid(id) ? id : request.Handle;
        ActorView profile;
        try
        {
            profile = await client.AskAsync<ActorView>("app.bsky.actor.getProfile", [("actor", actor)], request.Watch, cancellationToken);
        }
        catch (SourceException e) when (e.Status == HttpStatusCode.BadRequest)
        {
            throw new SourceException($"Bluesky does not show the account {request.Handle}: {e.Message}", e) { Status = e.Status, Error = e.Error };
        }
        var facts = new BlueskyFacts();
        facts.AddProfile(profile, clock.GetUtcNow().UtcDateTime);
        var did = facts.Know(profile) ?? throw new SourceException($"Bluesky's answer about {request.Handle} names no DID.");
        var next = new BlueskyCursor(BlueskyStep.Feed, did, facts.NameOf(did)) { Posts = profile.PostsCount, Followers = profile.FollowersCount, Follows = profile.FollowsCount };
        return (facts.ToPage(next.ToString()) with { Subject = "profile", Progress = 0 }, next);
    }

    public Task<(SourcePage Page, BlueskyCursor Next)> NextAsync(BlueskyCursor cursor, CancellationToken cancellationToken) => cursor.Step switch
    {
        BlueskyStep.Feed => FeedAsync(cursor, cancellationToken),
        BlueskyStep.Reactions => ReactionsAsync(cursor, cancellationToken),
        BlueskyStep.Followers => ListAsync(cursor, FollowDirection.Followers, cancellationToken),
        _ => ListAsync(cursor, FollowDirection.Following, cancellationToken),
    };

    private async Task<(SourcePage, BlueskyCursor)> FeedAsync(BlueskyCursor cursor, CancellationToken cancellationToken)
    {
        var answer = await client.AskAsync<FeedAnswer>(
            "app.bsky.feed.getAuthorFeed", Parameters(("actor", cursor.Did), ("filter", "posts_with_replies"), ("limit", FeedPageSize), ("cursor", cursor.At)), request.Watch, cancellationToken);
        var facts = new BlueskyFacts();
        var pending = new List<string>();
        DateTime? newest = null, oldest = null;
        var own = 0;
        foreach (var item in answer.Feed ?? [])
        {
            if (item.Post is not { Uri: { } uri } post)
                continue;
            var at = item.Reason is { } reason ? BlueskyRecords.Moment(reason.IndexedAt, null) : BlueskyRecords.Moment(post.Record.Text("createdAt"), post.IndexedAt);
            newest = at > newest || newest is null ? at : newest;
            oldest = at < oldest || oldest is null ? at : oldest;
            facts.AddFeedItem(item, cursor.Did);
            if (item.Reason is null && BlueskyRecords.RepoOf(uri) == cursor.Did)
            {
                own++;
                if (ReactionsTo(post) is not Reactions.None and var reactions)
                    pending.Add($"{BlueskyRecords.KeyOf(uri)}:{(int)reactions}");
            }
        }

        var last = answer.Cursor is null || answer.Cursor == cursor.At || oldest < Floor;
        while (pending.Sum(p => p.Length + 3) > MaxPendingCharacters)
        {
            request.Watch.Note($"The reactions to one post are not read: its key is too long ({pending[^1].Length} characters).");
            pending.Remove(pending.MaxBy(p => p.Length)!);
        }
        var next = cursor with { At = answer.Cursor, Seen = cursor.Seen + own, Pending = pending, LastFeedPage = last };
        next = pending.Count > 0 ? next with { Step = BlueskyStep.Reactions } : BehindFeedPage(next);
        var page = await CompleteAsync(facts, 1, next, cancellationToken);
        var highWater = cursor.At is null && newest is { } top && !(top < HighWater) ? top.ToString("O", CultureInfo.InvariantCulture) : null;
        return (page with { Subject = "posts", HighWater = highWater }, next);
    }

    private async Task<(SourcePage, BlueskyCursor)> ReactionsAsync(BlueskyCursor cursor, CancellationToken cancellationToken)
    {
        var split = cursor.Pending[0].LastIndexOf(':');
        var uri = $"at://{cursor.Did}/{BlueskyRecords.PostCollection}/{cursor.Pending[0][..split]}";
        var left = (Reactions)int.Parse(cursor.Pending[0].AsSpan(split + 1), CultureInfo.InvariantCulture);
        var reading = (Reactions)((int)left & -(int)left);
        var facts = new BlueskyFacts();
        var requests = 1;
        string? more = null;
        switch (reading)
        {
            case Reactions.Likes:
                var likes = await client.AskAsync<LikesAnswer>("app.bsky.feed.getLikes", OfPost(), request.Watch, cancellationToken);
                foreach (var like in likes.Likes ?? [])
                {
                    if (facts.Know(like.Actor) is { } actor)
                        facts.AddAct(actor, cursor.Did, InteractionKind.Like, BlueskyRecords.Moment(like.CreatedAt, like.IndexedAt), uri);
                }
                more = likes.Likes?.Count > 0 ? likes.Cursor : null;
                break;
            case Reactions.Reposts:
                var reposts = await client.AskAsync<RepostedByAnswer>("app.bsky.feed.getRepostedBy", OfPost(), request.Watch, cancellationToken);
                foreach (var reposter in reposts.RepostedBy ?? [])
                {
                    if (facts.Know(reposter) is not { } actor)
                        continue;
                    var (at, asked) = await _repostTimes.FindOrNullAsync(actor, uri, cancellationToken);
                    requests += asked;
                    facts.AddAct(actor, cursor.Did, InteractionKind.Repost, at, uri);
                }
                more = reposts.RepostedBy?.Count > 0 ? reposts.Cursor : null;
                break;
            case Reactions.Quotes:
                var quotes = await client.AskAsync<QuotesAnswer>("app.bsky.feed.getQuotes", OfPost(), request.Watch, cancellationToken);
                foreach (var quote in quotes.Posts ?? [])
                    facts.AddPost(quote);
                more = quotes.Posts?.Count > 0 ? quotes.Cursor : null;
                break;
            default:
                foreach (var reply in await RepliesAsync(uri, cancellationToken))
                    facts.AddPost(reply);
                break;
        }

        // A cursor that leads nowhere new would lead there for ever.
        more = more == cursor.ReactionAt ? null : more;
        left = more is null ? left & ~reading : left;
        IReadOnlyList<string> pending = left == Reactions.None ? [.. cursor.Pending.Skip(1)] : [$"{cursor.Pending[0][..split]}:{(int)left}", .. cursor.Pending.Skip(1)];
        var next = cursor with { Pending = pending, ReactionAt = more };
        next = pending.Count > 0 ? next : BehindFeedPage(next);
        return (await CompleteAsync(facts, requests, next, cancellationToken) with { Subject = "reactions to posts" }, next);

        IEnumerable<(string, string)> OfPost() => Parameters(("uri", uri), ("limit", PageSize), ("cursor", cursor.ReactionAt));
    }

    private async Task<IReadOnlyList<PostView>> RepliesAsync(string uri, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.AskAsync<ThreadAnswer>("app.bsky.feed.getPostThread", [("uri", uri), ("depth", "1"), ("parentHeight", "0")], request.Watch, cancellationToken);
            return [.. (answer.Thread?.Replies ?? []).Select(r => r.Post).OfType<PostView>()];
        }
        catch (SourceException e) when (e.Error == "NotFound")
        {
            return []; // deleted since the feed was read
        }
    }

    private async Task<(SourcePage, BlueskyCursor)> ListAsync(BlueskyCursor cursor, FollowDirection direction, CancellationToken cancellationToken)
    {
        var followers = direction == FollowDirection.Followers;
        var parameters = Parameters(("actor", cursor.Did), ("limit", PageSize), ("cursor", cursor.At));
        IReadOnlyList<ActorView>? members;
        string? more;
        if (followers)
            (members, more) = await client.AskAsync<FollowersAnswer>("app.bsky.graph.getFollowers", parameters, request.Watch, cancellationToken);
        else
            (members, more) = await client.AskAsync<FollowsAnswer>("app.bsky.graph.getFollows", parameters, request.Watch, cancellationToken);

        var facts = new BlueskyFacts();
        var dids = (members ?? []).Select(facts.Know).OfType<string>().ToList();
        var seen = cursor.Seen + dids.Count;
        var stuck = more is not null && more == cursor.At;
        var tooLong = more is not null && seen >= MaxListMembers;
        if (tooLong)
            request.Watch.Note($"The list is longer than {MaxListMembers} accounts; the rest is not read, so nobody is said to have unfollowed.");
        var ends = more is null || stuck || tooLong;
        var next = !ends ? cursor with { At = more, Seen = seen } : cursor.Begin(followers ? BlueskyStep.Follows : BlueskyStep.End);
        var expected = followers ? cursor.Followers : cursor.Follows;
        var part = new FollowListPart(cursor.Name, direction, [.. dids.Select(facts.NameOf)], cursor.At is null, more is null) { Expected = expected };
        var done = Math.Min(1, seen / Math.Max(1.0, expected ?? seen));
        return (facts.ToPage(next.ToString()) with
        {
            FollowList = part,
            Subject = followers ? "followers" : "followed accounts",
            Progress = followers ? 0.8 + 0.1 * done : 0.9 + 0.1 * done,
        }, next);
    }

    // Adds what is worth knowing of everybody who did something: the names of those told by DID only, and the profiles of the actors, once a fetch.
    private async Task<SourcePage> CompleteAsync(BlueskyFacts facts, int requests, BlueskyCursor next, CancellationToken cancellationToken)
    {
        _shown.Add(next.Did);
        var unknown = facts.Unnamed.Concat(facts.Actors).Where(_shown.Add).ToList();
        foreach (var batch in unknown.Chunk(ProfileBatch))
        {
            var answer = await client.AskAsync<ProfilesAnswer>("app.bsky.actor.getProfiles", batch.Select(d => ("actors", d)), request.Watch, cancellationToken);
            requests++;
            foreach (var profile in answer.Profiles ?? [])
                facts.AddProfile(profile, clock.GetUtcNow().UtcDateTime);
        }
        var progress = next.Posts is > 0 and var posts ? 0.8 * Math.Min(1.0, Math.Max(0, next.Seen - next.Pending.Count) / (double)posts) : 0.4;
        return facts.ToPage(next.ToString()) with { Requests = requests, Progress = progress };
    }

    private static BlueskyCursor BehindFeedPage(BlueskyCursor cursor) =>
        cursor.LastFeedPage ? cursor.Begin(BlueskyStep.Followers) with { Pending = [], ReactionAt = null } : cursor with { Step = BlueskyStep.Feed, Pending = [], ReactionAt = null };

    private static Reactions ReactionsTo(PostView post) =>
        If(post.LikeCount, Reactions.Likes) | If(post.RepostCount, Reactions.Reposts) | If(post.QuoteCount, Reactions.Quotes) | If(post.ReplyCount, Reactions.Replies);

    private static Reactions If(long? count, Reactions reactions) => count is 0 ? Reactions.None : reactions;

    private DateTime? HighWater => DateTime.TryParse(request.HighWater, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) ? time : null;

    private DateTime? Floor => HighWater?.AddDays(-ReactionDays);

    private static IEnumerable<(string, string)> Parameters(params (string Name, string? Value)[] parameters) =>
        parameters.Where(p => p.Value is not null).Select(p => (p.Name, p.Value!));
}
