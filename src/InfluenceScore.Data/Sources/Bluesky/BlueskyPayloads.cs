using System.Text.Json;

namespace InfluenceScore.Data.Sources.Bluesky;

// What the AppView answers (docs.bsky.app, lexicons app.bsky.*). Only what is read; records stay JSON, because nobody checks what a client has written into them.

internal sealed record ErrorAnswer(string? Error, string? Message);

internal sealed record SessionAnswer(string? AccessJwt, string? RefreshJwt, string? Did, string? Handle);

internal sealed record ActorView(
    string? Did, string? Handle, string? DisplayName, string? Description, string? Avatar, string? CreatedAt,
    long? FollowersCount, long? FollowsCount, long? PostsCount);

internal sealed record ProfilesAnswer(IReadOnlyList<ActorView>? Profiles);

internal sealed record PostView(
    string? Uri, ActorView? Author, JsonElement Record, JsonElement Embed, string? IndexedAt, long? LikeCount, long? RepostCount, long? ReplyCount, long? QuoteCount);

internal sealed record FeedAnswer(IReadOnlyList<FeedItem>? Feed, string? Cursor);

internal sealed record FeedItem(PostView? Post, FeedReply? Reply, FeedReason? Reason);

/// <summary>Parent and root are a PostView, or a notFoundPost or blockedPost that has only its uri.</summary>
internal sealed record FeedReply(PostView? Parent, PostView? Root);

internal sealed record FeedReason(ActorView? By, string? IndexedAt)
{
    [System.Text.Json.Serialization.JsonPropertyName("$type")]
    public string? Type { get; init; }

    public bool IsRepost => Type?.EndsWith("#reasonRepost", StringComparison.Ordinal) == true;
}

internal sealed record LikesAnswer(IReadOnlyList<LikeView>? Likes, string? Cursor);

internal sealed record LikeView(ActorView? Actor, string? CreatedAt, string? IndexedAt);

internal sealed record RepostedByAnswer(IReadOnlyList<ActorView>? RepostedBy, string? Cursor);

internal sealed record QuotesAnswer(IReadOnlyList<PostView>? Posts, string? Cursor);

internal sealed record ThreadAnswer(ThreadView? Thread);

internal sealed record ThreadView(PostView? Post, IReadOnlyList<ThreadView>? Replies);

internal sealed record FollowersAnswer(IReadOnlyList<ActorView>? Followers, string? Cursor);

internal sealed record FollowsAnswer(IReadOnlyList<ActorView>? Follows, string? Cursor);

internal sealed record RecordsAnswer(IReadOnlyList<RecordView>? Records, string? Cursor);

internal sealed record RecordView(string? Uri, JsonElement Value);
