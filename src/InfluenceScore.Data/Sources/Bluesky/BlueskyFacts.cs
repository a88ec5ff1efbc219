using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Sources.Bluesky;

/// <summary>
/// The pure mapper: gathers what the answers of one page say, by DID, and turns it into records, by handle, once the handles are known. An account whose handle is not
/// told keeps its DID in its place (<see cref="AccountKey.HandleOfId"/>).
/// </summary>
internal sealed class BlueskyFacts
{
    public const string Network = "bluesky";

    private readonly Dictionary<string, string?> _handles = [];
    private readonly List<(string Actor, string Target, InteractionKind Kind, DateTime? At, string? Post)> _acts = [];
    private readonly List<(string Author, PostRecord Post)> _posts = [];
    private readonly List<(string Did, ProfileRecord Profile)> _profiles = [];

    /// <summary>Accounts that are named by their DID only so far.</summary>
    public IReadOnlyList<string> Unnamed => [.. _handles.Where(h => h.Value is null).Select(h => h.Key)];

    /// <summary>Accounts that did something.</summary>
    public IEnumerable<string> Actors => _acts.Select(a => a.Actor).Distinct();

    /// <summary>Learns an account's handle; null where the view has no DID.</summary>
    public string? Know(ActorView? actor)
    {
        if (actor?.Did is not { } did || !BlueskyRecords.IsDid(did))
            return null;
        // handle.invalid stands for every account whose handle does not resolve at the moment.
        var handle = actor.Handle is { Length: > 0 } told && told != "handle.invalid" && !told.StartsWith("did:", StringComparison.Ordinal) ? told : null;
        _handles[did] = handle ?? _handles.GetValueOrDefault(did);
        return did;
    }

    /// <summary>What the AppView shows of an account now.</summary>
    public void AddProfile(ActorView actor, DateTime now)
    {
        if (Know(actor) is not { } did)
            return;
        _profiles.Add((did, new ProfileRecord(
            Network, did, now, did, actor.DisplayName, BlueskyRecords.Moment(actor.CreatedAt, null), Bio: actor.Description,
            Followers: actor.FollowersCount, Following: actor.FollowsCount, Posts: actor.PostsCount, DefaultAvatar: actor.Avatar is null)));
    }

    /// <summary>An item of an author's feed: his own post, or somebody's post that he has reposted.</summary>
    public void AddFeedItem(FeedItem item, string author)
    {
        Know(item.Reply?.Parent?.Author);
        if (item.Post?.Uri is not { } uri || BlueskyRecords.RepoOf(uri) is not { } postAuthor)
            return;
        if (item.Reason is { IsRepost: true } reason)
        {
            Know(item.Post.Author);
            if (Know(reason.By) == author)
                AddAct(author, postAuthor, InteractionKind.Repost, BlueskyRecords.Moment(reason.IndexedAt, null), uri);
        }
        else if (postAuthor == author)
        {
            AddPost(item.Post);
        }
    }

    /// <summary>A post, and what its author did by it: replied, quoted, mentioned.</summary>
    public void AddPost(PostView post)
    {
        if (post.Uri is not { } uri || BlueskyRecords.RepoOf(uri) is not { } author || BlueskyRecords.Moment(post.Record.Text("createdAt"), post.IndexedAt) is not { } at)
            return;
        Know(post.Author);
        if (post.Embed.Property("record") is { } quotedView)
            Know(AuthorOf(quotedView.Property("record") ?? quotedView));
        AddPost(uri, author, at, post.Record, post.LikeCount, post.RepostCount, post.ReplyCount, post.QuoteCount);
    }

    /// <summary>The same from the record alone, as a repository holds it.</summary>
    public void AddPost(string uri, string author, DateTime at, System.Text.Json.JsonElement record, long? likes = null, long? reposts = null, long? replies = null, long? quotes = null)
    {
        _handles.TryAdd(author, null);
        var parent = BlueskyRecords.ReplyParent(record);
        var quoted = BlueskyRecords.Quoted(record);
        _posts.Add((author, new PostRecord(
            Network, uri, author, at, parent is not null ? PostKind.Reply : quoted is not null ? PostKind.Quote : PostKind.Original, parent ?? quoted,
            record.Text("text"), likes, reposts, replies, quotes, Lang: BlueskyRecords.Lang(record))));
        if (parent is not null)
            AddAct(author, BlueskyRecords.RepoOf(parent)!, InteractionKind.Reply, at, parent);
        if (quoted is not null)
            AddAct(author, BlueskyRecords.RepoOf(quoted)!, InteractionKind.Quote, at, quoted);
        foreach (var mentioned in BlueskyRecords.Mentions(record))
            AddAct(author, mentioned, InteractionKind.Mention, at, null);
    }

    /// <param name="at">Null where the network does not tell.</param>
    public void AddAct(string actor, string target, InteractionKind kind, DateTime? at, string? post)
    {
        _handles.TryAdd(actor, null);
        _handles.TryAdd(target, null);
        _acts.Add((actor, target, kind, at, post));
    }

    public string NameOf(string did) => _handles.GetValueOrDefault(did) ?? AccountKey.HandleOfId(did);

    public SourcePage ToPage(string cursor) => new()
    {
        Cursor = cursor,
        Accounts = [.. _handles.Select(h => new AccountRecord(Network, h.Key, h.Value))],
        Profiles = [.. _profiles.Select(p => p.Profile with { Handle = NameOf(p.Did) })],
        Posts = [.. _posts.Select(p => p.Post with { Author = NameOf(p.Author) })],
        Interactions = [.. _acts.Select(a => new InteractionRecord(Network, NameOf(a.Actor), NameOf(a.Target), a.Kind, a.At, a.Post))],
    };

    private static ActorView? AuthorOf(System.Text.Json.JsonElement view) =>
        view.Property("author") is { } author ? new ActorView(author.Text("did"), author.Text("handle"), null, null, null, null, null, null, null) : null;
}
