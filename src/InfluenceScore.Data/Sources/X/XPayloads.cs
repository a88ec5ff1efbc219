using System.Text.Json;
using System.Text.Json.Serialization;

namespace InfluenceScore.Data.Sources.X;

// Wire types of X API v2. X renames "tweet" to "post" and "retweet" to "repost" field by field (OpenAPI 2.167 against the prose documentation),
// so that either name may arrive: each pair is read here, and the members without a wire name give whichever came.

internal static class XJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new NullFreeLists() },
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };
}

/// <summary>The envelope of every answer. No results: <paramref name="Data"/> is absent. Data and errors may come together.</summary>
internal sealed record XEnvelope<T>(T? Data, XIncludes? Includes, XMeta? Meta, IReadOnlyList<XError>? Errors);

internal sealed record XMeta(int? ResultCount, string? NextToken);

internal sealed record XIncludes(IReadOnlyList<XUser>? Users, IReadOnlyList<XPost>? Tweets, IReadOnlyList<XPost>? Posts)
{
    [JsonIgnore]
    public int PostCount => (Tweets?.Count ?? 0) + (Posts?.Count ?? 0);
}

internal sealed record XError(string? Title, string? Detail, string? Type, string? Message, string? Value)
{
    [JsonIgnore]
    public string InWords => Detail ?? Message ?? Title ?? "no reason given";
}

/// <summary>An error body: the problem form of v2, or the older list of codes and messages.</summary>
internal sealed record XProblem(string? Title, string? Detail, string? Type, string? Reason, IReadOnlyList<XError>? Errors);

internal sealed record XUser(
    string? Id, string? Username, string? Name, string? CreatedAt, string? Description, string? Location, bool? Verified, bool? Protected,
    string? ProfileImageUrl, XUserMetrics? PublicMetrics);

internal sealed record XUserMetrics(
    long? FollowersCount, long? FollowingCount, long? TweetCount, long? PostCount, long? ListedCount, long? LikeCount)
{
    [JsonIgnore]
    public long? Posts => TweetCount ?? PostCount;
}

internal sealed record XPost(
    string? Id, string? Text, string? AuthorId, string? CreatedAt, string? InReplyToUserId, string? Lang, XEntities? Entities, XPostMetrics? PublicMetrics,
    XNote? NoteTweet, XNote? NotePost, IReadOnlyList<XReference>? ReferencedTweets, IReadOnlyList<XReference>? ReferencedPosts)
{
    [JsonIgnore]
    public IReadOnlyList<XReference> References => ReferencedTweets ?? ReferencedPosts ?? [];

    /// <summary>The whole text: long posts carry it in a note of its own.</summary>
    [JsonIgnore]
    public string? FullText => NoteTweet?.Text ?? NotePost?.Text ?? Text;

    /// <summary>Id of the post that this one reposts, replies to or quotes, or null.</summary>
    /// <param name="types">The old and the new name of one kind of reference.</param>
    public string? ReferenceOrNull(params ReadOnlySpan<string> types)
    {
        foreach (var reference in References)
        {
            if (reference.Id is { Length: > 0 } id && types.Contains(reference.Type))
                return id;
        }
        return null;
    }
}

internal sealed record XReference(string? Type, string? Id);

internal sealed record XNote(string? Text);

internal sealed record XEntities(IReadOnlyList<XMention>? Mentions, IReadOnlyList<XUrl>? Urls);

internal sealed record XMention(string? Username, string? Id);

internal sealed record XUrl(string? ExpandedUrl);

internal sealed record XPostMetrics(
    long? RetweetCount, long? RepostCount, long? ReplyCount, long? LikeCount, long? QuoteCount, long? ImpressionCount)
{
    [JsonIgnore]
    public long? Reposts => RetweetCount ?? RepostCount;
}
