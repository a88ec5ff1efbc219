using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace InfluenceScore.Web.Tests.Commands;

/// <summary>The verb `import` as a process of its own, killed at random moments.</summary>
public sealed class ImportKilledTests : IDisposable
{
    // More by INGEST_KILLS: each one costs a start of the program.
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("INGEST_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 3;
    private const int Rows = 60_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("influence-import-").FullName;

    [Fact]
    public async Task Killed_at_random_moments_it_ends_with_the_same_rows_as_undisturbed()
    {
        var bundle = Path.Combine(_folder, "interactions.csv");
        await File.WriteAllLinesAsync(bundle, Enumerable.Range(0, Rows).Select(i => $"x,actor{i % 997},target{i % 31},repost,{1_760_000_000 + i}").Prepend("network,actor,target,kind,at"));
        var undisturbed = Path.Combine(_folder, "undisturbed.db");
        var begin = Stopwatch.GetTimestamp();
        await ImportAsync(undisturbed, bundle, null);
        var whole = Stopwatch.GetElapsedTime(begin);

        var random = new Random(20261122);
        var killed = Path.Combine(_folder, "killed.db");
        for (var died = 0; died < Kills; died++)
            await ImportAsync(killed, bundle, whole * (0.2 + 0.75 * random.NextDouble()));
        await ImportAsync(killed, bundle, null);

        Assert.Equal(Rows, Count(killed));
        Assert.Equal(Content(undisturbed), Content(killed));
    }

    [Fact]
    public async Task Scores_that_were_killed_are_all_there_or_none()
    {
        var bundle = Path.Combine(_folder, "interactions.csv");
        await File.WriteAllLinesAsync(bundle, Enumerable.Range(0, Rows).Select(i => $"x,actor{i % 4_999},target{i % 997},repost,{1_760_000_000 + i}").Prepend("network,actor,target,kind,at"));
        var database = Path.Combine(_folder, "scored.db");
        await ImportAsync(database, bundle, null);
        var begin = Stopwatch.GetTimestamp();
        await ScoreAsync(database, 20, null);
        var whole = Stopwatch.GetElapsedTime(begin);
        var scores = Number(database, "SELECT count(*) FROM Scores");
        Assert.True(scores > 0);

        var random = new Random(20261123);
        for (var day = 21; day < 21 + Kills; day++)
        {
            await ScoreAsync(database, day, whole * (0.3 + 0.7 * random.NextDouble()));
            Assert.Equal(scores * Number(database, "SELECT count(*) FROM ScoreRuns"), Number(database, "SELECT count(*) FROM Scores"));
        }
        await ScoreAsync(database, 21, null);
        Assert.Equal(scores * Number(database, "SELECT count(*) FROM ScoreRuns"), Number(database, "SELECT count(*) FROM Scores"));
        Assert.Equal(Rows, Count(database));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task ImportAsync(string database, string bundle, TimeSpan? killAfter)
    {
        using var app = new AppProcess("import", bundle, "--database", $"Data Source={database}");
        var (code, output) = await app.RunAsync(killAfter);
        Assert.True(code == 0 || killAfter is not null, output);

        // Until it is committed as a whole, nobody sees anything.
        if (code != 0 && File.Exists(database) && CountOrNull(database) is { } rows)
            Assert.Contains(rows, new[] { 0, Rows });
    }

    private static async Task ScoreAsync(string database, int day, TimeSpan? killAfter)
    {
        using var app = new AppProcess("score", "--as-of", $"2025-10-{day}", "--database", $"Data Source={database}");
        var (code, output) = await app.RunAsync(killAfter);
        Assert.True(code == 0 || killAfter is not null, output);
    }

    private static int Number(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static int Count(string database) => CountOrNull(database)!.Value;

    private static int? CountOrNull(string database)
    {
        try
        {
            using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM Interactions";
            return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        }
        catch (SqliteException e) when (e.Message.Contains("no such table"))
        {
            return null; // killed while the schema was being made
        }
    }

    private static string Content(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var query in new[] { "SELECT Id, Network, Handle FROM Accounts ORDER BY Id", "SELECT * FROM Interactions ORDER BY TargetId, ActorId, Kind, PostId, At" })
        {
            using var command = connection.CreateCommand();
            command.CommandText = query;
            using var row = command.ExecuteReader();
            while (row.Read())
                hash.AppendData(Encoding.UTF8.GetBytes(string.Join('|', Enumerable.Range(0, row.FieldCount).Select(row.GetValue)) + "\n"));
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
