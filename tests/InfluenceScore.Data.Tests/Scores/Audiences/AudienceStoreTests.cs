using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Scores;
using InfluenceScore.Data.Scores.Audiences;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Tests.Ingestion;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests.Scores.Audiences;

/// <summary>From stored facts to the stored audience, on real SQLite.</summary>
public sealed class AudienceStoreTests
{
    /// <summary>A Monday.</summary>
    private static readonly DateTime AsOf = new(2020, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Acts_are_counted_by_the_hour_of_the_week_and_by_kind()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        var facts = await DescribeAsync(db);

        // Six fans repost each of eight posts at 18:00 on Saturdays, and one likes at 9 on a Sunday; 12 bots are left out.
        Assert.Equal(48, facts.Hours[5 * 24 + 18]);
        Assert.Equal(1, facts.Hours[6 * 24 + 9]);
        Assert.Equal(49, facts.Hours.Sum());
        Assert.Equal(new ActCounts(48, 0, 1, 0, 1 + 12 * 8), facts.Kinds);
    }

    [Fact]
    public async Task The_audience_is_sorted_and_the_classes_sum_to_those_who_acted()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        var facts = await DescribeAsync(db);
        var score = await (from s in db.Scores join a in db.Accounts on s.AccountId equals a.Id where a.Handle == "bakery" select s).SingleAsync();

