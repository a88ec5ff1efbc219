using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Scores;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Tests.Ingestion;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests.Scores.Places;

/// <summary>From profiles and acts to the stored head-counts near, farther and unknown.</summary>
public sealed class LocalReachStoreTests
{
    private static readonly DateTime AsOf = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Near_farther_and_unknown_are_told_apart_and_sum_to_the_true_reach()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        await ScoreAsync(db, AsOf);

        var reach = await OfAsync(db, "bakery");
        var score = await db.Scores.SingleAsync(s => s.AccountId == reach.AccountId);
        // Three in Halifax and one in Truro; one in Berlin; "Canada" is too coarse, and two say nothing that is a place.
        Assert.Equal((4, 1, 3), (reach.LocalActors, reach.FartherActors, reach.UnknownActors));
        Assert.Equal(score.TrueReach, reach.LocalPeople + reach.FartherPeople + reach.UnknownPeople, 9);
        Assert.InRange(reach.LocalScore, 1, score.Value - .1);
        var places = await db.PlaceContributions.Where(p => p.AccountId == reach.AccountId).OrderBy(p => p.Rank).ToListAsync();
        Assert.Equal(("Halifax, Nova Scotia, Canada", 3, PlaceSide.Local), (places[0].Label, places[0].Actors, places[0].Side));
        Assert.Equal(PlaceSide.Farther, places.Single(p => p.Label.StartsWith("Berlin", StringComparison.Ordinal)).Side);
        Assert.Equal(PlaceSide.Unclear, places.Single(p => p.Label == "Canada").Side);
    }

    [Fact]
    public async Task Where_everybody_is_near_the_local_score_is_the_score()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        await ScoreAsync(db, AsOf);

        var reach = await OfAsync(db, "tavern");
        Assert.Equal((await db.Scores.SingleAsync(s => s.AccountId == reach.AccountId)).Value, reach.LocalScore, 9);
        Assert.Equal((2, 0, 0), (reach.LocalActors, reach.FartherActors, reach.UnknownActors));
    }

    [Fact]
    public async Task A_home_is_guessed_from_a_town_in_the_profile_set_by_hand_or_removed_and_then_not_guessed_again()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        await ScoreAsync(db, AsOf);
        Assert.Equal(("Halifax, Nova Scotia, Canada", true, AccountHome.DefaultRadiusKilometres), await HomeAsync(db));

        var bakery = await db.Accounts.SingleAsync(a => a.Handle == "bakery");
        var home = new AccountHome { AccountId = bakery.Id, Name = "Berlin", Latitude = 52.52, Longitude = 13.41, RadiusKilometres = 50, SetAt = AsOf };
        db.Add(home);
        await db.SaveChangesAsync();
        await ScoreAsync(db, AsOf.AddDays(1));
        Assert.Equal(("Berlin", false, 50), await HomeAsync(db));
        Assert.Equal(1, (await OfAsync(db, "bakery")).LocalActors);

        home.Name = null;
        await db.SaveChangesAsync();
        var run = await ScoreAsync(db, AsOf.AddDays(2));
        Assert.False(await db.LocalReaches.AnyAsync(r => r.AccountId == bakery.Id && r.ScoreRunId == run.Id));

        static async Task<(string, bool, double)> HomeAsync(InfluenceDbContext db)
        {
            var reach = await OfAsync(db, "bakery");
            return (reach.HomeName, reach.IsGuessed, reach.RadiusKilometres);
        }
    }

    [Fact]
    public async Task The_newest_run_holds_everybody_older_ones_the_watched_and_scoring_again_repeats_nothing()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        // Together, as a history is scored; then day by day; then the same day once more.
        await new ScoringService(db, TimeProvider.System).ScoreAsync([Options(AsOf.AddDays(-3)), Options(AsOf.AddDays(-2)), Options(AsOf.AddDays(-1))]);
        await ScoreAsync(db, AsOf);
        await ScoreAsync(db, AsOf.AddDays(1));
        await ScoreAsync(db, AsOf.AddDays(1));

        var stored = await (from r in db.LocalReaches join a in db.Accounts on r.AccountId equals a.Id join s in db.ScoreRuns on r.ScoreRunId equals s.Id orderby s.AsOf select new { a.Handle, s.AsOf }).ToListAsync();
        Assert.Equal([-3, -2, -1, 0, 1], stored.Where(r => r.Handle == "bakery").Select(r => (r.AsOf - AsOf).Days));
        Assert.Equal([1], stored.Where(r => r.Handle == "tavern").Select(r => (r.AsOf - AsOf).Days));
        Assert.Equal(5, await db.LocalReaches.CountAsync(r => r.AccountId == db.Accounts.Single(a => a.Handle == "bakery").Id));
        Assert.Single(await db.PlaceContributions.Select(p => p.ScoreRunId).Distinct().ToListAsync());
    }

    [Fact]
    public async Task What_older_options_left_stays_beside_the_new()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        await ScoreAsync(db, AsOf);
        await new ScoringService(db, TimeProvider.System).ScoreAsync([Options(AsOf) with { HalfLifeDays = 7 }]);

        Assert.Equal(2, await db.LocalReaches.CountAsync(r => r.AccountId == db.Accounts.Single(a => a.Handle == "tavern").Id));
    }

    private static async Task<TestDatabase> FilledAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        (string Handle, string? Place)[] people =
        [
            ("bakery", "Halifax, NS"), ("tavern", "Halifax, Nova Scotia"), ("a", "Halifax, NS"), ("b", "Halifax, Nova Scotia, Canada"), ("c", "halifax, ns"), ("d", "Truro, Nova Scotia"),
            ("e", "Berlin"), ("f", "Canada"), ("g", "the moon"), ("h", null),
        ];
        await using (var ingestor = await Ingestor.BeginAsync(db))
        {
            foreach (var (handle, place) in people)
                ingestor.Store(new ProfileRecord("x", handle, AsOf.AddDays(-100), Name: handle, Location: place, Followers: 250, Following: 180, Posts: 900, LikesGiven: 400, Listed: 3, DefaultAvatar: false));
            for (var week = 1; week < 8; week++)
            {
                ingestor.Store(new PostRecord("x", $"p{week}", "bakery", AsOf.AddDays(-7 * week), PostKind.Original, Text: "bread"));
                foreach (var (handle, _) in people.Skip(2))
                    ingestor.Store(new InteractionRecord("x", handle, "bakery", InteractionKind.Repost, AsOf.AddDays(-7 * week).AddHours(3), $"p{week}"));
                foreach (var (handle, _) in people.Skip(2).Take(2))
                    ingestor.Store(new InteractionRecord("x", handle, "tavern", InteractionKind.Reply, AsOf.AddDays(-7 * week).AddHours(5)));
            }
            await ingestor.CommitAsync();
        }
        await db.Accounts.Where(a => a.Handle == "bakery").ExecuteUpdateAsync(a => a.SetProperty(x => x.Tracked, true));
        return database;
    }

    private static ScoringOptions Options(DateTime asOf) => new() { AsOf = new DateTimeOffset(asOf).ToUnixTimeMilliseconds() };

    private static async Task<ScoreRun> ScoreAsync(InfluenceDbContext db, DateTime asOf) => (await new ScoringService(db, TimeProvider.System).ScoreAsync([Options(asOf)]))[0];

    private static Task<LocalReach> OfAsync(InfluenceDbContext db, string handle) =>
        (from r in db.LocalReaches.AsNoTracking() join a in db.Accounts on r.AccountId equals a.Id join s in db.ScoreRuns on r.ScoreRunId equals s.Id where a.Handle == handle orderby s.AsOf descending select r).FirstAsync();
}
