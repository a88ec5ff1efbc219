using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Web.Tests.Commands;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Tests.Ingestion;

/// <summary>`serve` as a process of its own: after the first runs of an hour it scores everything, after later ones it takes in what they brought.</summary>
public sealed class LiveScoresTests : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("influence-live-").FullName;

    private string Logs => Path.Combine(_folder, "logs");

    [Fact]
    public async Task Two_rounds_of_runs_in_one_hour_are_one_run_of_scores_and_the_second_takes_in_what_is_new()
    {
        await using var stub = await BlueskyStub.StartAsync(posts: 12, followers: 20);
        await using (var db = Open())
        {
            await DatabaseSetup.CreateOrMigrateAsync(db);
            db.Accounts.AddRange(Enumerable.Range(0, 3).Select(i => new Account { Network = "bluesky", Handle = $"star{i}.test", Tracked = true }));
            await db.SaveChangesAsync();
        }
        using var serve = new AppProcess("serve", "--urls", "http://127.0.0.1:0", "--database", $"Data Source={Path.Combine(_folder, "live.db")}");
        serve.Environment["Sources__Bluesky__BaseUrl"] = stub.Address;
        serve.Environment["Sources__Bluesky__PdsUrl"] = stub.Address;
        serve.Environment["Logs__Folder"] = Logs;
        Assert.NotNull(await serve.StartUntilAsync("is ready"));

        // Where an hour ends in between, the next account is fetched in the same one.
        var fetched = 0;
        for (; fetched < 3 && !Log().Contains("scores moved after"); fetched++)
        {
            await QueueAsync($"star{fetched}.test");
            await UntilAsync(() => Told() == fetched + 1);
        }
        await serve.TerminateAsync();

        Assert.Contains("no scores of this hour are held in memory", Log());
        Assert.Contains("scores moved after", Log());
        await using var after = Open();
        Assert.InRange(await after.ScoreRuns.CountAsync(), 1, fetched - 1);
        var newest = await after.ScoreRuns.OrderByDescending(r => r.AsOf).FirstAsync();
        Assert.Equal(fetched, await after.Scores.CountAsync(s => s.ScoreRunId == newest.Id && s.Acts > 0));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private SqliteInfluenceDbContext Open() => new(new DbContextOptionsBuilder<SqliteInfluenceDbContext>().UseSqlite($"Data Source={Path.Combine(_folder, "live.db")};Pooling=False").Options);

    private async Task QueueAsync(string handle)
    {
        await using var db = Open();
        await RunQueue.EnqueueAsync(db, await db.Accounts.SingleAsync(a => a.Handle == handle), "a test", TimeProvider.System, CancellationToken.None);
    }

    /// <summary>How often the log says what was scored.</summary>
    private int Told() => Log().Split('\n').Count(line => line.Contains("accounts scored in") || line.Contains("scores moved after"));

    private string Log() => !Directory.Exists(Logs) ? "" : string.Concat(Directory.GetFiles(Logs).Order(StringComparer.Ordinal).Select(file =>
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }));

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var limit = new CancellationTokenSource(Longest);
        while (!isSo())
            await Task.Delay(200, limit.Token);
    }
}
