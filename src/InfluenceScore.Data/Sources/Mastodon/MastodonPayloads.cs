using System.Text.Json;
using System.Text.Json.Serialization;

namespace InfluenceScore.Data.Sources.Mastodon;

// Wire types of the Mastodon client API, as far as they are read. Other servers speak dialects of it: everything may be missing.

internal static class MastodonJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new NullFreeLists() },
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };
}

/// <param name="Acct">user at home, user@host from elsewhere.</param>
/// <param name="Uri">The one name of the account that is the same on every server.</param>
internal sealed record MAccount(
    string? Id, string? Acct, string? DisplayName, string? Note, string? Uri, string? CreatedAt, string? Avatar, bool? Suspended, bool? HideCollections,
    long? FollowersCount, long? FollowingCount, long? StatusesCount, MAccount? Moved);

/// <param name="Id">Means something on the server that was asked only, and nothing about order.</param>
/// <param name="Content">HTML.</param>
internal sealed record MStatus(
    string? Id, string? Uri, string? Url, string? CreatedAt, string? Content, string? Visibility, string? Language, string? InReplyToId, string? InReplyToAccountId,
    long? RepliesCount, long? ReblogsCount, long? FavouritesCount, long? QuotesCount, MAccount? Account, MStatus? Reblog, IReadOnlyList<MMention>? Mentions, MQuote? Quote);

internal sealed record MMention(string? Id, string? Acct);

internal sealed record MQuote(MStatus? QuotedStatus);

internal sealed record MContext(IReadOnlyList<MStatus>? Ancestors, IReadOnlyList<MStatus>? Descendants);

internal sealed record MInstance(string? Title, string? Version);

internal sealed record MError(string? Error);

internal sealed record WebFinger(string? Subject, IReadOnlyList<WebFingerLink>? Links);

internal sealed record WebFingerLink(string? Rel, string? Href);
