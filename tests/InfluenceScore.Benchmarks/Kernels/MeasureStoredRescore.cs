using System.Diagnostics;
using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Scores;
using InfluenceScore.Data.Scores.Live;
using InfluenceScore.Data.Sources;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Benchmarks.Kernels;

/// <summary>
/// The verb `rescore-stored`: the newest thousand interactions are taken out of a database, everything is scored, and they come back by the hundred through the Ingestor, each hundred
/// followed by what `serve` does after runs. In the end every stored score is compared with a scoring of everything. The thousand highest accounts are tracked.
/// </summary>
internal static class MeasureStoredRescore
{
    private const int Batch = 100, Batches = 10;

    private static readonly List<string> Steps = [];

    public static async Task RunAsync(string database)
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Meters.Name,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = step => Steps.Add(string.Create(CultureInfo.InvariantCulture, $"{step.OperationName} {step.Duration.TotalMilliseconds:0}")),
        };
        ActivitySource.AddActivityListener(listener);
        var records = await TakeNewestAsync(database);
        var clock = new FixedClock(new DateTimeOffset(records.Max(r => r.At!.Value).AddMinutes(1)));
        var log = new FactsLog();
        using var live = new LiveScores(log, clock, long.MaxValue);
        await RescoreAsync(database, clock, live);
        await TrackAsync(database);
        await RescoreAsync(database, clock, live);
        GC.Collect();
        Console.WriteLine($"held in memory, with all else: {GC.GetTotalMemory(forceFullCollection: true) >> 20} MiB");
        foreach (var batch in records.Chunk(Batch))
        {
            var watch = Stopwatch.StartNew();
            await using (var db = Open(database))
            await using (var ingestor = await Ingestor.BeginAsync(db, clock, log))
            {
                foreach (var record in batch)
                    ingestor.Take(record);
                await ingestor.CommitAsync();
            }
            Console.Write($"ingested in {watch.Elapsed.TotalMilliseconds:0} ms; ");
            await RescoreAsync(database, clock, live);
        }
        await CompareAsync(database);
        Console.WriteLine($"resident {Environment.WorkingSet >> 20} MiB");
    }

    private static InfluenceDbContext Open(string database) =>
        new SqliteInfluenceDbContext(new DbContextOptionsBuilder<SqliteInfluenceDbContext>().UseSqlite($"Data Source={database}").Options);

    private static async Task<List<InteractionRecord>> TakeNewestAsync(string database)
    {
        await using var db = Open(database);
        await DatabaseSetup.CreateOrMigrateAsync(db);
        var newest = await (
            from i in db.Interactions.OrderByDescending(i => i.At).Take(Batch * Batches)
            join a in db.Accounts on i.ActorId equals a.Id
            join t in db.Accounts on i.TargetId equals t.Id
            join p in db.Posts on i.PostId equals p.Id into posts
            from p in posts.DefaultIfEmpty()
            orderby i.At
            select new { i, a.Network, Actor = a.Handle, Target = t.Handle, Post = (string?)p.NetworkPostId }).ToListAsync();
        foreach (var row in newest)
            await db.Interactions.Where(i => i.TargetId == row.i.TargetId && i.ActorId == row.i.ActorId && i.Kind == row.i.Kind && i.PostId == row.i.PostId && i.At == row.i.At).ExecuteDeleteAsync();
        Console.WriteLine($"{await db.Interactions.CountAsync()} interactions left of {database}");
        return newest.ConvertAll(row => new InteractionRecord(row.Network, row.Actor, row.Target, row.i.Kind, row.i.At, row.Post));
    }

    private static async Task TrackAsync(string database)
    {
        await using var db = Open(database);
        var best = db.Scores.OrderByDescending(s => s.Value).Select(s => s.AccountId).Take(1000);
        await db.Accounts.Where(a => best.Contains(a.Id)).ExecuteUpdateAsync(set => set.SetProperty(a => a.Tracked, true));
    }

    private static async Task RescoreAsync(string database, TimeProvider clock, LiveScores live)
    {
        Steps.Clear();
        await using var db = Open(database);
        var watch = Stopwatch.StartNew();
        var rescored = await new Rescoring(db, clock, live).RunAsync();
        Console.WriteLine($"{rescored.Accounts} scores stored after {rescored.Facts?.ToString(CultureInfo.InvariantCulture) ?? "all"} facts in {rescored.Took.TotalMilliseconds:0} ms"
            + (rescored.Facts is null ? $" ({rescored.Reason}), ready for more after {watch.Elapsed.TotalMilliseconds:0} ms" : $": {string.Join(", ", Steps)}"));
    }

    private static async Task CompareAsync(string database)
    {
        await using var db = Open(database);
        var run = await db.ScoreRuns.AsNoTracking().OrderByDescending(r => r.AsOf).FirstAsync();
        var facts = await ScoringInputLoader.LoadAsync(db);
        var options = new ScoringOptions { AsOf = new DateTimeOffset(run.AsOf).ToUnixTimeMilliseconds() };
        var watch = Stopwatch.StartNew();
        var whole = ScoringEngine.Score(facts.InputAsOf(options.AsOf), options);
        Console.WriteLine($"the engine alone, everything: {watch.Elapsed.TotalMilliseconds:0} ms");
        var stored = await db.Scores.AsNoTracking().Where(s => s.ScoreRunId == run.Id).ToDictionaryAsync(s => s.AccountId);
        double reach = 0, amplification = 0, impact = 0, value = 0;
        var missing = stored.Count;
        foreach (var score in whole.Scores)
        {
            var row = stored[facts.AccountIds[score.Account]];
            missing--;
            reach = Math.Max(reach, Relative(score.TrueReach, row.TrueReach));
            amplification = Math.Max(amplification, Relative(score.Amplification, row.Amplification));
            impact = Math.Max(impact, Relative(score.NetworkImpactIndex, row.NetworkImpactIndex));
            value = Math.Max(value, Math.Abs(score.Score - row.Value));
        }
        Console.WriteLine($"largest differences of {stored.Count} stored scores: True Reach {reach:0.0e0}, Amplification {amplification:0.0e0}, Network Impact's index {impact:0.0e0} (relative), score {value:0.0e0} points; {missing} too many");
    }

    private static double Relative(double expected, double actual) => Math.Abs(expected - actual) / Math.Max(1, Math.Abs(expected));

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
