using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace InfluenceScore.Web.Tests.Commands;

/// <summary>The verb `ingest` as a process of its own, against an AppView on loopback.</summary>
public sealed class IngestCommandTests : IDisposable
{
    // More by INGEST_KILLS: each one costs a start of the program.
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("INGEST_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 3;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("influence-ingest-").FullName;

    [Fact]
    public async Task Killed_at_random_moments_it_ends_with_the_same_rows_as_undisturbed()
    {
        await using var stub = await BlueskyStub.StartAsync();
        var undisturbed = Path.Combine(_folder, "undisturbed.db");
        var (code, output) = await RunAsync(stub, undisturbed, null);
        Assert.True(code == 0, output);

        var random = new Random(20261122);
        var killed = Path.Combine(_folder, "killed.db");
        var died = 0;
        while (died < Kills)
        {
            // Each life goes on for a few requests; what is left is enough for all of them.
            var life = random.Next(2, 2 + 120 / Kills);
            var pause = random.Next(0, 40);
            (code, output) = await RunAsync(stub, killed, (life, pause));
            Assert.True(code != 0, $"after {died} kills it was done already: {output}");
            died++;
        }
        (code, output) = await RunAsync(stub, killed, null);

        Assert.True(code == 0, output);
        Assert.Contains("bluesky:star.test: done", output);
        Assert.Equal(Rows(undisturbed), Rows(killed));
    }

    [Fact]
    public async Task A_rate_limit_without_retry_after_is_waited_for_and_a_second_run_stores_nothing()
    {
        await using var stub = await BlueskyStub.StartAsync();
        var reset = DateTimeOffset.UtcNow.AddSeconds(4);
        stub.FirstAnswers.Enqueue((429, [("RateLimit-Remaining", "0"), ("RateLimit-Reset", reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))], """{"error":"RateLimitExceeded"}"""));
        var database = Path.Combine(_folder, "limit.db");

        var (code, output) = await RunAsync(stub, database, null);
        Assert.True(code == 0, output);
        Assert.True(DateTimeOffset.UtcNow >= DateTimeOffset.FromUnixTimeSeconds(reset.ToUnixTimeSeconds()), "it did not wait");
        Assert.Contains("Waiting until", output);

        (code, output) = await RunAsync(stub, database, null);
        Assert.True(code == 0, output);
        Assert.Contains("stored 0,", output);
    }

    [Fact]
    public async Task An_account_that_the_network_does_not_know_ends_with_one_sentence_and_exit_code_1()
    {
        await using var stub = await BlueskyStub.StartAsync();
        stub.FirstAnswers.Enqueue((400, [], """{"error":"InvalidRequest","message":"Profile not found"}"""));

        var (code, output) = await RunAsync(stub, Path.Combine(_folder, "unknown.db"), null);

        Assert.Equal(1, code);
        Assert.Contains("Bluesky does not show the account star.test", output);
        Assert.Contains("Profile not found", output);
        Assert.DoesNotContain("   at ", output);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <param name="kill">Kill -9 so many milliseconds after so many requests; null = let it end.</param>
    private static async Task<(int Code, string Output)> RunAsync(BlueskyStub stub, string database, (int Requests, int Milliseconds)? kill)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "InfluenceScore.Web.dll"), "ingest", "bluesky:star.test", "--database", $"Data Source={database}" },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Sources__Bluesky__BaseUrl"] = stub.Address;
        start.Environment["Sources__Bluesky__PdsUrl"] = stub.Address;
        using var process = new Process { StartInfo = start };
        var requests = 0;
        stub.OnRequest = _ =>
        {
            if (kill is { } k && Interlocked.Increment(ref requests) == k.Requests)
                KillSoon(process, k.Milliseconds);
        };
        process.Start();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Longest);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException e)
        {
            process.Kill();
            throw new TimeoutException($"`ingest` did not end within {Longest}.", e);
        }
        stub.OnRequest = null;
        return (process.ExitCode, await output + await error);
    }

    private static void KillSoon(Process process, int milliseconds)
    {
        var killer = new Thread(() =>
        {
            Thread.Sleep(milliseconds);
            process.Kill(); // SIGKILL
        });
        killer.Start();
    }

    /// <summary>Every row of every fact, with its id, but without the moments of observation.</summary>
    private static string Rows(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var lines = new List<string>();
        string[] queries =
        [
            "SELECT Id, Network, Handle, NetworkUserId, Name, Tracked FROM Accounts ORDER BY Id",
            "SELECT AccountId, NetworkUserId, Name, Followers, Following, Posts FROM Profiles ORDER BY AccountId, ObservedAt",
            "SELECT * FROM Posts ORDER BY Id",
            "SELECT * FROM Interactions ORDER BY TargetId, ActorId, Kind, PostId, At",
            "SELECT * FROM FollowEvents ORDER BY FollowerId, FolloweeId, At",
            "SELECT OwnerId, Direction, MemberId, LastRunId, State FROM FollowListings ORDER BY OwnerId, Direction, MemberId",
            "SELECT Status, Pages, FactsStored, FactsRejected, Cursor, HighWater FROM IngestionRuns ORDER BY Id",
        ];
        foreach (var query in queries)
        {
            using var command = connection.CreateCommand();
            command.CommandText = query;
            using var row = command.ExecuteReader();
            lines.Add(query);
            while (row.Read())
                lines.Add(string.Join('|', Enumerable.Range(0, row.FieldCount).Select(row.GetValue)));
        }
        Assert.Equal(BlueskyStub.Posts * BlueskyStub.LikesPerPost, lines.SkipWhile(l => !l.Contains("FROM Interactions")).TakeWhile(l => !l.Contains("FROM FollowEvents")).Count() - 1);
        return string.Join('\n', lines);
    }
}
