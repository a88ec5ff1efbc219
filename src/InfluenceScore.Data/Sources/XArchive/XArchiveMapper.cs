using System.Globalization;
using System.Net;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources.X;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Sources.XArchive;

/// <summary>From the wire types of X's archive to records. Pure.</summary>
internal static class XArchiveMapper
{
    // The first form is X's own, the second occurs in newer archives.
    private static readonly string[] TimeForms = ["ddd MMM dd HH:mm:ss zzz yyyy", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static PostRecord? PostOrNull(XaTweet tweet, string author)
    {
        if (tweet.IdStr is not { Length: > 0 } id || CreatedAtOrNull(tweet) is not { } at)
            return null;
        var reposted = RepostedOrNull(tweet) is not null;
        var quoted = QuotedOrNull(tweet);
        return new PostRecord(
            XMapper.Network, id, author, at,
            reposted ? PostKind.Repost : tweet.InReplyToStatusIdStr is not null ? PostKind.Reply : quoted is not null ? PostKind.Quote : PostKind.Original,
            reposted ? null : tweet.InReplyToStatusIdStr ?? quoted?.Post, WebUtility.HtmlDecode(tweet.FullText ?? tweet.Text),
            // The counts of a repost are the original's, or nothing.
            reposted ? null : tweet.FavoriteCount, reposted ? null : tweet.RetweetCount, Lang: tweet.Lang);
    }

    /// <summary>What the owner of the archive did to others by a post. A repost does not tell which post it was.</summary>
    public static IEnumerable<InteractionRecord> Acts(XaTweet tweet, string author)
    {
        if (CreatedAtOrNull(tweet) is not { } at)
            yield break;
        if (RepostedOrNull(tweet) is { } original)
        {
            yield return new InteractionRecord(XMapper.Network, author, original, InteractionKind.Repost, at);
            yield break;
        }

        var answered = tweet.InReplyToScreenName is { Length: > 0 } name ? name
            : tweet.InReplyToUserIdStr is { } to ? tweet.Entities?.UserMentions?.FirstOrDefault(m => m.IdStr == to)?.ScreenName : null;
        if (answered is not null)
            yield return new InteractionRecord(XMapper.Network, author, answered, InteractionKind.Reply, at, tweet.InReplyToStatusIdStr);
        if (QuotedOrNull(tweet) is { } quoted)
            yield return new InteractionRecord(XMapper.Network, author, quoted.Handle, InteractionKind.Quote, at, quoted.Post);
        foreach (var mentioned in (tweet.Entities?.UserMentions ?? []).Select(m => m.ScreenName).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (mentioned.Length > 0 && !mentioned.Equals(answered, StringComparison.OrdinalIgnoreCase))
                yield return new InteractionRecord(XMapper.Network, author, mentioned, InteractionKind.Mention, at);
        }
    }

    public static DateTime? TimeOrNull(string? text) => DateTimeOffset.TryParseExact(
        text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.UtcDateTime : null;

    private static DateTime? CreatedAtOrNull(XaTweet tweet) => TimeOrNull(tweet.CreatedAt) ?? XMapper.SnowflakeTimeOrNull(tweet.IdStr);

    private static string? RepostedOrNull(XaTweet tweet) => XMapper.RepostedHandleOrNull(tweet.FullText ?? tweet.Text);

    private static (string Handle, string Post)? QuotedOrNull(XaTweet tweet) =>
        (tweet.Entities?.Urls ?? []).Select(u => XMapper.QuotedByAddressOrNull(u.ExpandedUrl)).FirstOrDefault(q => q is not null);
}
