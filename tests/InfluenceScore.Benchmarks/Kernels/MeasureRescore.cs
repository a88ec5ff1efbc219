using System.Diagnostics;
using InfluenceScore.Data;
using InfluenceScore.Data.Scores;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Incremental;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Benchmarks.Kernels;

/// <summary>
/// The verb `rescore`: everything but the newest thousand interactions of a database is scored, these come in by the hundred, and in the end all scores are
/// compared with a scoring of everything.
/// </summary>
internal static class MeasureRescore
{
    private const int Batch = 100, Batches = 10;

    public static async Task RunAsync(string database)
    {
        await using var db = new SqliteInfluenceDbContext(new DbContextOptionsBuilder<SqliteInfluenceDbContext>().UseSqlite($"Data Source={database};Mode=ReadOnly").Options);
        var facts = await ScoringInputLoader.LoadAsync(db);
        var asOf = (facts.NewestAct ?? throw new InfluenceScoreException($"{database} holds no interactions.")) + 1;
        var (all, options) = (facts.InputAsOf(asOf), new ScoringOptions { AsOf = asOf });
        var known = all.ActCount - Batch * Batches;
        Console.WriteLine($"{all.ActCount} interactions, {all.PostCount} posts, {all.AccountCount} accounts");

        var watch = Stopwatch.StartNew();
        var scored = ScoringEngine.Score(First(all, known), options);
        Console.WriteLine($"scoring all but {Batch * Batches}: {watch.Elapsed.TotalMilliseconds:0} ms");
        watch.Restart();
        var live = new IncrementalScoring(scored);
        Console.WriteLine($"getting ready: {watch.Elapsed.TotalMilliseconds:0} ms");
        for (var first = known; first < all.ActCount; first += Batch)
        {
            var acts = Acts(all, first, Batch);
            watch.Restart();
            var moved = live.Add(new NewFacts { Acts = acts });
            Console.WriteLine($"{Batch} more: {watch.Elapsed.TotalMilliseconds:0.0} ms, {moved.Count} scores moved");
        }

        watch.Restart();
        var whole = ScoringEngine.Score(all, options);
        Console.WriteLine($"scoring all: {watch.Elapsed.TotalMilliseconds:0} ms");
        Compare(whole, live, all.AccountCount);
        Console.WriteLine($"resident {Environment.WorkingSet >> 20} MiB");
    }

    /// <summary>Some of the acts, as they come in.</summary>
    internal static List<NewAct> Acts(ScoringInput all, int first, int count) =>
        [.. Enumerable.Range(first, count).Select(a => new NewAct(all.ActActors[a], all.ActTargets[a], all.ActKinds[a], all.ActPosts[a], all.ActTimes[a]))];

    private static void Compare(ScoringResult whole, IncrementalScoring live, int accounts)
    {
        double reach = 0, amplification = 0, impact = 0, score = 0, ends = 0;
        var missing = 0;
        for (var account = 0; account < accounts; account++)
        {
            var (expected, actual) = (whole.Find(account), live.Find(account));
            if (expected is null || actual is null)
            {
                missing += expected is null && actual is null ? 0 : 1;
                continue;
            }

            reach = Math.Max(reach, Relative(expected.TrueReach, actual.TrueReach));
            amplification = Math.Max(amplification, Relative(expected.Amplification, actual.Amplification));
            impact = Math.Max(impact, Relative(expected.NetworkImpact, actual.NetworkImpact));
            score = Math.Max(score, Math.Abs(expected.Score - actual.Score));
            ends = Math.Max(ends, Math.Abs(expected.Low - actual.Low));
        }

        Console.WriteLine($"largest differences: True Reach {reach:0.0e0}, Amplification {amplification:0.0e0}, Network Impact {impact:0.0e0} (relative); score {score:0.0e0}, interval's end {ends:0.0e0} points; {missing} scores missing or too many");
    }

    private static double Relative(double expected, double actual) => Math.Abs(expected - actual) / Math.Max(1, Math.Abs(expected));

    /// <summary>The oldest acts; they lie in the order of time.</summary>
    internal static ScoringInput First(ScoringInput all, int acts) => new()
    {
        AccountKeys = all.AccountKeys,
        Profiles = all.Profiles,
        Tracked = all.Tracked,
        PostAuthors = all.PostAuthors,
        PostTimes = all.PostTimes,
        PostIsRepost = all.PostIsRepost,
        ActActors = all.ActActors[..acts],
        ActTargets = all.ActTargets[..acts],
        ActKinds = all.ActKinds[..acts],
        ActPosts = all.ActPosts[..acts],
        ActTimes = all.ActTimes[..acts],
    };
}
