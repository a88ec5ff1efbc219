using System.Globalization;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Sources.Mastodon;

/// <summary>From Mastodon's wire types to records. Pure. Ids of posts and accounts are their URIs, which are the same on every server.</summary>
internal static class MastodonMapper
{
    public const string Network = "mastodon";

    /// <summary>user@host.</summary>
    /// <param name="domain">Of the server that answered: it leaves its own out.</param>
    public static string? HandleOrNull(string? acct, string domain) => acct is not { Length: > 0 } ? null : acct.Contains('@', StringComparison.Ordinal) ? acct : $"{acct}@{domain}";

    public static ProfileRecord? ProfileOrNull(MAccount account, string domain, DateTime observedAt)
    {
        if (HandleOrNull(account.Acct, domain) is not { } handle)
            return null;
        // Three zeros are what a server sends that does not count (snac2).
        var counts = account is not { FollowersCount: 0, FollowingCount: 0, StatusesCount: 0 };
        return new ProfileRecord(
            Network, handle, observedAt, NetworkUserId: null, account.DisplayName, TimeOrNull(account.CreatedAt), Location: null,
            account.Note is null ? null : HtmlText.Of(account.Note),
            counts ? KnownOrNull(account.FollowersCount) : null, counts ? KnownOrNull(account.FollowingCount) : null, counts ? KnownOrNull(account.StatusesCount) : null,
            DefaultAvatar: account.Avatar?.Contains("missing.png", StringComparison.Ordinal));
    }

    // Some servers say -1 for what they hide.
    private static long? KnownOrNull(long? count) => count is < 0 ? null : count;

    /// <summary>Which URI an account's handle belongs to: only a server's word on its own accounts counts, or any server could rename everybody's.</summary>
    /// <param name="host">The server that answered.</param>
    public static AccountRecord? IdentityOrNull(MAccount account, string domain, string host) =>
        WebAddress.TryParse(account.Uri, out var uri) && uri.Authority.Equals(host, StringComparison.OrdinalIgnoreCase)
            && HandleOrNull(account.Acct, domain) is { } handle && handle.EndsWith("@" + domain, StringComparison.OrdinalIgnoreCase)
            ? new AccountRecord(Network, account.Uri!, handle) : null;

    /// <summary>The id of a post that every server agrees on.</summary>
    public static string? IdOrNull(MStatus status) => status.Uri is { Length: > 0 } uri ? uri : status.Url is { Length: > 0 } url ? url : null;

    /// <summary>With a token a server also shows what is not meant for everybody: that is left alone.</summary>
    public static bool IsForEverybody(MStatus status) => status.Visibility is null or "public" or "unlisted";

    /// <summary>The post itself and, where it is a boost, the boosted one.</summary>
    public static IEnumerable<PostRecord> Posts(MStatus status, MastodonThread thread)
    {
        if (!IsForEverybody(status) || IdOrNull(status) is not { } id || HandleOrNull(status.Account?.Acct, thread.Domain) is not { } author || TimeOrNull(status.CreatedAt) is not { } at)
            yield break;
        if (status.Reblog is { } boosted)
        {
            if (!IsStandIn(status, boosted))
                yield return new PostRecord(Network, id, author, at, PostKind.Repost, IdOrNull(boosted));
            foreach (var original in Posts(boosted with { Reblog = null }, thread))
                yield return original;
            yield break;
        }
        var quoted = status.Quote?.QuotedStatus is { } q ? IdOrNull(q) : null;
        yield return new PostRecord(
            Network, id, author, at,
            status.InReplyToId is not null ? PostKind.Reply : quoted is not null ? PostKind.Quote : PostKind.Original,
            status.InReplyToId is not null ? thread.PostOrNull(status.InReplyToId) : quoted,
            status.Content is null ? null : HtmlText.Of(status.Content),
            status.FavouritesCount, status.ReblogsCount, status.RepliesCount, status.QuotesCount, Lang: status.Language);
    }

    /// <summary>What the author of a post did to others by it.</summary>
    public static IEnumerable<InteractionRecord> Acts(MStatus status, MastodonThread thread)
    {
        if (!IsForEverybody(status) || HandleOrNull(status.Account?.Acct, thread.Domain) is not { } author || TimeOrNull(status.CreatedAt) is not { } at)
            yield break;
        if (status.Reblog is { } boosted)
        {
            if (HandleOrNull(boosted.Account?.Acct, thread.Domain) is { } target && IsForEverybody(boosted))
                yield return new InteractionRecord(Network, author, target, InteractionKind.Repost, IsStandIn(status, boosted) ? null : at, IdOrNull(boosted));
            yield break;
        }

        string? answered = null;
        if (status.InReplyToId is not null)
        {
            answered = status.InReplyToAccountId is { } to && to == status.Account?.Id ? author
                : HandleOrNull(status.Mentions?.FirstOrDefault(m => m.Id is not null && m.Id == status.InReplyToAccountId)?.Acct, thread.Domain)
                    ?? thread.HandleOrNull(status.InReplyToAccountId);
            if (answered is not null)
                yield return new InteractionRecord(Network, author, answered, InteractionKind.Reply, at, thread.PostOrNull(status.InReplyToId));
        }
        if (status.Quote?.QuotedStatus is { } quoted && HandleOrNull(quoted.Account?.Acct, thread.Domain) is { } quotedAuthor)
            yield return new InteractionRecord(Network, author, quotedAuthor, InteractionKind.Quote, at, IdOrNull(quoted));

        // Mastodon names the account that is answered among the mentions: one act, not two.
        foreach (var name in (status.Mentions ?? []).Select(m => HandleOrNull(m.Acct, thread.Domain)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!name.Equals(answered, StringComparison.OrdinalIgnoreCase))
                yield return new InteractionRecord(Network, author, name, InteractionKind.Mention, at);
        }
    }

    // snac2 shows a boosted post as a boost by its last booster, at the very moment of the post: who boosted is true, when is not told.
    private static bool IsStandIn(MStatus boost, MStatus boosted) => TimeOrNull(boost.CreatedAt) == TimeOrNull(boosted.CreatedAt);

    public static DateTime? TimeOrNull(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.UtcDateTime : null;
}

/// <summary>The posts and accounts that one answer named by their ids on that server.</summary>
/// <param name="domain">Of the server that answered, as its handles end.</param>
/// <param name="host">The server itself.</param>
internal sealed class MastodonThread(string domain, string host)
{
    private readonly Dictionary<string, string> _posts = [];
    private readonly Dictionary<string, string> _handles = [];

    public string Domain => domain;
    public string Host => host;

    public void Add(MStatus status)
    {
        if (status.Id is { } id && MastodonMapper.IdOrNull(status) is { } uri)
            _posts[id] = uri;
        if (status.Account is { Id: { } accountId } account && MastodonMapper.HandleOrNull(account.Acct, domain) is { } handle)
            _handles[accountId] = handle;
        if (status.Reblog is { } boosted)
            Add(boosted with { Reblog = null });
    }

    public string? PostOrNull(string id) => _posts.GetValueOrDefault(id);

    public string? HandleOrNull(string? accountId) => accountId is null ? null : _handles.GetValueOrDefault(accountId);
}
