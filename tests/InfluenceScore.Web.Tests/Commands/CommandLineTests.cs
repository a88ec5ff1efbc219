using System.Globalization;
using System.Text.Json;
using InfluenceScore.Data;
using InfluenceScore.Data.Scores;
using InfluenceScore.Scoring;
using InfluenceScore.Web.Commands;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Tests.Commands;

/// <summary>The verbs as a user types them: output, exit code, files.</summary>
public sealed class CommandLineTests : IDisposable
{
    private const string Header =
        "network,handle,score,low,high,true_reach,true_reach_index,amplification,amplification_index,network_impact,authenticity,as_of,model";

    private readonly string _folder = Directory.CreateTempSubdirectory("influence-cli-").FullName;

    private string Database => Path.Combine(_folder, "test.db");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Import_score_export_is_the_main_job()
    {
        WriteBundle();

        var import = await RunAsync("import", _folder, "--database", Database);
        var score = await RunAsync("score", "--as-of", "2020-02-01T00:00:00Z", "--database", Database);
        var export = await RunAsync("export", "scores", "--out", Path.Combine(_folder, "scores.csv"), "--database", Database);

        Assert.Equal((0, 0, 0), (import.Exit, score.Exit, export.Exit));
        Assert.Equal("read 12, stored 12, duplicate 0, rejected 0", import.LastLine);
        var lines = await File.ReadAllLinesAsync(Path.Combine(_folder, "scores.csv"));
        Assert.Equal(Header, lines[0]);
        Assert.StartsWith("x,bakery,", lines[1], StringComparison.Ordinal);
        Assert.Equal(1 + 11, lines.Length);
        Assert.All(lines.Skip(1), l => Assert.Equal(13, l.Split(',').Length));
        Assert.All(lines.Skip(1), l => Assert.InRange(double.Parse(l.Split(',')[10], CultureInfo.InvariantCulture), 0, 1));
    }

    [Fact]
    public async Task Importing_twice_stores_nothing_twice()
    {
        WriteBundle();
        await RunAsync("import", _folder, "--database", Database);

        Assert.Equal("read 12, stored 0, duplicate 12, rejected 0", (await RunAsync("import", _folder, "--database", Database)).LastLine);
    }

    [Fact]
    public async Task The_json_export_holds_the_same_as_the_csv()
    {
        WriteBundle();
        await RunAsync("import", _folder, "--database", Database);
        await RunAsync("score", "--as-of", "2020-02-01", "--database", Database);

        var export = await RunAsync("export", "scores", "--out", "-", "--format", "json", "--database", Database);

        var first = JsonDocument.Parse(export.Stdout).RootElement[0];
        Assert.Equal("bakery", first.GetProperty("handle").GetString());
        Assert.True(first.GetProperty("score").GetDouble() > 0);
        Assert.Equal("2020-02-01T00:00:00Z", first.GetProperty("as_of").GetString());
    }

    [Fact]
    public async Task The_exported_ledger_sums_to_the_exported_score()
    {
        WriteBundle();
        await RunAsync("import", _folder, "--database", Database);
        await RunAsync("score", "--as-of", "2020-02-01", "--database", Database);

        var export = await RunAsync("export", "explanation", "--account", "x:bakery", "--out", "-", "--database", Database);

        var json = JsonDocument.Parse(export.Stdout).RootElement;
        Assert.Equal(json.GetProperty("score").GetDouble(), json.GetProperty("ledger").EnumerateArray().Sum(e => e.GetProperty("points").GetDouble()), 9);
        Assert.Contains(json.GetProperty("ledger").EnumerateArray(), e => e.GetProperty("person").GetString() == "x:fan3" && e.GetProperty("post").GetString() == "p1");
    }

