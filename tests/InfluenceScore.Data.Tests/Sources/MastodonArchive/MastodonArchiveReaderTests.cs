using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Tests.Ingestion;
using InfluenceScore.Data.Tests.Sources.Archives;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Tests.Sources.MastodonArchive;

public sealed class MastodonArchiveReaderTests : IDisposable
{
    private const string Actor = """
        {"@context":["https://www.w3.org/ns/activitystreams"],"id":"https://tea.example/users/ada","type":"Person","preferredUsername":"ada","name":"Ada","summary":"\u003cp\u003etea\u003c/p\u003e","published":"2019-02-03T00:00:00Z","outbox":"outbox.json","likes":"likes.json"}
        """;

    private const string Public = "https://www.w3.org/ns/activitystreams#Public";

    private const string Outbox = $$$"""
        {"@context":["https://www.w3.org/ns/activitystreams",{"orderedItems":["no"]}],"id":"outbox.json","type":"OrderedCollection","totalItems":7,"orderedItems":[
        {"id":"https://tea.example/users/ada/statuses/1/activity","type":"Create","published":"2025-05-01T10:00:00Z","to":["{{{Public}}}"],"cc":[],"object":{"id":"https://tea.example/users/ada/statuses/1","type":"Note","published":"2025-05-01T10:00:00Z","to":["{{{Public}}}"],"cc":[],"content":"<p>tea &amp; cake</p>","contentMap":{"en":"<p>tea</p>"},"inReplyTo":null,"tag":[]}},
        {"type":"Create","to":["https://tea.example/users/ada/followers"],"cc":["{{{Public}}}"],"object":{"id":"https://tea.example/users/ada/statuses/2","type":"Note","published":"2025-05-01T11:00:00Z","to":["https://tea.example/users/ada/followers"],"cc":["{{{Public}}}"],"content":"<p>yes</p>","inReplyTo":"https://far.example/users/odo/statuses/77","tag":[{"type":"Mention","href":"https://far.example/users/odo","name":"@odo@far.example"},{"type":"Mention","href":"https://tea.example/users/kit","name":"@kit"},{"type":"Hashtag","href":"x","name":"#tea"}]}},
        {"type":"Create","to":["{{{Public}}}"],"cc":[],"object":{"id":"https://tea.example/users/ada/statuses/3","type":"Note","published":"2025-05-01T12:00:00Z","to":"{{{Public}}}","content":"and","inReplyTo":"https://tea.example/users/ada/statuses/2"}},
        {"id":"https://tea.example/users/ada/statuses/4/activity","type":"Announce","published":"2025-05-01T13:00:00Z","to":["{{{Public}}}"],"cc":["https://far.example/users/odo"],"object":"https://far.example/users/odo/statuses/78"},
        {"id":"https://tea.example/users/ada/statuses/5/activity","type":"Announce","published":"2025-05-01T14:00:00Z","to":["{{{Public}}}"],"object":"https://odd.example/objects/9c1f"},
        {"type":"Create","to":["https://tea.example/users/ada/followers"],"cc":[],"object":{"id":"https://tea.example/users/ada/statuses/6","type":"Note","published":"2025-05-01T15:00:00Z","to":["https://tea.example/users/ada/followers"],"cc":[],"content":"followers only"}},
        {"type":"Create","to":["https://far.example/users/odo"],"cc":[],"object":{"id":"https://tea.example/users/ada/statuses/7","type":"Note","published":"2025-05-01T16:00:00Z","to":["https://far.example/users/odo"],"cc":[],"content":"between us"}},
        {"type":7}
        ]}
        """;

    // Mastodon writes the actor last.
    private static readonly (string, string)[] Files = [("media_attachments/files/a.png", "picture"), ("outbox.json", Outbox), ("likes.json", "{}"), ("actor.json", Actor)];