        Assert.Equal(score.Actors, facts.Acted.All);
        Assert.Equal(new ClassCounts(6, 0, 12, 0, 1), facts.Acted);
        Assert.Equal(12 * 8, facts.SuspiciousActs);
        Assert.InRange(facts.SuspiciousPoints, 0, .5);
        var suspicious = await db.AudiencePeople.Where(p => p.Role == AudienceRole.Acted && p.Class == AudienceClass.Suspicious).ToListAsync();
        Assert.Equal(12, suspicious.Count);
        Assert.All(suspicious, p => Assert.StartsWith("8 of 8 acts came within 30 minutes of the post; ", p.Reason));
    }

    [Fact]
    public async Task Followers_come_from_events_and_lists_and_the_silent_ones_are_inactive()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        var facts = await DescribeAsync(db);

        // fan0 follows by an event, fan1 unfollowed, fan2 stands on the list; one profile stood still, of one nothing is known.
        Assert.Equal(new ClassCounts(2, 0, 0, 1, 1), facts.Follows);
        var still = await db.AudiencePeople.SingleAsync(p => p.Role == AudienceRole.Follows && p.Class == AudienceClass.Inactive);
        Assert.Equal("its number of posts has stood at 700 for 140 days", still.Reason);
    }

    [Fact]
    public async Task Who_follows_an_account_without_lists_and_events_is_unknown_and_not_nobody()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        await DescribeAsync(db);
        var rival = await (from f in db.AccountAudiences join a in db.Accounts on f.AccountId equals a.Id where a.Handle == "rival" select f.Facts).SingleAsync();

        Assert.Null(AudienceFacts.Parse(rival).Follows);
    }

    [Fact]
    public async Task Topics_pauses_answers_and_the_people_it_acts_on_are_gathered()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        var facts = await DescribeAsync(db);

        Assert.Equal("#market", Assert.Single(facts.Topics).Term);
        Assert.Equal((4, 6.0), (facts.Topics[0].Posts, facts.Topics[0].PeoplePerPost));
        Assert.Equal(1, facts.Style.SpokeToIt);
        Assert.Equal(1, facts.Style.Answered);
        Assert.Equal(16, facts.Style.Originals);
        Assert.Equal(4, facts.LongestPause!.Days);
        Assert.Equal((2, 1), (facts.ActedOn, facts.ActedOnBack));
        var liked = await (from p in db.PeopleActedOn join a in db.Accounts on p.TargetId equals a.Id where a.Handle == "lantern" select p).SingleAsync();
        Assert.Equal((2, 0), (liked.Likes, liked.Replies));
    }

    [Fact]
    public async Task Scoring_the_next_day_or_the_same_one_again_leaves_one_set_of_rows()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        await DescribeAsync(db);
        var people = await db.AudiencePeople.CountAsync();
        await DescribeAsync(db);
        Assert.Equal(people, await db.AudiencePeople.CountAsync());

        var next = (await new ScoringService(db, TimeProvider.System).ScoreAsync([Options(AsOf.AddDays(1))]))[0];

        Assert.Equal([next.Id], await db.AccountAudiences.Select(a => a.ScoreRunId).Distinct().ToListAsync());
        Assert.Equal([next.Id], await db.AudiencePeople.Select(a => a.ScoreRunId).Distinct().ToListAsync());
        Assert.Equal([next.Id], await db.PeopleActedOn.Select(a => a.ScoreRunId).Distinct().ToListAsync());
    }

    [Fact]
    public async Task Evidence_after_as_of_is_not_used_and_an_audience_of_nobody_is_described_too()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        await db.Accounts.Where(a => a.Handle == "bakery").ExecuteUpdateAsync(a => a.SetProperty(x => x.Tracked, true));
        var facts = await DescribeAsync(db, AsOf.AddDays(-400));

        Assert.Equal(0, facts.Hours.Sum());
        Assert.Equal(0, facts.Acted.All);
        Assert.Empty(facts.Topics);
        Assert.Null(facts.LongestPause);
        Assert.Null(facts.FirstTime);
        Assert.Empty(await db.AudiencePeople.ToListAsync());
    }

    /// <summary>A bakery with 16 posts, weekly at 17:30 on Saturdays and on the Wednesdays between; six fans, twelve quick bots, one person without a profile.</summary>
    private static async Task<TestDatabase> FilledAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await using (var ingestor = await Ingestor.BeginAsync(db))
        {
            for (var fan = 0; fan < 6; fan++)
                ingestor.Store(Person($"fan{fan}", 200 + fan, 180, 900, 400, 3));
            for (var bot = 0; bot < 12; bot++)
                ingestor.Store(Person($"bot{bot}", 3, 1200 + bot, 4, 0, 0) with { DefaultAvatar = true });
            ingestor.Store(Person("still", 150, 160, 700, 300, 2) with { ObservedAt = AsOf.AddDays(-150) });
            ingestor.Store(Person("still", 150, 160, 700, 300, 2) with { ObservedAt = AsOf.AddDays(-10) });
            for (var week = 0; week < 8; week++)
            {
                var saturday = AsOf.AddDays(-2 - 7 * week).AddHours(17.5);
                ingestor.Store(new PostRecord("x", $"s{week}", "bakery", saturday, PostKind.Original, Text: week < 4 ? "stall is open #market" : "bread for the week"));
                ingestor.Store(new PostRecord("x", $"w{week}", "bakery", saturday.AddDays(-3), PostKind.Original, Text: "bread for the week"));
                for (var fan = 0; fan < 6; fan++)
                    ingestor.Store(new InteractionRecord("x", $"fan{fan}", "bakery", InteractionKind.Repost, saturday.AddMinutes(40 + fan), week < 4 ? $"s{week}" : $"s{fan % 4}"));
                for (var bot = 0; bot < 12; bot++)
                    ingestor.Store(new InteractionRecord("x", $"bot{bot}", "bakery", InteractionKind.Like, saturday.AddMinutes(3), $"s{week}"));
            }
            ingestor.Store(new InteractionRecord("x", "noprofile", "bakery", InteractionKind.Reply, default(DateTime?), "w1"));
            ingestor.Store(new InteractionRecord("x", "fan0", "bakery", InteractionKind.Like, AsOf.AddDays(-1).AddHours(9), "w0"));
            ingestor.Store(new InteractionRecord("x", "bakery", "noprofile", InteractionKind.Reply, AsOf.AddDays(-3)));
            ingestor.Store(new InteractionRecord("x", "bakery", "lantern", InteractionKind.Like, AsOf.AddDays(-3)));
            ingestor.Store(new InteractionRecord("x", "bakery", "lantern", InteractionKind.Like, AsOf.AddDays(-4)));
            ingestor.Store(new InteractionRecord("x", "bakery", "lantern", InteractionKind.Repost, AsOf.AddDays(-200)));
            ingestor.Store(new InteractionRecord("x", "fan1", "rival", InteractionKind.Like, AsOf.AddDays(-4)));
            foreach (var follower in (string[])["fan0", "fan1", "still", "stranger"])
                ingestor.Store(new FollowRecord("x", follower, "bakery", FollowEventKind.Follow, AsOf.AddDays(-170)));
            ingestor.Store(new FollowRecord("x", "fan1", "bakery", FollowEventKind.Unfollow, AsOf.AddDays(-20)));
            ingestor.Store(new FollowRecord("x", "fan3", "bakery", FollowEventKind.Follow, AsOf.AddDays(2)));
            await ingestor.CommitAsync();
        }
        var ids = await db.Accounts.ToDictionaryAsync(a => a.Handle, a => a.Id);
        db.Add(new FollowListing
        {
            OwnerId = ids["bakery"],
            MemberId = ids["fan2"],
            Direction = FollowDirection.Followers,
            FirstSeen = AsOf.AddDays(-30),
            LastSeen = AsOf.AddDays(-1),
            State = FollowListingState.Listed,
        });
        await db.SaveChangesAsync();
        return database;
    }

    private static ProfileRecord Person(string handle, int followers, int following, int posts, int likes, int listed) =>
        new("x", handle, AsOf.AddDays(-100), Name: handle, Followers: followers, Following: following, Posts: posts, LikesGiven: likes, Listed: listed, DefaultAvatar: false);

    private static ScoringOptions Options(DateTime asOf) => new() { AsOf = new DateTimeOffset(asOf).ToUnixTimeMilliseconds() };

    private static async Task<AudienceFacts> DescribeAsync(InfluenceDbContext db, DateTime? asOf = null)
    {
        await new ScoringService(db, TimeProvider.System).ScoreAsync([Options(asOf ?? AsOf)]);
        return AudienceFacts.Parse(await (from f in db.AccountAudiences join a in db.Accounts on f.AccountId equals a.Id where a.Handle == "bakery" select f.Facts).SingleAsync());
    }
}
