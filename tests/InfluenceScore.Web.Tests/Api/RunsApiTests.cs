using System.Net;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Tests.Pages;
using Microsoft.AspNetCore.Hosting;

namespace InfluenceScore.Web.Tests.Api;

public sealed class RunsApiTests(RunsApiTests.Harbour app) : IClassFixture<RunsApiTests.Harbour>
{
    /// <summary>Two tracked accounts whose network does not answer, and a run that is over.</summary>
    public sealed class Harbour : PagesApp
    {
        protected override void Seed(InfluenceDbContext db)
        {
            db.AddRange(
                new Account { Id = 1, Network = "bluesky", Handle = "crumbtide.example", Tracked = true },
                new Account { Id = 2, Network = "bluesky", Handle = "sheafmoor.example", Tracked = true },
                new Account { Id = 3, Network = "x", Handle = "ropequill", Tracked = true });
            db.Add(new IngestionRun { Id = 70, AccountId = 1, Network = "bluesky", Status = RunStatus.Done, RequestedBy = "the schedule", FactsStored = 12, CostMicroUsd = 1_250_000, QueuedAt = DateTime.UtcNow, UpdatedAt = DateTime.UtcNow });
            db.Add(new IngestionRunLine { RunId = 70, At = DateTime.UtcNow, Sentence = "Done: 12 new facts." });
            db.SaveChanges();
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Sources:Bluesky:BaseUrl", "http://127.0.0.1:9");
        }
    }

    [Fact]
    public async Task A_run_is_queued_once_and_its_status_stands_under_Location()
    {
        using var admin = await ApiCaller.OfAsync(app, Role.Admin, ApiScopes.Ingest, "Quartermaster");
        var started = await admin.PostAsync("/ingestion/runs", new { account = "Bluesky:@New.Example" });
        Assert.Equal(HttpStatusCode.Accepted, started.Status);
        var run = Assert.Single(started.Json.GetProperty("runs").EnumerateArray());
        Assert.Equal(("bluesky:new.example", "Quartermaster"), (run.GetProperty("account").GetString(), run.GetProperty("requested_by").GetString()));
        Assert.Equal($"/api/v1/ingestion/runs/{run.GetProperty("id")}", started.Header("Location"));
        var again = await admin.PostAsync("/ingestion/runs", new { account = "bluesky:new.example" });
        Assert.Equal(started.Header("Location"), again.Header("Location"));
        var details = await admin.GetAsync(started.Header("Location")["/api/v1".Length..]);
        Assert.Equal(run.GetProperty("id").GetInt32(), details.Json.GetProperty("run").GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task All_means_every_tracked_account_that_can_be_fetched()
    {
        using var admin = await ApiCaller.OfAsync(app, Role.Admin, ApiScopes.Ingest);
        var started = await admin.PostAsync("/ingestion/runs", new { all = true });
        Assert.Equal("/api/v1/ingestion/runs", started.Header("Location"));
        var accounts = started.Json.GetProperty("runs").EnumerateArray().Select(r => r.GetProperty("account").GetString()!).ToList();
        Assert.Superset(new HashSet<string> { "bluesky:crumbtide.example", "bluesky:sheafmoor.example" }, accounts.ToHashSet());
        Assert.DoesNotContain("x:ropequill", accounts);
    }

    [Theory]
    [InlineData("""{}""", "Say either")]
    [InlineData("""{"account":"bluesky:a.example","all":true}""", "Say either")]
    [InlineData("""{"account":"crumbtide"}""", "must be network:handle")]
    [InlineData("""{"account":"bluesky:two words"}""", "must be network:handle")]
    [InlineData("""{"account":"friendster:crumbtide"}""", "There is no source for the network “friendster”")]
    [InlineData("""{"account":"x:crumbtide"}""", "Sources__X__BearerToken")]
    public async Task What_cannot_be_fetched_is_refused_with_the_reason(string body, string sentence)
    {
        using var admin = await ApiCaller.OfAsync(app, Role.Admin, ApiScopes.Ingest);
        var reply = await admin.PostAsync("/ingestion/runs", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.Contains(sentence, reply.Problem(HttpStatusCode.UnprocessableEntity).Replace("Sources:X:BearerToken", "Sources__X__BearerToken"));
        Assert.Equal("account", reply.Json.GetProperty("parameter").GetString());
    }

    [Fact]
    public async Task The_list_is_filtered_by_state_and_a_run_shows_its_log()
    {
        using var admin = await ApiCaller.OfAsync(app, Role.Admin);
        var done = (await admin.GetAsync("/ingestion/runs?status=done")).Json.GetProperty("runs").EnumerateArray().Single(r => r.GetProperty("id").GetInt32() == 70);
        Assert.Equal(1.25m, done.GetProperty("cost_usd").GetDecimal());
        Assert.Contains("must be one of queued, running", (await admin.GetAsync("/ingestion/runs?status=over")).Problem(HttpStatusCode.BadRequest));
        Assert.Equal("Done: 12 new facts.", (await admin.GetAsync("/ingestion/runs/70")).Json.GetProperty("log")[0].GetProperty("sentence").GetString());
        Assert.Contains("no run “71000”", (await admin.GetAsync("/ingestion/runs/71000")).Problem(HttpStatusCode.NotFound));
    }
}
