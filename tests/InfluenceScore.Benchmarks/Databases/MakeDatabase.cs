using System.Diagnostics;
using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Scores;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Benchmarks.Databases;

/// <summary>The verb `make-database`: a <see cref="SkewedTown"/> imported as any bundle is, its best accounts tracked, every day scored.</summary>
internal static class MakeDatabase
{
    public static async Task RunAsync(string file, SkewedTown town)
    {
        if (File.Exists(file))
            throw new InfluenceScoreException($"{file} exists already; remove it or name another file.");
        var clock = Stopwatch.StartNew();
        var folder = Directory.CreateTempSubdirectory("influence-town-").FullName;
        await using var db = new SqliteInfluenceDbContext(new DbContextOptionsBuilder<SqliteInfluenceDbContext>().UseSqlite($"Data Source={file}").Options);
        try
        {
            town.WriteTo(folder);
            Say(clock, "bundle written");
            await DatabaseSetup.CreateOrMigrateAsync(db);
            using var rejects = new RejectsFile(Path.Combine(folder, "rejects.csv"));
            var summary = await new BundleImporter(db, TimeProvider.System).ImportAsync([folder], null, rejects);
            Say(clock, $"imported: stored {summary.Stored}, duplicate {summary.Duplicate}, rejected {summary.Rejected}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        await db.Accounts.Where(a => a.Handle.StartsWith("tracked")).ExecuteUpdateAsync(u => u.SetProperty(a => a.Tracked, true));
        var days = Enumerable.Range(0, town.Days + 1).Select(d => new ScoringOptions { AsOf = new DateTimeOffset(SkewedTown.End.AddDays(d - town.Days)).ToUnixTimeMilliseconds() }).ToList();
        var runs = await new ScoringService(db, TimeProvider.System).ScoreAsync(days, progress: new EveryTwentieth(clock));
        // What SQLite's planner knows of the tables, as a server that ran for a while would have it.
        await db.Database.ExecuteSqlRawAsync("PRAGMA optimize=0x10002; PRAGMA wal_checkpoint(TRUNCATE)");
        Say(clock, $"{runs.Count} days scored, {runs[^1].ScoredAccounts} accounts each; {new FileInfo(file).Length >> 20} MiB");
    }

    private static void Say(Stopwatch clock, string what) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds,6:0} s  {what}"));

    private sealed class EveryTwentieth(Stopwatch clock) : IProgress<int>
    {
        public void Report(int value)
        {
            if (value % 20 == 0)
                Say(clock, $"{value} days scored");
        }
    }
}
