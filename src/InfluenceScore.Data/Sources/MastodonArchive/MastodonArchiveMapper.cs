using System.Text.Json;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources.Mastodon;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Sources.MastodonArchive;

/// <summary>From the activities of a Mastodon archive to records. Pure. Ids are the same URIs that the client API tells.</summary>
/// <param name="owner">URI of the account whose archive it is.</param>
/// <param name="handle">user@host of that account.</param>
internal sealed class MastodonArchiveMapper(string owner, string handle)
{
    private static readonly string[] Everybody = ["https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"];

    private readonly string _host = new Uri(owner).Host;
    private readonly string _domain = handle[(handle.IndexOf('@', StringComparison.Ordinal) + 1)..];

    public static bool IsForEverybody(IReadOnlyList<string>? to, IReadOnlyList<string>? cc) => (to ?? []).Concat(cc ?? []).Any(Everybody.Contains);

    /// <returns>Nothing for what is not meant for everybody, and for activities that are neither posts nor boosts.</returns>
    public IEnumerable<object> Records(ApActivity activity) => !IsForEverybody(activity.To, activity.Cc) ? []
        : activity.Type switch
        {
            "Create" when activity.Object.ValueKind == JsonValueKind.Object => OfNote(activity.Object.Deserialize<ApNote>(ActivityJson.Options)!),
            "Announce" => OfBoost(activity),
            _ => [],
        };

    private IEnumerable<object> OfNote(ApNote note)
    {
        if (note.Id is not { Length: > 0 } id || MastodonMapper.TimeOrNull(note.Published) is not { } at || !IsForEverybody(note.To, note.Cc))
            yield break;
        yield return new PostRecord(
            MastodonMapper.Network, id, handle, at, note.InReplyTo is null ? PostKind.Original : PostKind.Reply, note.InReplyTo,
            note.Content is null ? null : HtmlText.Of(note.Content), Lang: note.ContentMap?.Count == 1 ? note.ContentMap.Keys.First() : null);

        var mentions = (note.Tag ?? []).Where(t => t.Type == "Mention").Select(t => (t.Href, Handle: HandleOfMentionOrNull(t))).Where(m => m.Handle is not null).ToList();
        string? answered = null;
        if (note.InReplyTo is { } parent)
        {
            // A post lies below its author's address; the handle of that author is told by a mention, or by the address itself.
            answered = parent.StartsWith(owner + "/", StringComparison.Ordinal) ? handle
                : mentions.FirstOrDefault(m => m.Href is { Length: > 0 } href && parent.StartsWith(href + "/", StringComparison.Ordinal)).Handle ?? HandleOfPostOrNull(parent);
            if (answered is not null)
                yield return new InteractionRecord(MastodonMapper.Network, handle, answered, InteractionKind.Reply, at, parent);
        }
        foreach (var mentioned in mentions.Select(m => m.Handle!).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!mentioned.Equals(answered, StringComparison.OrdinalIgnoreCase))
                yield return new InteractionRecord(MastodonMapper.Network, handle, mentioned, InteractionKind.Mention, at);
        }
    }

    private IEnumerable<object> OfBoost(ApActivity activity)
    {
        var note = activity.Object.ValueKind == JsonValueKind.Object ? activity.Object.Deserialize<ApNote>(ActivityJson.Options) : null;
        var original = note?.Id ?? activity.Object.StringOrNull();
        if (activity.Id is not { Length: > 0 } id || original is not { Length: > 0 } || MastodonMapper.TimeOrNull(activity.Published) is not { } at)
            yield break;
        yield return new PostRecord(MastodonMapper.Network, id, handle, at, PostKind.Repost, original);
        var author = original.StartsWith(owner + "/", StringComparison.Ordinal) || note?.AttributedTo == owner ? handle : HandleOfPostOrNull(original);
        if (author is not null)
            yield return new InteractionRecord(MastodonMapper.Network, handle, author, InteractionKind.Repost, at, original);
    }

    // Mastodon writes @user for its own users and @user@host for the others.
    private string? HandleOfMentionOrNull(ApTag tag)
    {
        var name = tag.Name?.TrimStart('@');
        if (name is not { Length: > 0 })
            return null;
        if (name.Contains('@', StringComparison.Ordinal))
            return name;
        return WebAddress.TryParse(tag.Href, out var uri) ? $"{name}@{(uri.Host == _host ? _domain : uri.Host)}" : null;
    }

    // https://host/users/name/statuses/1 and https://host/@name/1 are how Mastodon and its kin name posts; other addresses do not tell whose they are.
    private string? HandleOfPostOrNull(string address)
    {
        if (!WebAddress.TryParse(address, out var uri))
            return null;
        var host = uri.Host == _host ? _domain : uri.Authority;
        return uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["users", var user, "statuses", _, ..] => $"{user}@{host}",
            [var at, _] when at.StartsWith('@') && at.Length > 1 && !at[1..].Contains('@', StringComparison.Ordinal) => $"{at[1..]}@{host}",
            _ => null,
        };
    }
}
