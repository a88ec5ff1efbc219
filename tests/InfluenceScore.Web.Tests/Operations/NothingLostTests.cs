using System.Globalization;
using InfluenceScore.Web.Tests.Commands;
using Microsoft.Data.Sqlite;

namespace InfluenceScore.Web.Tests.Operations;

/// <summary>The real program, as a process: a full disk, a locked database, a restore under its feet, the end of the service in the middle of a run.</summary>
public sealed class NothingLostTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("influence-lost-").FullName;

    private string Database => Path.Combine(_folder, "test.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("import")]
    [InlineData("score")]
    [InlineData("backup")]
    public async Task No_room_for_what_a_verb_writes_is_a_sentence_and_leaves_all_as_it_was(string verb)
    {
        var small = Bundle("small.csv", 0, 4_000);
        var large = Bundle("large.csv", 4_000, 120_000);
        await SucceedAsync("import", small, "--database", Database);
        await SucceedAsync("score", "--as-of", "2025-10-20", "--database", Database);
        var before = Rows();
        var backup = Path.Combine(_folder, "backup.db");
        var limit = verb == "import" ? 2_000 : verb == "score" ? new FileInfo(Database).Length / 1024 / 50 : 200;

        // A limit on the size of files (kB) fails a write in the middle as a full disk does. The runtime maps memory through a file of its own, which has to be switched off for that.
        using var app = AppProcess.Behind($"trap '' XFSZ; ulimit -f {limit}", verb switch
        {
            "import" => ["import", large, "--database", Database],
            "score" => ["score", "--as-of", "2025-10-21", "--database", Database],
            _ => ["backup", backup, "--database", Database],
        });
        app.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        app.Environment["DOTNET_EnableDiagnostics"] = "0";
        var (code, output) = await app.RunAsync();

        Assert.True(code == 1, $"exit code {code}: {output}");
        Assert.Contains("the disk ", output.TrimEnd().Split('\n')[^1]); // lines of progress may stand before it
        Assert.DoesNotContain("   at ", output);
        Assert.Equal(before, Rows());
        Assert.Empty(Directory.GetFiles(_folder, "backup.db*"));
        if (verb == "import")
            await SucceedAsync("import", large, "--database", Database);
    }

    [Theory]
    [InlineData("import")]
    [InlineData("score")]
    public async Task A_database_that_another_process_keeps_locked_is_a_sentence(string verb)
    {
        var bundle = Bundle("small.csv", 0, 400);
        await SucceedAsync("import", bundle, "--database", Database);
        var before = Rows();
        using (var other = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            other.Open();
            using var writing = other.BeginTransaction();
            using var app = new AppProcess(verb == "import" ? ["import", Bundle("more.csv", 400, 500), "--database", $"Data Source={Database};Default Timeout=1"] : ["score", "--database", $"Data Source={Database};Default Timeout=1"]);

            var (code, output) = await app.RunAsync();

            Assert.True(code == 1, output);
            Assert.Contains("another process is writing to it", output);
            Assert.Single(output.TrimEnd().Split('\n'));
        }
        Assert.Equal(before, Rows());
    }

    [Fact]
    public async Task The_end_of_the_service_hands_a_run_back_and_its_next_start_goes_on_at_its_place()
    {
        await using var stub = await BlueskyStub.StartAsync();
        stub.DelayMilliseconds = 60;
        await SucceedAsync("import", Bundle("small.csv", 0, 4), "--database", Database);
        Execute("INSERT INTO Accounts (Network, Handle, Tracked) VALUES ('bluesky', 'star.test', 1)");
        Execute($"INSERT INTO IngestionSchedules (AccountId, Every, NextAt) SELECT Id, 168, 0 FROM Accounts WHERE Handle = 'star.test'");

        using (var first = Server(stub))
        {
            Assert.NotNull(await first.StartUntilAsync("is ready"));
            await UntilAsync(() => Number("SELECT coalesce(max(Pages), 0) FROM IngestionRuns") >= 3);
            var restored = await RestoreAsync(); // while the server runs
            Assert.Contains("is in use", restored);
            var (code, took) = await first.TerminateAsync();
            Assert.Equal(0, code);
            Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        }
        Assert.Equal(1, Number("SELECT Status FROM IngestionRuns")); // queued
        Assert.Equal(1, Number("SELECT LeaseOwner IS NULL FROM IngestionRuns"));
        Assert.False(File.Exists(Database + "-wal"), "the log was not moved into the database");
        var pages = Number("SELECT Pages FROM IngestionRuns");
        Assert.Equal(1, Number("SELECT count(*) FROM IngestionRunLines WHERE Sentence LIKE 'Interrupted because the program ends%'"));

        stub.DelayMilliseconds = 0;
        using var second = Server(stub);
        Assert.NotNull(await second.StartUntilAsync("is ready"));
        await UntilAsync(() => Number("SELECT Status FROM IngestionRuns") == 4);
        Assert.Equal(1, Number($"SELECT count(*) FROM IngestionRunLines WHERE Sentence = 'Goes on behind page {pages}.'"));
        Assert.Equal(BlueskyStub.Posts * BlueskyStub.LikesPerPost, Number("SELECT count(*) FROM Interactions") - 4);
        await second.TerminateAsync();
    }

    private AppProcess Server(BlueskyStub stub)
    {
        var app = new AppProcess("serve", "--urls", "http://127.0.0.1:0", "--database", Database);
        app.Environment["Sources__Bluesky__BaseUrl"] = stub.Address;
        app.Environment["Sources__Bluesky__PdsUrl"] = stub.Address;
        return app;
    }

    private async Task<string> RestoreAsync()
    {
        var copy = Path.Combine(_folder, "copy.db");
        using (var backup = new AppProcess("backup", copy, "--force", "--database", Database))
            Assert.Equal(0, (await backup.RunAsync()).Code);
        using var restore = new AppProcess("restore", copy, "--database", Database);
        var (code, output) = await restore.RunAsync();
        Assert.Equal(1, code);
        return output;
    }

    private static async Task SucceedAsync(params string[] arguments)
    {
        using var app = new AppProcess(arguments);
        var (code, output) = await app.RunAsync();
        Assert.True(code == 0, output);
    }

    private static async Task UntilAsync(Func<bool> happened)
    {
        for (var i = 0; i < 1200; i++)
        {
            if (happened())
                return;
            await Task.Delay(100);
        }
        Assert.Fail("it did not happen within two minutes");
    }

    private string Bundle(string name, int from, int count)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllLines(file, Enumerable.Range(from, count).Select(i => $"x,actor{i},target{i % 997},repost,{1_760_000_000 + i}").Prepend("network,actor,target,kind,at"));
        return file;
    }

    private string Rows() => string.Join(' ', new[] { "Accounts", "Interactions", "ScoreRuns", "Scores" }.Select(t => $"{t} {Number($"SELECT count(*) FROM {t}")}"));

    private long Number(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
