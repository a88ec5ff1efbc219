using System.Diagnostics;
using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Web.Tests.Commands;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace InfluenceScore.Web.Tests.Nodes;

/// <summary>
/// Two processes of the program on one PostgreSQL, one of which is killed in the middle. tests/nodes.sh runs it with 200 runs; in the suite there are fewer.
/// </summary>
public sealed class TwoNodesTests(ITestOutputHelper output)
{
    private const int Posts = 2, Followers = 3;

    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("INFLUENCESCORE_NODES_RUNS"), CultureInfo.InvariantCulture, out var runs) ? runs : 24;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(8);

    [PostgresFact]
    public async Task Every_run_is_done_once_though_a_node_is_killed_and_the_facts_are_those_of_one_node()
    {
        await using var stub = await BlueskyStub.StartAsync(Posts, Followers);
        stub.DelayMilliseconds = 20;
        using var alone = new PostgresDatabase();
        using var shared = new PostgresDatabase();
        await QueueAsync(alone);
        await QueueAsync(shared);

        var begin = Stopwatch.GetTimestamp();
        using (var only = await StartAsync(alone, stub))
        {
            await UntilDoneAsync(alone, Runs, _ => { });
            only.Kill();
        }
        output.WriteLine($"one node: {Runs} runs in {Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s");

        var owners = new HashSet<string>();
        var owned = new HashSet<int>();
        using var first = await StartAsync(shared, stub);
        using var second = await StartAsync(shared, stub);
        begin = Stopwatch.GetTimestamp();
        await UntilDoneAsync(shared, Runs / 3, See);
        // In the middle of a run: killed while it holds one.
        await UntilAsync(shared, db => db.IngestionRuns.Where(r => r.LeaseOwner != null).ToListAsync(), held =>
        {
            See(held);
            owned = [.. held.Where(r => r.LeaseOwner!.Contains($"/{first.Id}/", StringComparison.Ordinal)).Select(r => r.Id)];
            return owned.Count > 0;
        });
        first.Kill();
        output.WriteLine($"killed the node {first.Id} while it held run {string.Join(", ", owned)}");
        await UntilDoneAsync(shared, Runs, See);
        output.WriteLine($"two nodes, one killed: {Runs} runs in {Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s");
        second.Kill();

        await using var after = shared.Open();
        var ends = await after.IngestionRunLines.Where(l => l.Sentence.StartsWith("Done:")).GroupBy(l => l.RunId).Select(g => g.Count()).ToListAsync();
        var begins = await after.IngestionRunLines.CountAsync(l => l.Sentence.StartsWith("Begins to fetch"));
        output.WriteLine($"ended once: {ends.Count(n => n == 1)} of {Runs}; begun: {begins}; claims: {await after.IngestionRuns.SumAsync(r => r.Fence)}; nodes that held runs: {owners.Count}");
        Assert.Equal(Runs, ends.Count);
        Assert.All(ends, n => Assert.Equal(1, n));
        Assert.Equal(2, owners.Count);

        var (expected, actual) = (await FactsAsync(alone), await FactsAsync(shared));
        output.WriteLine($"facts: {actual.Count} with two nodes, {expected.Count} with one, the same: {expected.SequenceEqual(actual)}");
        Assert.Equal(expected, actual);

        void See(List<IngestionRun> held) => owners.UnionWith(held.Select(r => r.LeaseOwner!));
    }

    private static async Task QueueAsync(PostgresDatabase database)
    {
        await using var db = database.Open();
        for (var i = 0; i < Runs; i++)
        {
            var account = new Account { Network = "bluesky", Handle = $"star{i}.test", Tracked = true };
            db.Accounts.Add(account);
            await db.SaveChangesAsync();
            await RunQueue.EnqueueAsync(db, account, "a test", TimeProvider.System, CancellationToken.None);
        }
    }

    private static async Task<AppProcess> StartAsync(PostgresDatabase database, BlueskyStub stub)
    {
        var node = new AppProcess("serve", "--urls", "http://127.0.0.1:0", "--database", database.ConnectionString.Replace("Pooling=False", "Maximum Pool Size=20", StringComparison.OrdinalIgnoreCase));
        node.Environment["Database__Provider"] = "PostgreSql";
        node.Environment["Sources__Bluesky__BaseUrl"] = stub.Address;
        node.Environment["Logs__Folder"] = "none";
        Assert.NotNull(await node.StartUntilAsync("InfluenceScore is ready"));
        return node;
    }

    private static Task UntilDoneAsync(PostgresDatabase database, int runs, Action<List<IngestionRun>> see) => UntilAsync(
        database, db => db.IngestionRuns.Where(r => r.LeaseOwner != null || r.Status == RunStatus.Done || r.Status == RunStatus.Failed).ToListAsync(), found =>
        {
            Assert.DoesNotContain(found, r => r.Status == RunStatus.Failed);
            see([.. found.Where(r => r.LeaseOwner is not null)]);
            return found.Count(r => r.Status == RunStatus.Done) >= runs;
        });

    private static async Task UntilAsync(PostgresDatabase database, Func<InfluenceDbContext, Task<List<IngestionRun>>> look, Func<List<IngestionRun>, bool> isSo)
    {
        using var limit = new CancellationTokenSource(Longest);
        while (true)
        {
            await using (var db = database.Open())
            {
                if (isSo(await look(db)))
                    return;
            }
            await Task.Delay(50, limit.Token);
        }
    }

    /// <summary>Every fact by names, without row numbers and without the moment at which a profile was seen.</summary>
    private static async Task<List<string>> FactsAsync(PostgresDatabase database)
    {
        await using var db = database.Open();
        List<string> facts =
        [
            .. await db.Profiles.Join(db.Accounts, p => p.AccountId, a => a.Id, (p, a) => $"profile {a.Handle} {p.Followers} {p.Posts}").ToListAsync(),
            .. await db.Posts.Join(db.Accounts, p => p.AuthorId, a => a.Id, (p, a) => $"post {p.NetworkPostId} {a.Handle} {p.Text} {p.Likes}").ToListAsync(),
            .. await (from i in db.Interactions
                      join a in db.Accounts on i.ActorId equals a.Id
                      join t in db.Accounts on i.TargetId equals t.Id
                      join p in db.Posts on i.PostId equals p.Id
                      select $"act {a.Handle} {t.Handle} {(int)i.Kind} {p.NetworkPostId}").ToListAsync(),
            .. await (from l in db.FollowListings
                      join o in db.Accounts on l.OwnerId equals o.Id
                      join m in db.Accounts on l.MemberId equals m.Id
                      select $"follower {o.Handle} {m.Handle} {(int)l.Direction} {(int)l.State}").ToListAsync(),
        ];
        facts.Sort(StringComparer.Ordinal);
        return facts;
    }
}