    private readonly ArchiveFile _archive = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public void Public_posts_and_boosts_are_read_from_a_tar_a_zip_or_a_folder()
    {
        foreach (var path in new[] { _archive.TarGz(Files), _archive.TarGz([.. Files.Select(f => ("./" + f.Item1, f.Item2))]), _archive.Zip(Files), _archive.Folder(Files) })
        {
            var rows = ArchiveFile.Rows(path);
            var records = rows.Select(r => r.Record).OfType<object>().ToList();

            Assert.Equal(new ProfileRecord("mastodon", "ada@tea.example", null, "https://tea.example/users/ada", "Ada", new DateTime(2019, 2, 3, 0, 0, 0, DateTimeKind.Utc), Bio: "tea"), records[0]);
            Assert.Equal(
                [
                    new PostRecord("mastodon", "https://tea.example/users/ada/statuses/1", "ada@tea.example", At(10), PostKind.Original, null, "tea & cake", Lang: "en"),
                    new PostRecord("mastodon", "https://tea.example/users/ada/statuses/2", "ada@tea.example", At(11), PostKind.Reply, "https://far.example/users/odo/statuses/77", "yes"),
                    new PostRecord("mastodon", "https://tea.example/users/ada/statuses/3", "ada@tea.example", At(12), PostKind.Reply, "https://tea.example/users/ada/statuses/2", "and"),
                    new PostRecord("mastodon", "https://tea.example/users/ada/statuses/4/activity", "ada@tea.example", At(13), PostKind.Repost, "https://far.example/users/odo/statuses/78"),
                    new PostRecord("mastodon", "https://tea.example/users/ada/statuses/5/activity", "ada@tea.example", At(14), PostKind.Repost, "https://odd.example/objects/9c1f"),
                ], records.OfType<PostRecord>());
            Assert.Equal(
                [
                    new InteractionRecord("mastodon", "ada@tea.example", "odo@far.example", InteractionKind.Reply, At(11), "https://far.example/users/odo/statuses/77"),
                    new InteractionRecord("mastodon", "ada@tea.example", "kit@tea.example", InteractionKind.Mention, At(11)),
                    new InteractionRecord("mastodon", "ada@tea.example", "ada@tea.example", InteractionKind.Reply, At(12), "https://tea.example/users/ada/statuses/2"),
                    new InteractionRecord("mastodon", "ada@tea.example", "odo@far.example", InteractionKind.Repost, At(13), "https://far.example/users/odo/statuses/78"),
                ], records.OfType<InteractionRecord>());
            Assert.Equal(9, Assert.Single(rows, r => r.Problem is not null).Line);
        }
    }

    [Fact]
    public async Task Imported_twice_it_stores_nothing_twice_and_nothing_private_ever()
    {
        using var database = await TestDatabase.CreateAsync();
        var path = _archive.TarGz(Files);

        var (first, _) = await ArchiveFile.ImportAsync(database, path);
        var content = await database.ContentAsync();
        var (second, _) = await ArchiveFile.ImportAsync(database, path);

        Assert.Equal((10, 0, 1), (first.Stored, first.Duplicate, first.Rejected));
        Assert.Equal((0, 10, 1), (second.Stored, second.Duplicate, second.Rejected));
        Assert.Equal(content, await database.ContentAsync());
        Assert.DoesNotContain("between us", content);
        Assert.DoesNotContain("followers only", content);
    }

    [Fact]
    public async Task A_damaged_or_hostile_archive_is_one_sentence_and_nothing_is_stored()
    {
        using var database = await TestDatabase.CreateAsync();
        var empty = await database.ContentAsync();
        var whole = _archive.TarGz(("outbox.json", Outbox), ("actor.json", Actor), ("media_attachments/files/b.bin", string.Concat(Enumerable.Range(0, 60_000).Select(i => i * 7919 % 10007))));
        var cut = whole + "-cut";
        await File.WriteAllBytesAsync(cut, (await File.ReadAllBytesAsync(whole))[..^20_000]);
        foreach (var (path, words) in new[]
        {
            (_archive.TarGz(("outbox.json", "{\"totalItems\":0}"), ("actor.json", Actor)), "holds no list 'orderedItems'"),
            (_archive.TarGz(("outbox.json", Outbox), ("actor.json", "{}")), "does not say whose"),
            (_archive.TarGz(("outbox.json", Outbox), ("actor.json", "nonsense")), "not the JSON"),
            (_archive.TarGz(("outbox.json", Outbox), ("actor.json", Actor), ("../../etc/cron.d/x", "x")), "points outside the archive"),
            (cut, "cannot be read to its end"),
        })
        {
            var e = await Assert.ThrowsAsync<InfluenceScoreException>(() => ArchiveFile.ImportAsync(database, path));
            Assert.Contains(words, e.Message);
        }
        Assert.Equal(empty, await database.ContentAsync());
    }

    private static DateTime At(int hour) => new(2025, 5, 1, hour, 0, 0, DateTimeKind.Utc);
}
