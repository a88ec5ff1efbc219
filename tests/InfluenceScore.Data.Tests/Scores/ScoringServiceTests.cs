using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Scores;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Tests.Ingestion;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests.Scores;

/// <summary>From stored facts to stored scores, on real SQLite.</summary>
public sealed class ScoringServiceTests
{
    private static readonly DateTime AsOf = new(2020, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Everybody_who_was_acted_on_gets_a_score_and_others_do_not()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();

        var run = await ScoreAsync(db, AsOf);

        var handles = await (from s in db.Scores join a in db.Accounts on s.AccountId equals a.Id where s.ScoreRunId == run.Id select a.Handle).ToListAsync();
        Assert.Equal(["bakery", "rival"], handles.Order());
        Assert.Equal(2, run.ScoredAccounts);
    }

    [Fact]
    public async Task The_score_is_the_weighted_sum_of_its_parts_and_lies_in_its_interval()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        var run = await ScoreAsync(db, AsOf);
        var model = ScoreModel.Current;

        var scores = await db.Scores.Where(s => s.ScoreRunId == run.Id).ToListAsync();

        Assert.All(scores, s =>
        {
            Assert.Equal(model.TrueReachWeight * s.TrueReachIndex + model.AmplificationWeight * s.AmplificationIndex + model.NetworkImpactWeight * s.NetworkImpactIndex, s.Value, 9);
            Assert.InRange(s.Value, s.Low, s.High);
        });
    }

    [Fact]
    public async Task Scoring_the_same_moment_again_replaces_the_run()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        await ScoreAsync(db, AsOf);
        var before = await db.Scores.OrderBy(s => s.AccountId).Select(s => s.Value).ToListAsync();

        await ScoreAsync(db, AsOf);

        Assert.Equal(1, await db.ScoreRuns.CountAsync());
        Assert.Equal(before, await db.Scores.OrderBy(s => s.AccountId).Select(s => s.Value).ToListAsync());
    }

    [Fact]
    public async Task Another_half_life_is_another_run()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();

        await ScoreAsync(db, AsOf);
        await ScoreAsync(db, AsOf, halfLifeDays: 5);

        Assert.Equal([5.0, 30.0], (await db.ScoreRuns.Select(r => r.HalfLifeDays).ToListAsync()).Order());
    }

    [Fact]
    public async Task Contributions_are_kept_for_the_newest_moment_also_when_an_older_one_is_scored_later()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();

        var newest = await ScoreAsync(db, AsOf);
        await ScoreAsync(db, AsOf.AddDays(-3));

        Assert.Equal([newest.Id], await db.PersonContributions.Select(c => c.ScoreRunId).Distinct().ToListAsync());
        Assert.Equal([newest.Id], await db.PostContributions.Select(c => c.ScoreRunId).Distinct().ToListAsync());
    }

    [Fact]
    public async Task Contributions_of_posts_sum_to_the_score()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        await ScoreAsync(db, AsOf);

        var sums = await db.PostContributions.GroupBy(c => c.AccountId)
            .Select(g => new { g.Key, Points = g.Sum(c => c.ReachPoints + c.AmplificationPoints + c.ImpactPoints) }).ToListAsync();

        foreach (var sum in sums)
            Assert.Equal((await db.Scores.SingleAsync(s => s.AccountId == sum.Key)).Value, sum.Points, 9);
        Assert.Equal(2, sums.Count);
    }

    [Fact]
    public async Task Evidence_at_or_after_as_of_is_not_used()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        await ScoreAsync(db, AsOf);
        var before = await db.Scores.OrderBy(s => s.AccountId).Select(s => s.Value).ToListAsync();
        await using (var ingestor = await Ingestor.BeginAsync(db))
        {
            ingestor.Store(new InteractionRecord("x", "fan1", "bakery", InteractionKind.Repost, AsOf));
            ingestor.Store(new PostRecord("x", "p9", "bakery", AsOf.AddMinutes(1), PostKind.Original));
            ingestor.Store(new InteractionRecord("x", "late", "bakery", InteractionKind.Like, AsOf.AddDays(1), "p9"));
            await ingestor.CommitAsync();
        }

        await ScoreAsync(db, AsOf);

        Assert.Equal(before, await db.Scores.OrderBy(s => s.AccountId).Select(s => s.Value).ToListAsync());
    }

    [Fact]
    public async Task A_tracked_account_gets_a_score_before_anybody_acts_on_it()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        await db.Accounts.Where(a => a.Handle == "fan0").ExecuteUpdateAsync(a => a.SetProperty(x => x.Tracked, true));

        await ScoreAsync(db, AsOf);

        var score = await (from s in db.Scores join a in db.Accounts on s.AccountId equals a.Id where a.Handle == "fan0" select s).SingleAsync();
        Assert.Equal(0, score.Acts);
        Assert.True(double.IsFinite(score.Value));
    }

    [Fact]
    public async Task A_cancelled_scoring_stores_nothing_of_the_moment_in_hand()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ScoringService(db, TimeProvider.System).ScoreAsync([Options(AsOf)], cancellationToken: cancelled.Token));

        Assert.Equal(0, await db.ScoreRuns.CountAsync());
        Assert.Equal(0, await db.Scores.CountAsync());
    }

    [Fact]
    public async Task The_export_has_every_account_once_and_authenticity_also_without_a_score()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        var run = await ScoreAsync(db, AsOf);

        var rows = new List<ScoreExportRow>();
        await foreach (var row in ScoreExport.Rows(db, run))
            rows.Add(row);

        Assert.Equal(await db.Accounts.CountAsync(), rows.Select(r => r.Handle).Distinct().Count());
        Assert.Equal(2, rows.Count(r => r.Score is not null));
        Assert.All(rows, r => Assert.InRange(r.Authenticity, 0, 1));
        Assert.Equal(ScoreExportRow.Columns.Count, rows[0].Values().Count());
        Assert.True(rows[0].Score!.Value >= rows[1].Score!.Value);
    }

    /// <summary>A bakery with eight fans on three posts, a rival with two on one, and fans who have profiles.</summary>
    private static async Task<TestDatabase> FilledAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await using var ingestor = await Ingestor.BeginAsync(db);
        for (var post = 0; post < 3; post++)
            ingestor.Store(new PostRecord("x", $"p{post}", "bakery", AsOf.AddDays(-20 + post), PostKind.Original, Text: "bread"));
        ingestor.Store(new PostRecord("x", "r0", "rival", AsOf.AddDays(-10), PostKind.Original));
        for (var fan = 0; fan < 8; fan++)
        {
            ingestor.Store(new ProfileRecord("x", $"fan{fan}", AsOf.AddDays(-90), Name: $"Fan {fan}", Bio: "Likes bread", Followers: 200 + fan, Following: 180, Posts: 900, LikesGiven: 400, Listed: 3, DefaultAvatar: false));
            for (var post = 0; post < 3; post++)
                ingestor.Store(new InteractionRecord("x", $"fan{fan}", "bakery", InteractionKind.Repost, AsOf.AddDays(-19 + post).AddHours(fan), $"p{post}"));
            if (fan < 2)
                ingestor.Store(new InteractionRecord("x", $"fan{fan}", "rival", InteractionKind.Like, AsOf.AddDays(-9), "r0"));
        }
        await ingestor.CommitAsync();
        return database;
    }

    private static ScoringOptions Options(DateTime asOf, double halfLifeDays = 30) =>
        new() { AsOf = new DateTimeOffset(asOf).ToUnixTimeMilliseconds(), HalfLifeDays = halfLifeDays };

    private static async Task<ScoreRun> ScoreAsync(InfluenceDbContext db, DateTime asOf, double halfLifeDays = 30) =>
        (await new ScoringService(db, TimeProvider.System).ScoreAsync([Options(asOf, halfLifeDays)]))[0];
}
