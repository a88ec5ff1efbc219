using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Sources;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace InfluenceScore.Data.Tests.Ingestion;

/// <summary>A database with one tracked account, and a clock, to execute runs in.</summary>
internal sealed class RunBench : IDisposable
{
    public static readonly DateTime Start = new(2026, 11, 1, 12, 0, 0, DateTimeKind.Utc);

    private RunBench(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(Start));

    public static async Task<RunBench> CreateAsync()
    {
        var bench = new RunBench(await TestDatabase.CreateAsync());
        await using var db = bench.Database.Open();
        db.Accounts.Add(new Account { Network = "bluesky", Handle = "owner", Tracked = true });
        await db.SaveChangesAsync();
        return bench;
    }

    /// <summary>Queues a run of the account and executes it.</summary>
    public async Task<IngestionRun> RunAsync(ScriptedSource source, CancellationToken cancellationToken = default)
    {
        await using var db = Database.Open();
        var run = await RunQueue.EnqueueAsync(db, await db.Accounts.SingleAsync(a => a.Tracked, CancellationToken.None), "a test", Clock, CancellationToken.None);
        return await ExecuteAsync(run.Id, source, cancellationToken);
    }

    public async Task<IngestionRun> ExecuteAsync(int runId, ScriptedSource source, CancellationToken cancellationToken = default)
    {
        await using var db = Database.Open();
        Assert.True(await RunQueue.TryClaimAsync(db, runId, Clock, CancellationToken.None), "the run could not be claimed");
        var run = await db.IngestionRuns.SingleAsync(r => r.Id == runId, CancellationToken.None);
        await new RunExecutor(db, new SourceCatalog(source), Clock).ExecuteAsync(run, null, cancellationToken);
        return run;
    }

    public async Task<IReadOnlyList<string>> LogAsync(int runId)
    {
        await using var db = Database.Open();
        return await db.IngestionRunLines.Where(l => l.RunId == runId).OrderBy(l => l.Id).Select(l => l.Sentence).ToListAsync();
    }

    /// <summary>Follow events as "follower follow followee @ hours since the start".</summary>
    public async Task<IReadOnlyList<string>> FollowEventsAsync()
    {
        await using var db = Database.Open();
        var events = await (
            from f in db.FollowEvents
            join a in db.Accounts on f.FollowerId equals a.Id
            join b in db.Accounts on f.FolloweeId equals b.Id
            orderby f.At, a.Handle
            select new { f.At, f.Event, Follower = a.Handle, Followee = b.Handle }).ToListAsync();
        return [.. events.Select(e => $"{e.Follower} {e.Event.ToString().ToLowerInvariant()} {e.Followee} @{(e.At - Start).TotalHours:0}")];
    }

    public async Task<FollowListingState> StateOfAsync(string member)
    {
        await using var db = Database.Open();
        return await (from l in db.FollowListings join a in db.Accounts on l.MemberId equals a.Id where a.Handle == member select l.State).SingleAsync();
    }

    public void Dispose() => Database.Dispose();
}
