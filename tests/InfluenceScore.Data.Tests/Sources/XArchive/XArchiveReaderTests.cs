using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Sources.Archives;
using InfluenceScore.Data.Tests.Ingestion;
using InfluenceScore.Data.Tests.Sources.Archives;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Tests.Sources.XArchive;

public sealed class XArchiveReaderTests : IDisposable
{
    private const string Account = """
        window.YTD.account.part0 = [ { "account" : { "email" : "private@mail.example", "createdVia" : "web", "username" : "Aurora_Bakes", "accountId" : "1001", "createdAt" : "2015-03-01T08:00:00.000Z", "accountDisplayName" : "Aurora" } } ]
        """;

    private const string Tweets = """
        window.YTD.tweets.part0 = [
        { "tweet" : { "id_str" : "1000000000000000001", "created_at" : "Sat Dec 06 18:20:30 +0000 2025", "full_text" : "fresh bread &amp; butter", "favorite_count" : "12", "retweet_count" : "3", "lang" : "en", "entities" : { "user_mentions" : [ ], "urls" : [ ] } } },
        { "tweet" : { "id_str" : "1000000000000000002", "created_at" : "Sat Dec 06 18:21:30 +0000 2025", "full_text" : "@tilda_k yes @odo", "favorite_count" : "0", "retweet_count" : "0", "in_reply_to_status_id_str" : "999", "in_reply_to_user_id_str" : "2", "in_reply_to_screen_name" : "Tilda_K",
            "entities" : { "user_mentions" : [ { "screen_name" : "Tilda_K", "id_str" : "2", "indices" : [ "0", "8" ] }, { "screen_name" : "odo", "id_str" : "3" } ] } } },
        { "tweet" : { "id_str" : "1000000000000000003", "created_at" : "Sat Dec 06 18:22:30 +0000 2025", "full_text" : "RT @marlow: a long story…", "favorite_count" : "0", "retweet_count" : "77", "entities" : { "user_mentions" : [ { "screen_name" : "marlow", "id_str" : "4" } ] } } },
        { "tweet" : { "id_str" : "1000000000000000004", "created_at" : "2025-12-06T18:23:30.000Z", "full_text" : "look https://t.co/x", "entities" : { "urls" : [ { "expanded_url" : "https://twitter.com/kit/status/555" } ] } } },
        { "tweet" : { "id_str" : "", "full_text" : "nothing" } },
        { "tweet" : { "id_str" : "5", "favorite_count" : "many" } }
        ];
        """;

    private const string Secret = """window.YTD.direct_messages.part0 = [ { "dmConversation" : { "messages" : [ { "messageCreate" : { "text" : "between us" } } ] } } ]""";

    private static readonly (string, string)[] Files =
    [
        ("data/account.js", Account),
        ("data/tweets.js", Tweets),
        ("data/manifest.js", """window.__THAR_CONFIG = { "userInfo" : { "userName" : "Aurora_Bakes" }, "archiveInfo" : { "generationDate" : "2026-01-02T03:04:05.000Z" } }"""),
        ("data/profile.js", """window.YTD.profile.part0 = [ { "profile" : { "description" : { "bio" : "I bake", "location" : "Leeds" }, "avatarMediaUrl" : "https://pbs.twimg.com/profile_images/1/a.jpg" } } ]"""),
        ("data/follower.js", """window.YTD.follower.part0 = [ { "follower" : { "accountId" : "2" } }, { "follower" : { "accountId" : "3" } } ]"""),
        ("data/following.js", """window.YTD.following.part0 = [ ]"""),
        ("data/like.js", """window.YTD.like.part0 = [ { "like" : { "tweetId" : "1", "fullText" : "x" } } ]"""),
        ("data/direct-messages.js", Secret),
        ("data/tweets_media/a.jpg", "picture"),
        ("Your archive.html", "<html></html>"),
    ];

