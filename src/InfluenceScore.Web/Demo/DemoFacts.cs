using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources;
using InfluenceScore.Scoring;

namespace InfluenceScore.Web.Demo;

/// <summary>A post whose counts still grow while the world is made.</summary>
internal sealed class DemoPost(DemoAccount author, string id, DateTime at, string text, PostKind kind, string? tag, double appeal)
{
    public DemoAccount Author { get; } = author;
    public string Id { get; } = id;
    public DateTime At { get; } = at;
    public string? Tag { get; } = tag;

    /// <summary>How many people it draws, as a multiple of what the author is used to.</summary>
    public double Appeal { get; } = appeal;

    public int[] Counts { get; } = new int[Enum.GetValues<InteractionKind>().Length + 1];

    public PostRecord ToRecord() => new(
        Author.Network,
        Id,
        Author.Handle,
        At,
        kind,
        Text: text,
        Likes: Counts[(int)InteractionKind.Like],
        Reposts: Counts[(int)InteractionKind.Repost],
        Replies: Counts[(int)InteractionKind.Reply],
        Quotes: Counts[(int)InteractionKind.Quote],
        Lang: "en");
}

/// <summary>Everything that happened in the world so far. Whatever would happen at or after its end is left out.</summary>
internal sealed class DemoFacts(DateTime start, DateTime end)
{
    private readonly Dictionary<string, int> _postsBy = [];

    public DateTime Start { get; } = start;
    public DateTime End { get; } = end;
    public int Days => (End - Start).Days;
    public List<DemoPost> Posts { get; } = [];
    public List<InteractionRecord> Interactions { get; } = [];
    public List<FollowRecord> Follows { get; } = [];
    public List<ProfileRecord> Profiles { get; } = [];

    public DemoPost? PostOrNull(DemoAccount author, DateTime at, string text, PostKind kind = PostKind.Original, string? tag = null, double appeal = 1)
    {
        if (at < Start || at >= End)
            return null;
        var number = _postsBy[author.Key] = _postsBy.GetValueOrDefault(author.Key) + 1;
        // "demo-" keeps the ids apart from any real network's.
        var post = new DemoPost(author, $"demo-{author.Handle}-{number:0000}", WholeSeconds(at), text, kind, tag, appeal);
        Posts.Add(post);
        return post;
    }

    public void Act(DemoAccount actor, DemoPost post, InteractionKind kind, DateTime at)
    {
        if (at >= End)
            return;
        post.Counts[(int)kind]++;
        Interactions.Add(new(actor.Network, actor.Handle, post.Author.Handle, kind, WholeSeconds(at), post.Id));
    }

    /// <summary>An act that answers no known post.</summary>
    public void Act(DemoAccount actor, DemoAccount target, InteractionKind kind, DateTime at)
    {
        if (at >= Start && at < End)
            Interactions.Add(new(actor.Network, actor.Handle, target.Handle, kind, WholeSeconds(at)));
    }

    public void Follow(DemoAccount follower, DemoAccount followee, FollowEventKind kind, DateTime at)
    {
        if (at >= Start && at < End)
            Follows.Add(new(follower.Network, follower.Handle, followee.Handle, kind, WholeSeconds(at)));
    }

    // The last bits of exp and log differ between processors; whole seconds hide them.
    private static DateTime WholeSeconds(DateTime at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}
