using System.Globalization;
using System.Text.Json;

namespace InfluenceScore.Data.Sources.Bluesky;

/// <summary>Reads records that clients have written (app.bsky.feed.post and its kin) without trusting their shape: what is not as it should be is absent.</summary>
internal static class BlueskyRecords
{
    public const string PostCollection = "app.bsky.feed.post";
    public const string RepostCollection = "app.bsky.feed.repost";
    public const string LikeCollection = "app.bsky.feed.like";
    public const string FollowCollection = "app.bsky.graph.follow";
    public const string ProfileCollection = "app.bsky.actor.profile";

    public static JsonElement? Property(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    public static string? Text(this JsonElement element, string name) =>
        element.Property(name)?.StringOrNull();

    /// <summary>The post that this one replies to.</summary>
    public static string? ReplyParent(JsonElement post) => post.Property("reply")?.Property("parent") is { } parent ? PostUriOrNull(parent.Text("uri")) : null;

    /// <summary>The post that this one quotes (embed.record, or embed.record.record beside media).</summary>
    public static string? Quoted(JsonElement post) => post.Property("embed")?.Property("record") is { } record
        ? PostUriOrNull(record.Text("uri") ?? (record.Property("record") is { } inner ? inner.Text("uri") : null))
        : null;

    /// <summary>The DIDs of those whom a post mentions, each once.</summary>
    public static IReadOnlyList<string> Mentions(JsonElement post)
    {
        var dids = new List<string>();
        foreach (var facet in Items(post.Property("facets")))
        {
            foreach (var feature in Items(facet.Property("features")))
            {
                if (feature.Text("$type") == "app.bsky.richtext.facet#mention" && feature.Text("did") is { } did && IsDid(did) && !dids.Contains(did))
                    dids.Add(did);
            }
        }
        return dids;
    }

    /// <summary>The first language that the author named.</summary>
    public static string? Lang(JsonElement post) => Items(post.Property("langs")).Select(l => l.StringOrNull()).FirstOrDefault(l => l is not null);

    /// <summary>
    /// When something was done. The record's own time is the client's claim and may lie in the future; the time of indexing is an upper bound.
    /// </summary>
    /// <returns>The earlier of the two; null where neither can be read.</returns>
    public static DateTime? Moment(string? createdAt, string? indexedAt) => (Parse(createdAt), Parse(indexedAt)) switch
    {
        ({ } created, { } indexed) => created < indexed ? created : indexed,
        var (created, indexed) => created ?? indexed,
    };

    /// <summary>at://did/app.bsky.feed.post/key, or null for anything else.</summary>
    public static string? PostUriOrNull(string? uri) => uri is not null && RepoOf(uri) is not null && uri.Contains($"/{PostCollection}/", StringComparison.Ordinal) ? uri : null;

    /// <summary>The DID in an at:// address.</summary>
    public static string? RepoOf(string uri) => uri.StartsWith("at://", StringComparison.Ordinal) && uri.IndexOf('/', 5) is > 5 and var end && IsDid(uri[5..end]) ? uri[5..end] : null;

    public static string KeyOf(string uri) => uri[(uri.LastIndexOf('/') + 1)..];

    public static bool IsDid(string text) => text.StartsWith("did:", StringComparison.Ordinal) && text.Length is > 8 and < 300;

    private static DateTime? Parse(string? time) =>
        DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment.UtcDateTime : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement? array) => array is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : default;
}