    private readonly ArchiveFile _archive = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public void The_owner_the_posts_and_what_they_did_to_others_are_read_from_a_zip_or_a_folder()
    {
        foreach (var path in new[] { _archive.Zip(Files), _archive.Folder(Files), _archive.Zip([.. Files.Select(f => ("twitter-2026-01-02/" + f.Item1, f.Item2))]) })
        {
            var rows = ArchiveFile.Rows(path);
            var records = rows.Select(r => r.Record).OfType<object>().ToList();

            Assert.Equal(
                new ProfileRecord("x", "Aurora_Bakes", new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), "1001", "Aurora", new DateTime(2015, 3, 1, 8, 0, 0, DateTimeKind.Utc), "Leeds", "I bake",
                    Followers: 2, Following: 0, LikesGiven: 1, DefaultAvatar: false),
                records[0]);
            Assert.Equal(
                [
                    new PostRecord("x", "1000000000000000001", "Aurora_Bakes", At(20), PostKind.Original, null, "fresh bread & butter", 12, 3, Lang: "en"),
                    new PostRecord("x", "1000000000000000002", "Aurora_Bakes", At(21), PostKind.Reply, "999", "@tilda_k yes @odo", 0, 0),
                    new PostRecord("x", "1000000000000000003", "Aurora_Bakes", At(22), PostKind.Repost, null, "RT @marlow: a long story…"),
                    new PostRecord("x", "1000000000000000004", "Aurora_Bakes", At(23), PostKind.Quote, "555", "look https://t.co/x"),
                ], records.OfType<PostRecord>());
            Assert.Equal(
                [
                    new InteractionRecord("x", "Aurora_Bakes", "Tilda_K", InteractionKind.Reply, At(21), "999"),
                    new InteractionRecord("x", "Aurora_Bakes", "odo", InteractionKind.Mention, At(21)),
                    new InteractionRecord("x", "Aurora_Bakes", "marlow", InteractionKind.Repost, At(22)),
                    new InteractionRecord("x", "Aurora_Bakes", "kit", InteractionKind.Quote, At(23), "555"),
                ], records.OfType<InteractionRecord>());
            Assert.Equal([7L, 8L], rows.Where(r => r.Problem is not null).Select(r => r.Line));
        }
    }

    [Fact]
    public void Posts_in_parts_and_archives_of_older_forms_are_read()
    {
        var old = """window.YTD.tweet.part1 = [ { "id_str" : "1000000000000000009", "created_at" : "Sat Dec 06 18:20:30 +0000 2025", "full_text" : "bare" } ]""";

        var parts = ArchiveFile.Rows(_archive.Zip(("data/account.js", Account), ("data/tweets.js", Tweets), ("data/tweets-part1.js", old.Replace("tweet.part1", "tweets.part1"))));
        Assert.Equal(5, parts.Select(r => r.Record).OfType<PostRecord>().Count());

        var oldest = ArchiveFile.Rows(_archive.Zip(("account.js", Account), ("tweet.js", old)));
        Assert.Equal("bare", Assert.Single(oldest.Select(r => r.Record).OfType<PostRecord>()).Text);
        Assert.Null(oldest.Select(r => r.Record).OfType<ProfileRecord>().Single().ObservedAt);
    }

    [Fact]
    public async Task Imported_twice_it_stores_nothing_twice_and_nothing_private_ever()
    {
        using var database = await TestDatabase.CreateAsync();
        var path = _archive.Zip(Files);

        var (first, rejects) = await ArchiveFile.ImportAsync(database, path);
        var content = await database.ContentAsync();
        var (second, _) = await ArchiveFile.ImportAsync(database, path);

        Assert.Equal((9, 0, 2), (first.Stored, first.Duplicate, first.Rejected));
        Assert.Equal((0, 9, 2), (second.Stored, second.Duplicate, second.Rejected));
        Assert.Equal(content, await database.ContentAsync());
        Assert.Contains("tweets.js", rejects);
        Assert.DoesNotContain("between us", content);
        Assert.DoesNotContain("private@mail.example", content);
    }

    [Fact]
    public async Task A_damaged_or_hostile_archive_is_one_sentence_and_nothing_is_stored()
    {
        using var database = await TestDatabase.CreateAsync();
        var empty = await database.ContentAsync();
        foreach (var (path, words) in new[]
        {
            (_archive.Zip(("data/account.js", Account), ("data/tweets.js", Tweets[..^20])), "cut off"),
            (_archive.Zip(("data/account.js", "window.YTD.account.part0 = [ ]"), ("data/tweets.js", Tweets)), "names no account"),
            (_archive.Zip(("data/account.js", "window.YTD.account.part0 = [ {\"account\":{}} ]"), ("data/tweets.js", Tweets)), "no username"),
            (_archive.Zip(("data/account.js", "window.YTD.account.part0 = [ {\"account\":{\"username\":7}} ]"), ("data/tweets.js", Tweets)), "not the JSON"),
            (_archive.Zip(("data/account.js", Account), ("data/tweets.js", Tweets), ("../../etc/cron.d/x", "x")), "points outside the archive"),
            (_archive.Zip(("data/account.js", Account), ("data/tweets.js", "[" + new string(' ', 400_000_000) + "]")), "more than 200 times"),
        })
        {
            var e = await Assert.ThrowsAsync<InfluenceScoreException>(() => ArchiveFile.ImportAsync(database, path));
            Assert.Contains(words, e.Message);
        }
        Assert.Equal(empty, await database.ContentAsync());
    }

    [Fact]
    public void What_is_no_archive_is_left_to_others()
    {
        Assert.Null(SourceArchive.OpenOrNull(_archive.Zip(("posts.csv", "network,id\n"))));
        Assert.Null(SourceArchive.OpenOrNull(_archive.Folder(("account.js", Account))));
        Assert.Null(SourceArchive.OpenOrNull("/nowhere/at/all"));
    }

    private static DateTime At(int minute) => new(2025, 12, 6, 18, minute, 30, DateTimeKind.Utc);
}
