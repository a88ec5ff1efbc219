using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Sources;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace InfluenceScore.Data.Tests.Ingestion;

public sealed class IngestorTests
{
    private static readonly DateTime Now = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Monday = new(2026, 2, 2, 8, 30, 15, 250, DateTimeKind.Utc);

    [Fact]
    public async Task Every_kind_of_fact_is_read_back_as_it_was_stored()
    {
        using var database = await TestDatabase.CreateAsync();
        await StoreAsync(database,
            new ProfileRecord("X", "@Baker", Monday, "42", "The Baker", Monday.AddYears(-5), "Graz", "bread", 10, 20, 30, 40, 50, true, false),
            new PostRecord("x", "p1", "baker", Monday, PostKind.Quote, "p0", "rye!", 1, 2, 3, 4, 5, "en"),
            new InteractionRecord("x", "Eater", "BAKER", InteractionKind.Like, Monday, "p1"),
            new FollowRecord("x", "eater", "baker", FollowEventKind.Unfollow, Monday));

        await using var db = database.Open();
        var baker = await db.Accounts.SingleAsync(a => a.Handle == "baker");
        Assert.Equal(("x", "42", "The Baker"), (baker.Network, baker.NetworkUserId, baker.Name));
        var profile = await db.Profiles.SingleAsync();
        Assert.Equal((baker.Id, Monday, "42", "Graz", "bread"), (profile.AccountId, profile.ObservedAt, profile.NetworkUserId, profile.Location, profile.Bio));
        Assert.Equal((10, 20, 30, 40, 50, true, false),
            (profile.Followers, profile.Following, profile.Posts, profile.LikesGiven, profile.Listed, profile.Verified, profile.DefaultAvatar));
        var post = await db.Posts.SingleAsync(p => p.NetworkPostId == "p1");
        var quoted = await db.Posts.SingleAsync(p => p.NetworkPostId == "p0");
        Assert.Equal((baker.Id, Monday, PostKind.Quote, quoted.Id, "rye!", "en"), (post.AuthorId, post.CreatedAt, post.Kind, post.RefersToId, post.Text, post.Lang));
        Assert.Equal((1, 2, 3, 4, 5), (post.Likes, post.Reposts, post.Replies, post.Quotes, post.Views));
        Assert.Null(quoted.AuthorId);
        var eater = await db.Accounts.SingleAsync(a => a.Handle == "eater");
        var act = await db.Interactions.SingleAsync();
        Assert.Equal((baker.Id, eater.Id, InteractionKind.Like, post.Id, Monday), (act.TargetId, act.ActorId, act.Kind, act.PostId, act.At));
        var follow = await db.FollowEvents.SingleAsync();
        Assert.Equal((eater.Id, baker.Id, FollowEventKind.Unfollow, Monday), (follow.FollowerId, follow.FolloweeId, follow.Event, follow.At));
    }

    [Fact]
    public async Task The_same_records_a_second_time_are_duplicates_and_change_nothing()
    {
        using var database = await TestDatabase.CreateAsync();
        var records = SampleRecords();
        await StoreAsync(database, records);
        var before = await database.ContentAsync();

        Assert.All(await StoreAsync(database, records), r => Assert.Equal(StoreOutcome.Duplicate, r.Outcome));
        Assert.Equal(before, await database.ContentAsync());
    }

    [Fact]
    public async Task The_order_in_which_records_arrive_does_not_matter()
    {
        using var reference = await TestDatabase.CreateAsync();
        await StoreAsync(reference, SampleRecords());
        var expected = await reference.ContentAsync();

        for (var seed = 1; seed <= 10; seed++)
        {
            var records = SampleRecords();
            new Random(seed).Shuffle(records);
            using var database = await TestDatabase.CreateAsync();
            foreach (var half in records.Chunk(records.Length / 2 + 1))
                Assert.All(await StoreAsync(database, half), r => Assert.Equal(StoreOutcome.Stored, r.Outcome));
            Assert.Equal(expected, await database.ContentAsync());
        }
    }

