using System.Globalization;
using System.Net;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Sources.X;

/// <summary>From X's wire types to records. Pure. What X does not tell stays null, and an act whose target it does not name is left out.</summary>
internal static class XMapper
{
    public const string Network = "x";

    // X's ids are snowflakes since November 2010; the older ones count up from 20 and carry no time.
    private const ulong FirstSnowflake = 30_000_000_000;
    private const long SnowflakeEpochMilliseconds = 1_288_834_974_657;

    public static ProfileRecord? ProfileOrNull(XUser user, DateTime observedAt) => user.Username is not { Length: > 0 } handle ? null
        : new ProfileRecord(
            Network, handle, observedAt, user.Id is { Length: > 0 } id ? id : null, user.Name, TimeOrNull(user.CreatedAt), user.Location, Decoded(user.Description),
            user.PublicMetrics?.FollowersCount, user.PublicMetrics?.FollowingCount, user.PublicMetrics?.Posts, user.PublicMetrics?.LikeCount,
            user.PublicMetrics?.ListedCount, user.Verified,
            user.ProfileImageUrl is null ? null : user.ProfileImageUrl.Contains("default_profile_images", StringComparison.Ordinal));

    /// <summary>A repost keeps no counts: X shows those of the original there.</summary>
    public static PostRecord? PostOrNull(XPost post, string author)
    {
        if (post.Id is not { Length: > 0 } id || CreatedAtOrNull(post) is not { } createdAt)
            return null;
        var reposted = RepostedOrNull(post);
        var repliedTo = RepliedToOrNull(post);
        var quoted = QuotedOrNull(post);
        var metrics = reposted is null ? post.PublicMetrics : null;
        return new PostRecord(
            Network, id, author, createdAt,
            reposted is not null ? PostKind.Repost : repliedTo is not null ? PostKind.Reply : quoted is not null ? PostKind.Quote : PostKind.Original,
            reposted ?? repliedTo ?? quoted, Decoded(post.FullText), metrics?.LikeCount, metrics?.Reposts, metrics?.ReplyCount, metrics?.QuoteCount,
            // X counts views since December 2022 and shows 0 for older posts.
            metrics?.ImpressionCount is > 0 and { } views ? views : null, post.Lang);
    }

    /// <summary>What the author of a post did to others by it.</summary>
    /// <param name="names">Handles of accounts and authors of posts that came with the answer.</param>
    public static IEnumerable<InteractionRecord> Acts(XPost post, string author, XNames names)
    {
        if (CreatedAtOrNull(post) is not { } at)
            yield break;

        if (RepostedOrNull(post) is { } original)
        {
            if ((names.AuthorOfOrNull(original) ?? RepostedHandleOrNull(post.Text)) is { } target)
                yield return new InteractionRecord(Network, author, target, InteractionKind.Repost, at, original);
            yield break;
        }

        string? answered = null;
        if (RepliedToOrNull(post) is { } repliedTo)
        {
            answered = names.AuthorOfOrNull(repliedTo) ?? NameOfOrNull(post, post.InReplyToUserId, author, names);
            if (answered is not null)
                yield return new InteractionRecord(Network, author, answered, InteractionKind.Reply, at, repliedTo);
        }
        if (QuotedOrNull(post) is { } quoted && (names.AuthorOfOrNull(quoted) ?? QuotedHandleOrNull(post, quoted)) is { } quotedAuthor)
            yield return new InteractionRecord(Network, author, quotedAuthor, InteractionKind.Quote, at, quoted);

        // X adds the account that is answered to the mentions: one act, not two.
        foreach (var name in (post.Entities?.Mentions ?? []).Select(m => m.Username).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (name.Length > 0 && !name.Equals(answered, StringComparison.OrdinalIgnoreCase))
                yield return new InteractionRecord(Network, author, name, InteractionKind.Mention, at);
        }
    }

    /// <summary>When a post was made: as X says, else as its id says.</summary>
    public static DateTime? CreatedAtOrNull(XPost post) => TimeOrNull(post.CreatedAt) ?? SnowflakeTimeOrNull(post.Id);

    public static DateTime? SnowflakeTimeOrNull(string? id) =>
        ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= FirstSnowflake and <= long.MaxValue
            ? DateTime.UnixEpoch.AddMilliseconds((long)(number >> 22) + SnowflakeEpochMilliseconds)
            : null;

    /// <summary>Ids are numbers of up to 19 digits, kept as text: the longer is the later.</summary>
    public static int CompareIds(string a, string b) => a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b);

    private static string? RepostedOrNull(XPost post) => post.ReferenceOrNull("retweeted", "reposted");
    private static string? RepliedToOrNull(XPost post) => post.ReferenceOrNull("replied_to");
    private static string? QuotedOrNull(XPost post) => post.ReferenceOrNull("quoted");

    private static string? NameOfOrNull(XPost post, string? userId, string author, XNames names) => userId is null ? null
        : userId == post.AuthorId ? author
        : post.Entities?.Mentions?.FirstOrDefault(m => m.Id == userId)?.Username ?? names.HandleOrNull(userId);

    // "RT @name: text…" is how X writes every repost.
    internal static string? RepostedHandleOrNull(string? text)
    {
        if (text?.StartsWith("RT @", StringComparison.Ordinal) is not true)
            return null;
        var end = text.IndexOf(':', StringComparison.Ordinal);
        return end is > 4 and <= 24 && text.AsSpan(4, end - 4).IndexOf(' ') < 0 ? text[4..end] : null;
    }

    private static string? QuotedHandleOrNull(XPost post, string quoted)
    {
        foreach (var url in post.Entities?.Urls ?? [])
        {
            if (QuotedByAddressOrNull(url.ExpandedUrl) is { } found && found.Post == quoted)
                return found.Handle;
        }
        return null;
    }

    /// <summary>Reads https://x.com/handle/status/id (also twitter.com and their mobile hosts).</summary>
    internal static (string Handle, string Post)? QuotedByAddressOrNull(string? address)
    {
        if (!WebAddress.TryParse(address, out var uri) || uri.Host is not ("x.com" or "twitter.com" or "mobile.twitter.com" or "mobile.x.com" or "www.x.com" or "www.twitter.com"))
            return null;
        var parts = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        // /i/web/status/id names no account.
        return parts is [not "i", "status", _, ..] && parts[2].All(char.IsAsciiDigit) ? (parts[0], parts[2]) : null;
    }

    private static string? Decoded(string? text) => text is null ? null : WebUtility.HtmlDecode(text);

    private static DateTime? TimeOrNull(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.UtcDateTime : null;
}

/// <summary>The accounts and posts that X sent along with an answer.</summary>
internal sealed class XNames
{
    private readonly Dictionary<string, string> _handles = [];
    private readonly Dictionary<string, string> _authors = [];

    public XNames(XIncludes? includes)
    {
        foreach (var user in includes?.Users ?? [])
        {
            if (user is { Id: { } id, Username: { Length: > 0 } handle })
                _handles[id] = handle;
        }
        foreach (var post in (includes?.Tweets ?? []).Concat(includes?.Posts ?? []))
        {
            if (post is { Id: { } id, AuthorId: { } author })
                _authors[id] = author;
        }
    }

    public string? HandleOrNull(string? userId) => userId is not null && _handles.TryGetValue(userId, out var handle) ? handle : null;

    public string? AuthorOfOrNull(string postId) => _authors.TryGetValue(postId, out var author) ? HandleOrNull(author) : null;
}
