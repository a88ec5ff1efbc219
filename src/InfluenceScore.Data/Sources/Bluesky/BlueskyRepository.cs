using System.Text.Json;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources.Archives;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Sources.Bluesky;

/// <summary>
/// The export of a Bluesky account: everything that it did itself, with times, and nothing that others did to it. Accounts are named by their DIDs
/// (<see cref="AccountKey.HandleOfId"/>) until the network tells their handles.
/// </summary>
internal sealed class BlueskyRepository : SourceArchive
{
    private readonly string _name;

    private BlueskyRepository(ArchiveFiles files, string name)
        : base(files) => (_name, Bytes) = (name, files.LengthOf(name));

    public static SourceArchive? RecogniseOrNull(ArchiveFiles files)
    {
        if (files.Names.Count != 1 || files.Names.First() is not { } name || files.LengthOf(name) < 64)
            return null;
        using var stream = files.Open(name);
        var first = new byte[64];
        return stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length && CarFile.LooksLikeOne(first) ? new BlueskyRepository(files, name) : null;
    }

    public override IEnumerable<ArchiveRow> Rows(CancellationToken cancellationToken)
    {
        if (Files.LengthOf(_name) > CarFile.MaxBytes)
            throw new InfluenceScoreException($"{_name} is larger than {CarFile.MaxBytes >> 20} MB, the largest repository that is read.");
        using var stream = Files.Open(_name);
        var bytes = new byte[Files.LengthOf(_name)];
        stream.ReadExactly(bytes);
        var number = 0L;
        foreach (var (did, collection, key, record) in CarFile.Records(bytes, _name))
        {
            cancellationToken.ThrowIfCancellationRequested();
            number++;
            foreach (var row in Map(did, collection, key, record))
                yield return row is string problem ? ArchiveRow.Rejected($"{_name}/{collection}", number, problem) : ArchiveRow.Of($"{_name}/{collection}", number, row);
        }
    }

    /// <summary>The records, or in their place a sentence that says why there are none.</summary>
    private static IEnumerable<object> Map(string did, string collection, string key, JsonElement record)
    {
        var self = AccountKey.HandleOfId(did);
        if (collection == BlueskyRecords.ProfileCollection)
            return key == "self" ? [new ProfileRecord(BlueskyFacts.Network, self, null, did, record.Text("displayName"), Bio: record.Text("description"))] : [];
        if (collection is not (BlueskyRecords.PostCollection or BlueskyRecords.RepostCollection or BlueskyRecords.LikeCollection or BlueskyRecords.FollowCollection))
            return [];
        if (BlueskyRecords.Moment(record.Text("createdAt"), null) is not { } at)
            return [$"{key} has no time that can be read"];

        if (collection == BlueskyRecords.FollowCollection)
        {
            return record.Text("subject") is { } followee && BlueskyRecords.IsDid(followee)
                ? [new FollowRecord(BlueskyFacts.Network, self, AccountKey.HandleOfId(followee), FollowEventKind.Follow, at)]
                : [$"{key} does not say who is followed"];
        }
        var facts = new BlueskyFacts();
        if (collection == BlueskyRecords.PostCollection)
            facts.AddPost($"at://{did}/{collection}/{key}", did, at, record);
        else if (record.Property("subject")?.Text("uri") is { } subject)
        {
            // Feeds and lists can be liked as well.
            if (BlueskyRecords.PostUriOrNull(subject) is null)
                return [];
            facts.AddAct(did, BlueskyRecords.RepoOf(subject)!, collection == BlueskyRecords.LikeCollection ? InteractionKind.Like : InteractionKind.Repost, at, subject);
        }
        else
            return [$"{key} does not say which post it is about"];
        var page = facts.ToPage("");
        return [.. page.Posts, .. page.Interactions];
    }
}