    [Fact]
    public async Task A_post_that_was_only_referred_to_is_filled_when_it_arrives()
    {
        using var database = await TestDatabase.CreateAsync();
        var results = await StoreAsync(database,
            new InteractionRecord("x", "a", "b", InteractionKind.Repost, Monday, "p1"),
            new PostRecord("x", "p1", "b", Monday, Text: "hello"),
            new PostRecord("x", "p1", "b", Monday, Text: "hello"));

        Assert.Equal([StoreOutcome.Stored, StoreOutcome.Stored, StoreOutcome.Duplicate], results.Select(r => r.Outcome));
        await using var db = database.Open();
        Assert.Equal("hello", (await db.Posts.SingleAsync()).Text);
    }

    [Fact]
    public async Task What_is_not_committed_leaves_nothing_behind()
    {
        using var database = await TestDatabase.CreateAsync();
        await using (var db = database.Open())
        await using (var ingestor = await Ingestor.BeginAsync(db))
            Assert.Equal(StoreOutcome.Stored, ingestor.Store(new FollowRecord("x", "a", "b", FollowEventKind.Follow, Monday)).Outcome);

        Assert.Equal("", await database.ContentAsync());
    }

    [Fact]
    public async Task A_record_that_cannot_be_used_is_rejected_in_words_and_stores_nothing()
    {
        using var database = await TestDatabase.CreateAsync();
        foreach (var (record, expected) in UnusableRecords())
        {
            var (outcome, reason) = Assert.Single(await StoreAsync(database, record));
            Assert.Equal(StoreOutcome.Rejected, outcome);
            Assert.Contains(expected, reason, StringComparison.Ordinal);
            Assert.True(reason!.Length < 200 && !reason.Any(char.IsControl), reason);
        }
        Assert.Equal("", await database.ContentAsync());
    }

    private static (object Record, string Reason)[] UnusableRecords() =>
    [
        (new ProfileRecord("", "a"), "network is empty"),
        (new ProfileRecord("my network", "a"), "plain word"),
        (new ProfileRecord(new string('n', 33), "a"), "plain word"),
        (new ProfileRecord("x", " @ "), "handle is empty"),
        (new ProfileRecord("x", new string('h', 10_000)), "handle is 10,000 characters long"),
        (new ProfileRecord("x", new string('h', 321)), "handle is 321 characters long"),
        (new ProfileRecord("x", "a\0b"), "control or invisible character"),
        (new ProfileRecord("x", "a\u001b[2Jb"), "control or invisible character"),
        (new ProfileRecord("x", "a\u202Eb"), "control or invisible character"),
        (new ProfileRecord("x", "a\uD800b"), "control or invisible character"),
        (new ProfileRecord("x", "a", NetworkUserId: "1\n2"), "id '1\uFFFD2' holds a control"),
        (new ProfileRecord("x", "a", Name: "a\0b"), "name holds a NUL byte"),
        (new ProfileRecord("x", "a", Bio: new string('b', 10_000_000)), "bio is 10,000,000 characters long"),
        (new ProfileRecord("x", "a", Bio: "a\uDC00b"), "bio is not valid Unicode"),
        (new ProfileRecord("x", "a", Followers: -1), "followers -1 is negative"),
        (new ProfileRecord("x", "a", Now.AddDays(2)), "observed_at 2026-03-03T12:00:00Z is in the future"),
        (new ProfileRecord("x", "a", CreatedAt: DateTime.UnixEpoch), "created_at 1970-01-01T00:00:00Z is before 1990"),
        (new PostRecord("x", "", "a", Monday), "id is empty"),
        (new PostRecord("x", new string('i', 2000), "a", Monday), "id is 2,000 characters long"),
        (new PostRecord("x", "1", "", Monday), "author is empty"),
        (new PostRecord("x", "1", "a", new DateTime(9999, 12, 31, 23, 59, 59, DateTimeKind.Utc)), "created_at 9999-12-31T23:59:59Z is in the future"),
        (new PostRecord("x", "1", "a", Monday, RefersTo: "1"), "refers to itself"),
        (new PostRecord("x", "1", "a", Monday, Text: "\0"), "text holds a NUL byte"),
        (new PostRecord("x", "1", "a", Monday, Views: long.MinValue), "views -9223372036854775808 is negative"),
        (new InteractionRecord("x", "", "b", InteractionKind.Like, Monday), "actor is empty"),
        (new InteractionRecord("x", "a", "", InteractionKind.Like, Monday), "target is empty"),
        (new InteractionRecord("x", "a", "b", InteractionKind.Like, default(DateTime)), "at 0001-01-01T00:00:00Z is before 1990"),
        (new InteractionRecord("x", "a", "b", InteractionKind.Like, Monday, ""), "post is empty"),
        (new FollowRecord("x", "a\u007F", "b", FollowEventKind.Follow, Monday), "follower"),
        (new FollowRecord("x", "a", "b", FollowEventKind.Follow, Now.AddDays(1).AddSeconds(1)), "in the future"),
    ];

