using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Scores;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Tests.Ingestion;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Tests.Scores;

public sealed class ScoringInputLoaderTests
{
    private static readonly DateTime Noon = new(2020, 6, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Facts_come_back_as_arrays_and_only_those_before_as_of()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await using (var ingestor = await Ingestor.BeginAsync(db))
        {
            ingestor.Store(new PostRecord("x", "p1", "Bakery", Noon, PostKind.Original));
            ingestor.Store(new PostRecord("x", "p2", "bakery", Noon.AddDays(2), PostKind.Original));
            ingestor.Store(new PostRecord("x", "p3", "fan", Noon, PostKind.Repost, RefersTo: "p1"));
            ingestor.Store(new InteractionRecord("x", "fan", "bakery", InteractionKind.Like, Noon.AddDays(3), "p2"));
            ingestor.Store(new InteractionRecord("x", "@FAN", "bakery", InteractionKind.Repost, Noon.AddHours(1), "p1"));
            ingestor.Store(new InteractionRecord("x", "other", "bakery", InteractionKind.Reply, Noon.AddHours(-1), "p2"));
            await ingestor.CommitAsync();
        }

        var facts = await ScoringInputLoader.LoadAsync(db);
        var input = facts.InputAsOf(Ms(Noon.AddDays(1)));

        Assert.Equal(["x:bakery", "x:fan", "x:other"], input.AccountKeys.Order());
        Assert.Equal([("x:bakery", Ms(Noon), false), ("x:fan", Ms(Noon), true)],
            Enumerable.Range(0, input.PostCount).Select(p => (input.AccountKeys[input.PostAuthors[p]], input.PostTimes[p], input.PostIsRepost![p])));
        // The reply stands before its post was known, so its post is unknown; the like is still to come.
        Assert.Equal(
            [("x:other", InteractionKind.Reply, -1), ("x:fan", InteractionKind.Repost, 0)],
            Enumerable.Range(0, input.ActCount).Select(i => (input.AccountKeys[input.ActActors[i]], input.ActKinds[i], input.ActPosts[i])));
        Assert.Equal(Ms(Noon.AddDays(3)), facts.NewestAct);
    }

    [Fact]
    public async Task The_newest_profile_before_as_of_counts_and_one_of_unknown_time_is_the_oldest()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await using (var ingestor = await Ingestor.BeginAsync(db))
        {
            ingestor.Store(new ProfileRecord("x", "a", Noon, Followers: 2));
            ingestor.Store(new ProfileRecord("x", "a", Noon.AddDays(2), Followers: 3));
            ingestor.Store(new ProfileRecord("x", "a", null, Followers: 1));
            await ingestor.CommitAsync();
        }
        var facts = await ScoringInputLoader.LoadAsync(db);

        Assert.Equal(1, facts.InputAsOf(Ms(Noon)).Profiles[0]!.Followers);
        Assert.Equal(2, facts.InputAsOf(Ms(Noon.AddDays(1))).Profiles[0]!.Followers);
        Assert.Equal(3, facts.InputAsOf(Ms(Noon.AddDays(9))).Profiles[0]!.Followers);
    }

    [Fact]
    public async Task A_profile_comes_back_as_it_was_stored_but_for_bios_that_say_nothing_about_bots()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await using (var ingestor = await Ingestor.BeginAsync(db))
        {
            ingestor.Store(new ProfileRecord("mastodon", "bäcker@town.example", Noon, Name: "Bäcker 🥐", Bio: "A BOT that bakes", Followers: 5, Following: 0, Posts: 7, LikesGiven: 8, Listed: 9, DefaultAvatar: false));
            ingestor.Store(new ProfileRecord("x", "fan", Noon, Name: "", Bio: "I like bread", DefaultAvatar: true));
            ingestor.Store(new ProfileRecord("x", "quiet", Noon, Followers: 3));
            ingestor.Store(new InteractionRecord("x", "unseen", "fan", InteractionKind.Like, Noon));
            await ingestor.CommitAsync();
        }

        var facts = await ScoringInputLoader.LoadAsync(db);
        var newest = facts.InputAsOf(Ms(Noon.AddDays(1)));
        ProfileSnapshot? Of(string key) => newest.Profiles[Array.IndexOf(facts.AccountKeys, key)];

        Assert.Equal(new ProfileSnapshot("bäcker@town.example", "Bäcker 🥐", "A BOT that bakes", 5, 0, 7, 8, 9, false), Of("mastodon:bäcker@town.example"));
        Assert.Equal(("fan", null, null, true), (Of("x:fan")!.Handle, Of("x:fan")!.Bio, Of("x:fan")!.Followers, Of("x:fan")!.DefaultAvatar));
        Assert.Equal(new ProfileSnapshot("quiet", Followers: 3), Of("x:quiet"));
        Assert.Null(Of("x:unseen"));
        Assert.Equal(facts.AccountKeys.Length, newest.Profiles.Count);
        Assert.Equal(3, newest.Profiles.Count(p => p is not null));
    }

    [Fact]
    public async Task An_empty_store_is_an_empty_input()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();

        var facts = await ScoringInputLoader.LoadAsync(db);

        Assert.Null(facts.NewestAct);
        Assert.Equal(0, facts.InputAsOf(Ms(Noon)).AccountCount);
    }

    private static long Ms(DateTime time) => new DateTimeOffset(time).ToUnixTimeMilliseconds();
}
