using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Scores;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Tests.Ingestion;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests.Scores;

/// <summary>A new model version scores the whole stored history again, beside what was stored.</summary>
public sealed class RescoredHistoryTests
{
    private const int Days = 5;

    private static readonly DateTime Last = new(2020, 6, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly ScoreModel Older = ScoreModel.Current with { Version = "0.9", TrueReachAnchor = 2_000_000 };

    [Fact]
    public async Task Both_versions_are_kept_and_the_old_scores_stay_as_they_were()
    {
        using var database = await PublishedAsync();
        await using var db = database.Open();
        var before = await ScoresAsync(db, Older.Version);

        await RescoreAsync(db);

        Assert.Equal(before, await ScoresAsync(db, Older.Version));
        var after = await ScoresAsync(db, ScoreModel.Current.Version);
        Assert.Equal(before.Select(s => (s.AsOf, s.AccountId)), after.Select(s => (s.AsOf, s.AccountId)));
        Assert.All(before.Zip(after), pair => Assert.True(pair.Second.Value > pair.First.Value));
    }

    [Fact]
    public async Task What_is_scored_again_is_what_the_current_model_would_have_given_then()
    {
        using var database = await PublishedAsync();
        using var twin = await FilledAsync();
        await using var db = database.Open();
        await using var direct = twin.Open();

        await RescoreAsync(db);
        await new ScoringService(direct, TimeProvider.System).ScoreAsync(Moments(ScoreModel.Current));

        Assert.Equal(await ScoresAsync(direct, ScoreModel.Current.Version), await ScoresAsync(db, ScoreModel.Current.Version));
    }

    [Fact]
    public async Task There_is_nothing_left_to_do_afterwards_nor_in_a_history_of_one_model()
    {
        using var database = await PublishedAsync();
        await using var db = database.Open();
        Assert.Empty(await new ScoringService(db, TimeProvider.System).ListHistoryToRescoreAsync(Older));

        await RescoreAsync(db);

        Assert.Empty(await new ScoringService(db, TimeProvider.System).ListHistoryToRescoreAsync(ScoreModel.Current));
        Assert.Equal(2 * Days, await db.ScoreRuns.CountAsync());
    }

    [Fact]
    public async Task An_interrupted_re_scoring_continues_where_it_stopped()
    {
        using var database = await PublishedAsync();
        await using var db = database.Open();
        var service = new ScoringService(db, TimeProvider.System);
        using var stop = new CancellationTokenSource();

        var moments = await service.ListHistoryToRescoreAsync(ScoreModel.Current);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => service.ScoreAsync(moments, progress: new StopAfter(2, stop), cancellationToken: stop.Token));
        var done = await db.ScoreRuns.Where(r => r.Model == ScoreModel.Current.Version).Select(r => r.Id).ToListAsync();
        var left = await service.ListHistoryToRescoreAsync(ScoreModel.Current);
        await service.ScoreAsync(left);

        Assert.Equal(2, done.Count);
        Assert.Equal(moments.Skip(2), left);
        var runs = await db.ScoreRuns.Where(r => r.Model == ScoreModel.Current.Version).OrderBy(r => r.AsOf).ToListAsync();
        Assert.Equal(Days, runs.Count);
        Assert.Equal(done, runs.Take(2).Select(r => r.Id));
        Assert.Contains(runs[^1].Id, await db.PersonContributions.Select(c => c.ScoreRunId).Distinct().ToListAsync());
    }

    [Fact]
    public async Task Every_moment_keeps_its_own_half_life_and_window_and_each_pair_gets_its_contributions()
    {
        using var database = await PublishedAsync();
        await using var db = database.Open();
        var service = new ScoringService(db, TimeProvider.System);
        await service.ScoreAsync([new ScoringOptions { AsOf = Ms(Last.AddDays(-1)), HalfLifeDays = 5, WindowDays = 60, Model = Older }]);

        var bursts = await service.ListHistoryToRescoreAsync(ScoreModel.Current, halfLifeDays: 5);
        await RescoreAsync(db);

        Assert.Equal([(Ms(Last.AddDays(-1)), 5.0, 60.0)], bursts.Select(b => (b.AsOf, b.HalfLifeDays, b.WindowDays)));
        var burst = await db.ScoreRuns.SingleAsync(r => r.Model == ScoreModel.Current.Version && r.HalfLifeDays == 5 && r.WindowDays == 60);
        Assert.True(await db.PersonContributions.AnyAsync(c => c.ScoreRunId == burst.Id));
    }

    private static async Task RescoreAsync(InfluenceDbContext db)
    {
        var service = new ScoringService(db, TimeProvider.System);
        await service.ScoreAsync(await service.ListHistoryToRescoreAsync(ScoreModel.Current));
    }

    private static async Task<List<(DateTime AsOf, int AccountId, double Value)>> ScoresAsync(InfluenceDbContext db, string model)
    {
        var rows = await (from s in db.Scores.AsNoTracking()
                          join r in db.ScoreRuns on s.ScoreRunId equals r.Id
                          where r.Model == model && r.HalfLifeDays == 30
                          orderby r.AsOf, s.AccountId
                          select new { r.AsOf, s.AccountId, s.Value }).ToListAsync();
        return [.. rows.Select(r => (r.AsOf, r.AccountId, r.Value))];
    }

    /// <summary>Five days that the older model scored.</summary>
    private static async Task<TestDatabase> PublishedAsync()
    {
        var database = await FilledAsync();
        await using var db = database.Open();
        await new ScoringService(db, TimeProvider.System).ScoreAsync(Moments(Older));
        return database;
    }

    private static async Task<TestDatabase> FilledAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await using var ingestor = await Ingestor.BeginAsync(db);
        foreach (var (author, fans) in new[] { ("bakery", 8), ("rival", 3) })
        {
            ingestor.Store(new PostRecord("x", author, author, Last.AddDays(-20), PostKind.Original));
            for (var fan = 0; fan < fans; fan++)
                ingestor.Store(new InteractionRecord("x", $"fan{fan}", author, InteractionKind.Repost, Last.AddDays(-18 + 2 * fan), author));
        }
        await ingestor.CommitAsync();
        return database;
    }

    private static List<ScoringOptions> Moments(ScoreModel model) =>
        [.. Enumerable.Range(1 - Days, Days).Select(d => new ScoringOptions { AsOf = Ms(Last.AddDays(d)), Model = model })];

    private static long Ms(DateTime time) => new DateTimeOffset(time).ToUnixTimeMilliseconds();

    private sealed class StopAfter(int moments, CancellationTokenSource stop) : IProgress<int>
    {
        public void Report(int value)
        {
            if (value == moments)
                stop.Cancel();
        }
    }
}