    [Fact]
    public async Task The_exported_change_statement_sums_to_the_difference()
    {
        WriteBundle();
        await RunAsync("import", _folder, "--database", Database);

        var export = await RunAsync("export", "explanation", "--account", "x:@Bakery", "--from", "2020-01-13", "--to", "2020-02-01", "--out", "-", "--database", Database);

        var json = JsonDocument.Parse(export.Stdout).RootElement;
        var difference = json.GetProperty("score_to").GetDouble() - json.GetProperty("score_from").GetDouble();
        Assert.Equal(difference, json.GetProperty("entries").EnumerateArray().Sum(e => e.GetProperty("points").GetDouble()), 9);
        Assert.Contains(json.GetProperty("causes").EnumerateArray(), c => c.GetProperty("cause").GetString() == "new_people");
    }

    [Theory]
    [InlineData(1, "is not known", "--account", "x:nobody")]
    [InlineData(2, "takes network:handle", "--account", "nobody")]
    [InlineData(2, "needs both", "--account", "x:bakery", "--from", "2020-01-13")]
    [InlineData(2, "must be earlier", "--account", "x:bakery", "--from", "2020-01-13", "--to", "2020-01-13")]
    public async Task An_explanation_that_cannot_be_made_is_refused_in_words(int exit, string words, params string[] args)
    {
        WriteBundle();
        await RunAsync("import", _folder, "--database", Database);

        var run = await RunAsync(["export", "explanation", .. args, "--out", "-", "--database", Database]);

        Assert.Equal(exit, run.Exit);
        Assert.Contains(words, run.Stderr, StringComparison.Ordinal);
        Assert.Empty(run.Stdout);
    }