    [Fact]
    public async Task Text_of_other_scripts_and_pictures_is_kept_as_it_is()
    {
        const string text = "Grüße 🥐 \r\n مرحبا\tこんにちは \"quoted\" 'single'; DROP TABLE Posts;--";
        using var database = await TestDatabase.CreateAsync();
        await StoreAsync(database, new PostRecord("forum.example", "1", "Zoë 🥐", Monday, Text: text));

        await using var db = database.Open();
        Assert.Equal(text, (await db.Posts.SingleAsync()).Text);
        Assert.Equal("zoë 🥐", (await db.Accounts.SingleAsync()).Handle);
    }

    [SqliteFact]
    public async Task A_database_that_may_only_be_read_is_one_clear_sentence()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open("Mode=ReadOnly");

        var e = await Assert.ThrowsAsync<InfluenceScoreException>(() => Ingestor.BeginAsync(db));
        Assert.Contains("read-only", e.Message, StringComparison.Ordinal);
    }

    [SqliteFact]
    public async Task A_full_disk_is_one_clear_sentence_and_nothing_is_stored()
    {
        using var database = await TestDatabase.CreateAsync();
        await using (var db = database.Open())
        {
            await db.Database.OpenConnectionAsync();
            await db.Database.ExecuteSqlRawAsync("PRAGMA max_page_count = 60");
            await using var ingestor = await Ingestor.BeginAsync(db);

            var e = Assert.Throws<InfluenceScoreException>(() =>
            {
                for (var i = 0; i < 10_000; i++)
                    ingestor.Store(new PostRecord("x", $"{i}", "a", Monday, Text: new string('t', 500)));
            });
            Assert.Contains("the disk is full", e.Message, StringComparison.Ordinal);
        }
        Assert.Equal("", await database.ContentAsync());
    }

    internal static async Task<List<StoreResult>> StoreAsync(TestDatabase database, params object[] records)
    {
        await using var db = database.Open();
        await using var ingestor = await Ingestor.BeginAsync(db, new FakeTimeProvider(new DateTimeOffset(Now)));
        var results = new List<StoreResult>();
        foreach (var record in records)
        {
            results.Add(record switch
            {
                ProfileRecord r => ingestor.Store(r),
                PostRecord r => ingestor.Store(r),
                InteractionRecord r => ingestor.Store(r),
                _ => ingestor.Store((FollowRecord)record),
            });
        }
        await ingestor.CommitAsync();
        return results;
    }

    private static object[] SampleRecords() =>
    [
        new ProfileRecord("x", "a", Monday, "7", "Old name", Followers: 5),
        new ProfileRecord("x", "A", Monday.AddDays(1), "8", "New name", Followers: 6),
        new ProfileRecord("x", "@a", Monday.AddDays(2), Followers: 7),
        new ProfileRecord("x", "a", Name: "Name without a date"),
        new ProfileRecord("x", "b", Name: "Only name"),
        new PostRecord("x", "1", "a", Monday, PostKind.Original, Text: "one"),
        new PostRecord("x", "2", "b", Monday, PostKind.Reply, "1"),
        new PostRecord("x", "3", "b", Monday, PostKind.Quote, "elsewhere"),
        new PostRecord("other", "1", "a", Monday, PostKind.Original, Text: "another network"),
        new InteractionRecord("x", "b", "a", InteractionKind.Reply, Monday, "1"),
        new InteractionRecord("x", "b", "a", InteractionKind.Reply, Monday),
        new InteractionRecord("x", "b", "a", InteractionKind.Like, Monday, "never seen"),
        new InteractionRecord("x", "a", "a", InteractionKind.Like, Monday, "1"),
        new FollowRecord("x", "b", "a", FollowEventKind.Follow, Monday),
        new FollowRecord("x", "b", "a", FollowEventKind.Unfollow, Monday),
        new FollowRecord("x", "b", "a", FollowEventKind.Follow, Monday.AddDays(1)),
    ];
}
