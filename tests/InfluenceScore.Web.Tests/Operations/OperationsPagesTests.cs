using System.Net;
using System.Text.Json;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Tests.Pages;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;

namespace InfluenceScore.Web.Tests.Operations;

public sealed class OperationsPagesTests(OperationsPagesTests.App app) : IClassFixture<OperationsPagesTests.App>
{
    [Fact]
    public async Task Live_and_ready_answer_in_short_json_without_paths()
    {
        using var live = await app.Client.GetAsync(new Uri("/health/live", UriKind.Relative));
        Assert.Equal("""{"status":"ok","checks":{}}""", await live.Content.ReadAsStringAsync());

        using var ready = await app.Client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        var text = await ready.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        using var json = JsonDocument.Parse(text);
        Assert.Equal(["database", "disk", "runs"], json.RootElement.GetProperty("checks").EnumerateObject().Select(c => c.Name).Order());
        Assert.DoesNotContain("/", text);
        Assert.Contains("no-store", ready.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task A_schema_of_another_version_is_not_ready()
    {
        Execute("UPDATE __EFMigrationsHistory SET MigrationId = 'zz' || MigrationId WHERE MigrationId = (SELECT max(MigrationId) FROM __EFMigrationsHistory)");
        try
        {
            using var ready = await app.Client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            Assert.Contains("\"database\":\"not of this version", await ready.Content.ReadAsStringAsync());
        }
        finally
        {
            Execute("UPDATE __EFMigrationsHistory SET MigrationId = substr(MigrationId, 3) WHERE MigrationId LIKE 'zz%'");
        }
    }

    [Fact]
    public async Task Metrics_tell_of_runs_scores_requests_and_nothing_secret()
    {
        using var page = await app.Client.GetAsync(new Uri("/", UriKind.Relative));
        using var answer = await app.Client.GetAsync(new Uri("/metrics", UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Matches("influencescore_runs(_[a-z]+)?\\{[^}]*state=\"queued\"", text);
        Assert.Contains("influencescore_scored_accounts", text);
        Assert.Contains("http_server_request_duration_seconds_count", text);
        Assert.DoesNotContain(App.Secret, text);
    }

    [Theory]
    [InlineData("/metrics", 403)]
    [InlineData("/health/ready", 200)]
    [InlineData("/", 200)]
    public async Task A_visitor_whom_a_proxy_on_this_machine_brings_is_a_visitor(string path, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        // The visitor made the first one up; the proxy added the last.
        request.Headers.Add("X-Forwarded-For", "127.0.0.1, 203.0.113.9");
        using var answer = await app.Client.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_post_while_somebody_else_writes_is_a_sentence_and_stores_nothing()
    {
        using var form = await app.Client.GetAsync(new Uri("/admin/runs", UriKind.Relative));
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await form.Content.ReadAsStringAsync());
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var other = new SqliteConnection(app.ConnectionString + ";Pooling=False");
        other.Open();
        using (var writing = other.BeginTransaction())
        {
            using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["network"] = "bluesky", ["handle"] = "late.test", ["__RequestVerificationToken"] = token });
            using var answer = await app.Client.PostAsync(new Uri("/admin/runs?handler=Add", UriKind.Relative), content);
            var text = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()).Text();

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Contains("another process is writing to it", text);
            Assert.DoesNotContain("Exception", text);
        }
        await using var db = app.Open();
        Assert.DoesNotContain("late.test", db.Accounts.Select(a => a.Handle));
    }

    [Fact]
    public async Task Logs_lie_beside_the_database_and_hold_no_secret()
    {
        using var answer = await app.Client.GetAsync(new Uri("/share/verysecretlinktoken123", UriKind.Relative));
        var logs = await LogsWithAsync(app, "/share/***");

        Assert.Contains("/share/***", logs);
        Assert.DoesNotContain("verysecretlinktoken123", logs);
        // A probe that is answered well is no news; one that fails is (another test here makes it fail).
        Assert.DoesNotContain(logs.Split('\n'), line => line.Contains(" INF ", StringComparison.Ordinal) && line.Contains("/health/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_end_of_another_program_of_the_process_does_not_close_the_log()
    {
        using var staying = new App();
        using (var other = new App())
        {
            _ = other.Client;
            // Started last, a shared logger would be of this one; a file that nothing was written to is not closed.
            using var first = await staying.Client.GetAsync(new Uri("/", UriKind.Relative));
            Assert.Contains("GET / ", await LogsWithAsync(staying, "GET / "));
        }
        using var answer = await staying.Client.GetAsync(new Uri("/share/verysecretlinktoken123", UriKind.Relative));
        Assert.Contains("/share/***", await LogsWithAsync(staying, "/share/***"));
    }

    /// <summary>All that is in the log files, as soon as it holds a text, or after half a minute without: the line is written after the answer went out.</summary>
    private static async Task<string> LogsWithAsync(App app, string text)
    {
        var logs = "";
        for (var i = 0; i < 300 && !logs.Contains(text, StringComparison.Ordinal); i++)
        {
            await Task.Delay(100);
            logs = string.Concat(Directory.GetFiles(app.LogFolder, "influencescore-*.log").Select(ReadShared));
        }
        return logs;
    }

    private static string ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection(app.ConnectionString + ";Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public sealed class App : PagesApp
    {
        public const string Secret = "AAAA-not-to-be-seen-BBBB";

        public string LogFolder => Path.Combine(Path.GetDirectoryName(new SqliteConnectionStringBuilder(ConnectionString).DataSource)!, "logs");

        protected override void Seed(InfluenceDbContext db)
        {
            db.Accounts.Add(new Account { Network = "x", Handle = "crumbtide", Tracked = true });
            db.ScoreRuns.Add(new ScoreRun { AsOf = DateTime.UtcNow.AddHours(-1), ComputedAt = DateTime.UtcNow, Model = "m", HalfLifeDays = 30, WindowDays = 90, ScoredAccounts = 1 });
            db.SaveChanges();
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("ConnectionStrings:InfluenceScore", ConnectionString + ";Default Timeout=1");
            builder.UseSetting("Sources:X:BearerToken", Secret);
        }
    }
}