    [Fact]
    public async Task The_churn_export_has_its_columns_and_needs_no_scoring()
    {
        WriteBundle();
        var follows = Enumerable.Range(0, 60).SelectMany(i => new[]
        {
            $"x,=churner,t{i},follow,2020-01-{1 + 10 * (i / 20):00}T08:00:00Z", $"x,=churner,t{i},unfollow,2020-01-{7 + 10 * (i / 20):00}T08:00:00Z",
        });
        await File.WriteAllLinesAsync(Path.Combine(_folder, "follows.csv"), ["network,follower,followee,event,at", .. follows]);
        await RunAsync("import", _folder, "--database", Database);

        var export = await RunAsync("export", "churn", "--out", Path.Combine(_folder, "churn.csv"), "--database", Database);

        Assert.Equal(0, export.Exit);
        var lines = await File.ReadAllLinesAsync(Path.Combine(_folder, "churn.csv"));
        Assert.Equal("network,handle,flagged,started,short_episodes,refollowed,cycles,first,last", lines[0]);
        Assert.Equal("x,'=churner,true,60,60,0,3,2020-01-01T08:00:00Z,2020-01-27T08:00:00Z", lines[1]);
        Assert.EndsWith("1 of them with a pattern seen", export.LastLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backfill_scores_every_day()
    {
        WriteBundle();
        await RunAsync("import", _folder, "--database", Database);

        var score = await RunAsync("score", "--from", "2020-01-20", "--to", "2020-02-01", "--database", Database);

        Assert.Equal(0, score.Exit);
        Assert.StartsWith("scored 13 days, the last", score.LastLine, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("export", "scores", "--as-of", "2020-01-25", "--out", "-", "--database", Database)).Exit);
    }

    [Fact]
    public async Task History_of_an_older_model_is_scored_again_once_and_kept()
    {
        WriteBundle();
        await RunAsync("import", _folder, "--database", Database);
        var first = new DateTimeOffset(2020, 1, 30, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        await using (var db = new SqliteInfluenceDbContext(new DbContextOptionsBuilder<SqliteInfluenceDbContext>().UseSqlite($"Data Source={Database}").Options))
            await new ScoringService(db, TimeProvider.System).ScoreAsync([.. Enumerable.Range(0, 3)
                .Select(d => new ScoringOptions { AsOf = first + d * Moments.Day, Model = ScoreModel.Current with { Version = "0.9", TrueReachAnchor = 2_000_000 } })]);
        var published = await RunAsync("export", "scores", "--out", "-", "--database", Database);

        var rescore = await RunAsync("score", "--rescore-history", "--database", Database);
        var again = await RunAsync("score", "--rescore-history", "--database", Database);
        var export = await RunAsync("export", "scores", "--out", "-", "--database", Database);

        Assert.Equal((0, 0), (rescore.Exit, again.Exit));
        Assert.StartsWith($"re-scored 3 moments from 2020-01-30T00:00:00Z to 2020-02-01T00:00:00Z with model {ScoreModel.Current.Version} in ", rescore.LastLine, StringComparison.Ordinal);
        Assert.Equal($"Nothing to re-score: no stored moment lacks scores of model {ScoreModel.Current.Version}.", again.LastLine);
        Assert.EndsWith(",2020-02-01T00:00:00Z,0.9", published.LastLine, StringComparison.Ordinal);
        Assert.EndsWith($",2020-02-01T00:00:00Z,{ScoreModel.Current.Version}", export.LastLine, StringComparison.Ordinal);
        Assert.NotEqual(published.Stdout.Split('\n')[1].Split(',')[2], export.Stdout.Split('\n')[1].Split(',')[2]);
    }

    [Fact]
    public async Task Re_scoring_without_a_history_says_that_there_is_nothing_to_do()
    {
        var rescore = await RunAsync("score", "--rescore-history", "--database", Database);

        Assert.Equal(0, rescore.Exit);
        Assert.StartsWith("Nothing to re-score", rescore.LastLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scoring_a_moment_without_evidence_says_why_nobody_has_a_score()
    {
        WriteBundle();
        await RunAsync("import", _folder, "--database", Database);

        var score = await RunAsync("score", "--as-of", "2010-01-01", "--database", Database);

        Assert.Equal(0, score.Exit);
        Assert.StartsWith("No account was scored", score.LastLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("--frobnicate")]
    [InlineData("serve", "now")]
    [InlineData("serve", "--urls", "nonsense")]
    [InlineData("serve", "--urls", "ftp://127.0.0.1")]
    [InlineData("import")]
    [InlineData("score", "--as-of", "nonsense")]
    [InlineData("score", "--as-of", "9999-01-01")]
    [InlineData("score", "--as-of", "2020-02-30")]
    [InlineData("score", "--half-life-days", "NaN")]
    [InlineData("score", "--half-life-days", "-1")]
    [InlineData("score", "--window-days", "1e9")]
    [InlineData("score", "--from", "2020-01-01")]
    [InlineData("score", "--from", "2020-01-02", "--to", "2020-01-01")]
    [InlineData("score", "--from", "1991-01-02", "--to", "2020-01-01")]
    [InlineData("score", "--rescore-history", "--as-of", "2020-01-01")]
    [InlineData("score", "--rescore-history", "--from", "2020-01-01", "--to", "2020-01-02")]
    [InlineData("score", "extra")]
    [InlineData("export", "scores")]
    [InlineData("export", "scores", "--out", "f", "--format", "xml")]
    [InlineData("export", "nothing", "--out", "f")]
    public async Task Bad_usage_is_one_sentence_and_exit_code_2(params string[] args)
    {
        var run = await RunAsync([.. args, "--database", Database]);

        Assert.Equal(2, run.Exit);
        Assert.Single(run.Stderr.TrimEnd().Split('\n'));
        Assert.Empty(run.Stdout);
        Assert.False(File.Exists(Database));
    }

    [Fact]
    public async Task Exporting_before_scoring_fails_with_a_sentence_and_writes_nothing()
    {
        var file = Path.Combine(_folder, "scores.csv");

        var run = await RunAsync("export", "scores", "--out", file, "--database", Database);

        Assert.Equal(1, run.Exit);
        Assert.Equal("There are no scores yet; 'score' makes them.", run.Stderr.TrimEnd());
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task An_export_that_cannot_be_written_fails_with_a_sentence()
    {
        WriteBundle();
        await RunAsync("import", _folder, "--database", Database);
        await RunAsync("score", "--as-of", "2020-02-01", "--database", Database);

        var run = await RunAsync("export", "scores", "--out", Path.Combine(_folder, "no such folder", "scores.csv"), "--database", Database);

        Assert.Equal(1, run.Exit);
        Assert.Contains("cannot be written", run.Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Data Source=/no/such/folder/x.db", "does not exist or may not be written")]
    [InlineData("Nonsense=1", "is not valid for SQLite")]
    public async Task A_database_that_cannot_be_opened_fails_with_a_sentence(string database, string reason)
    {
        var run = await RunAsync("score", "--database", database);

        Assert.Equal(1, run.Exit);
        Assert.Contains(reason, run.Stderr, StringComparison.Ordinal);
        Assert.Single(run.Stderr.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_left_as_it_was()
    {
        await File.WriteAllTextAsync(Database, new string('x', 5000));

        var run = await RunAsync("score", "--database", Database);

        Assert.Equal(1, run.Exit);
        Assert.Contains("is not a database", run.Stderr, StringComparison.Ordinal);
        Assert.Equal(new string('x', 5000), await File.ReadAllTextAsync(Database));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_and_not_touched()
    {
        Assert.Equal(0, (await RunAsync("score", "--database", Database)).Exit);
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Database}"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = """INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_FromTheFuture', '99.0.0')""";
            command.ExecuteNonQuery();
        }

        var run = await RunAsync("score", "--database", Database);

        Assert.Equal(1, run.Exit);
        Assert.Contains("newer version", run.Stderr, StringComparison.Ordinal);
        Assert.Contains("29990101000000_FromTheFuture", run.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handle_that_a_spreadsheet_would_run_is_escaped()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "interactions.csv"),
            "network,actor,target,kind,at\nx,fan,=cmd|calc,like,2020-01-01T00:00:00Z\n");
        await RunAsync("import", _folder, "--database", Database);
        await RunAsync("score", "--as-of", "2020-02-01", "--database", Database);

        var export = await RunAsync("export", "scores", "--out", "-", "--database", Database);

        Assert.DoesNotContain(",=cmd", export.Stdout, StringComparison.Ordinal);
        Assert.Contains("'=cmd|calc", export.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_lists_every_verb()
    {
        var help = await RunAsync("--help");

        Assert.Equal(0, help.Exit);
        foreach (var verb in (string[])["serve", "import", "score", "export"])
            Assert.Contains(verb, help.Stdout, StringComparison.Ordinal);
    }

    private void WriteBundle()
    {
        var interactions = Enumerable.Range(0, 10).Select(fan => $"x,fan{fan},@Bakery,repost,2020-01-{10 + fan:00}T10:00:00Z,p1");
        File.WriteAllText(Path.Combine(_folder, "interactions.csv"), $"network,actor,target,kind,at,post\n{string.Join('\n', interactions)}\n");
        File.WriteAllText(Path.Combine(_folder, "posts.csv"), "network,id,author,created_at\nx,p1,bakery,2020-01-09T09:00:00Z\n");
        File.WriteAllText(Path.Combine(_folder, "profiles.csv"), "network,handle,name,observed_at\nx,bakery,The Bakery,2020-01-09T00:00:00Z\n");
    }

    private static async Task<Run> RunAsync(params string[] args)
    {
        using var stdout = new StringWriter();
        using var stderr = new StringWriter();
        var exit = await CommandLine.RunAsync(args, stdout, stderr);
        return new Run(exit, stdout.ToString(), stderr.ToString());
    }

    private sealed record Run(int Exit, string Stdout, string Stderr)
    {
        public string LastLine => Stdout.TrimEnd().Split('\n')[^1].TrimEnd('\r');
    }
}
