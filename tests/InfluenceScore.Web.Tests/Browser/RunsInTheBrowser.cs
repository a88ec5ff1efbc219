using System.IO.Compression;
using InfluenceScore.Web.Tests.Commands;
using InfluenceScore.Web.Tests.Pages;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Playwright;

namespace InfluenceScore.Web.Tests.Browser;

/// <summary>The admin area, driven as an admin does, with the real scheduler behind it and an AppView on loopback.</summary>
[Collection(BrowserTests.Name)]
public sealed class RunsInTheBrowser(BrowserFixture browser) : IAsyncLifetime
{
    private const int Patience = 60_000;

    private BlueskyStub _stub = null!;
    private RunsApp _app = null!;

    public async Task InitializeAsync()
    {
        _stub = await BlueskyStub.StartAsync();
        _app = new RunsApp(_stub.Address);
        _app.Create();
        _app.UseKestrel(0);
        _app.StartServer();
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _stub.DisposeAsync();
    }

    [Fact]
    public async Task An_admin_adds_an_account_watches_it_move_and_stops_it_and_reads_why_another_failed()
    {
        _stub.DelayMilliseconds = 150;
        var page = await browser.OpenAsync(1440);
        await using var context = page.Context;
        var complaints = new List<string>();
        page.Console += (_, m) => complaints.Add(m.Text);
        page.PageError += (_, e) => complaints.Add(e);
        await page.GotoAsync(At("/admin/runs"));

        await AddAsync(page, "star.test");
        await page.WaitForSelectorAsync("#now-list strong:has-text('Fetching')", Patient());
        var before = await PercentAsync(page);
        await page.WaitForFunctionAsync("before => Number(document.querySelector('#now-list progress')?.value) > before", before, new PageWaitForFunctionOptions { Timeout = Patience });
        await page.ClickAsync("#now-list button:has-text('Stop')");
        await page.WaitForSelectorAsync("#now-list :text('Nothing goes on')", Patient());
        await page.ClickAsync("a:text('Refresh')");
        Assert.Contains("Stopped", await page.InnerTextAsync("#done"));

        await page.ClickAsync("#done tbody a");
        Assert.Contains("Stopped on request", await page.InnerTextAsync("#log"));
        await page.ClickAsync("button:text('Retry')");
        await page.WaitForSelectorAsync("#now-list strong:has-text('Fetching')", Patient());
        _stub.DelayMilliseconds = 0;
        await page.WaitForSelectorAsync("#now-list :text('Nothing goes on')", Patient());

        _stub.FirstAnswers.Enqueue((400, [], """{"error":"InvalidRequest","message":"Profile not found"}"""));
        await AddAsync(page, "nobody.test");
        await page.WaitForSelectorAsync("#now-list .flag:has-text('Failed')", Patient());
        Assert.Contains("Bluesky does not show the account nobody.test", await page.InnerTextAsync("#now-list"));
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Everything_works_without_scripts_and_schedules_and_accounts_can_be_changed()
    {
        var page = await browser.OpenAsync(390, javaScript: false);
        await using var context = page.Context;
        await page.GotoAsync(At("/admin/runs"));

        await AddAsync(page, "star.test");
        await page.SelectOptionAsync("select[name=every]", "24");
        await page.ClickAsync("#accounts button:has-text('Set')");
        Assert.Contains("every day", await page.InnerTextAsync("#said"));
        for (var i = 0; i < 60 && !(await page.InnerTextAsync("#done")).Contains("Done"); i++)
        {
            await Task.Delay(1000);
            await page.ClickAsync("a:text('Refresh')");
        }
        Assert.Contains("Done", await page.InnerTextAsync("#done"));
        await page.ClickAsync("button:has-text('Re-ingest all')");
        Assert.Contains("1 account is in the queue", await page.InnerTextAsync("#said"));
        await page.ClickAsync("#accounts button:has-text('Remove')");
        Assert.DoesNotContain("star.test", await page.InnerTextAsync("#accounts"));
    }

    [Fact]
    public async Task A_source_is_tested_and_a_secret_is_stored_and_never_shown()
    {
        var page = await browser.OpenAsync(1440);
        await using var context = page.Context;
        await page.GotoAsync(At("/admin/sources"));
        await page.ClickAsync("#bluesky button:has-text('Test connection')");
        Assert.Contains("answers, without a login", await page.InnerTextAsync("#said"));

        await page.FillAsync("#Sources-X-BearerToken", "a-very-secret-token");
        await page.ClickAsync("#x button:has-text('Set')");
        Assert.Contains("stored, encrypted", await page.InnerTextAsync("#said"));
        Assert.DoesNotContain("a-very-secret-token", await page.ContentAsync());
        await using var db = _app.Open();
        Assert.DoesNotContain("a-very-secret-token", db.SourceSecrets.Single().Protected);
    }

    [Fact]
    public async Task A_place_is_refused_added_removed_and_taken_back_and_the_audit_log_says_so()
    {
        var page = await browser.OpenAsync(1440);
        await using var context = page.Context;
        async Task<string> AddAsync(string north)
        {
            await page.FillAsync("#name", "Gull Rock");
            await page.FillAsync("#otherNames", "The Rock; Gullrock");
            await page.FillAsync("#country", "ca");
            await page.FillAsync("#latitude", north);
            await page.FillAsync("#longitude", "-63.9");
            await page.ClickAsync("button:text('Add place')");
            return await page.InnerTextAsync("main");
        }
        await page.GotoAsync(At("/admin/places"));
        Assert.Contains("Coordinates are degrees", await AddAsync("forty"));
        Assert.Equal("Gull Rock", await page.InputValueAsync("#name"));
        Assert.Contains("Gull Rock is in the list", await AddAsync("44.8"));
        Assert.Contains("in the list already", await AddAsync("44.8"));

        await page.ClickAsync("#list button:has-text('Remove')");
        Assert.Contains("No place was added", await page.InnerTextAsync("#list"));
        await page.ClickAsync("button:text('Undo')");
        Assert.Contains("The Rock; Gullrock", await page.InnerTextAsync("#list"));

        await using var db = _app.Open();
        var stored = db.CustomPlaces.Single(p => p.Name == "Gull Rock");
        Assert.Equal(("CA", 44.8, -63.9, 5_000L), (stored.Country, stored.Latitude, stored.Longitude, stored.Population));
        Assert.Equal("CA", (await InfluenceScore.Data.Places.CustomPlaces.GazetteerAsync(db)).Resolve("Gullrock")?.Country);
        Assert.Equal(["own place added", "own place removed", "own place added"], db.AuditEntries.Where(a => a.Action.StartsWith("own place")).OrderBy(a => a.Id).Select(a => a.Action).ToArray());
    }

    [Fact]
    public async Task An_uploaded_file_is_a_run_that_is_watched_to_its_end()
    {
        var page = await browser.OpenAsync(1440);
        await using var context = page.Context;
        var complaints = new List<string>();
        page.Console += (_, m) => complaints.Add(m.Text);
        page.PageError += (_, e) => complaints.Add(e);
        var file = Path.Combine(Directory.CreateTempSubdirectory("influence-upload-test-").FullName, "harbour.zip");
        await using (var zip = new ZipArchive(File.Create(file), ZipArchiveMode.Create))
        await using (var rows = new StreamWriter(zip.CreateEntry("interactions.csv").Open()))
            await rows.WriteAsync("network,actor,target,kind,at\nx,ann,bob,repost,2026-10-01T00:00:00Z\nx,ann,bob,wave,2026-10-01T00:00:00Z\n");

        await page.GotoAsync(At("/admin/import"));
        await page.SetInputFilesAsync("#file", file);
        await page.ClickAsync("button:text('Import')");
        Assert.Contains("harbour.zip", await page.InnerTextAsync("h1"));
        await page.WaitForSelectorAsync("#now:has-text('Read 2 rows: 1 stored, 0 known before, 1 rejected')", Patient());
        Assert.Contains("wave", await page.InnerTextAsync("#rejects"));
        var result = await Axe.ViolationsAsync(page);
        Assert.True(result.Count == 0, string.Join("; ", result.Select(v => $"{v.Id}: {v.Nodes[0].Html}")));

        await page.ClickAsync("text=All runs");
        Assert.Contains("harbour.zip", await page.InnerTextAsync("#done"));
        Assert.Empty(complaints);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Theory]
    [InlineData("/admin/runs", 1440, ColorScheme.Light)]
    [InlineData("/admin/runs", 390, ColorScheme.Dark)]
    [InlineData("/admin/sources", 390, ColorScheme.Light)]
    [InlineData("/admin/import", 1440, ColorScheme.Dark)]
    [InlineData("/admin/places", 390, ColorScheme.Dark)]
    [InlineData("/admin/places", 1440, ColorScheme.Light)]
    public async Task Axe_finds_nothing_and_nothing_scrolls_sideways(string address, int width, ColorScheme scheme)
    {
        var page = await browser.OpenAsync(width, scheme);
        await using var context = page.Context;
        await page.GotoAsync(At("/admin/runs"));
        await AddAsync(page, "star.test");
        await page.GotoAsync(At(address));

        var result = await Axe.ViolationsAsync(page);
        Assert.True(result.Count == 0, string.Join("; ", result.Select(v => $"{v.Id}: {v.Nodes[0].Html}")));
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width);
    }

    private static async Task AddAsync(IPage page, string handle)
    {
        await page.SelectOptionAsync("#network", "bluesky");
        await page.FillAsync("#handle", handle);
        await page.ClickAsync("button:text('Add account')");
    }

    private static Task<int> PercentAsync(IPage page) => page.EvaluateAsync<int>("Number(document.querySelector('#now-list progress')?.value ?? 0)");

    private static PageWaitForSelectorOptions Patient() => new() { Timeout = Patience };

    private string At(string path) => new Uri(_app.ClientOptions.BaseAddress, path).AbsoluteUri;

    private sealed class RunsApp(string appView) : PagesApp
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Sources:Bluesky:BaseUrl", appView);
            builder.UseSetting("Sources:Bluesky:PdsUrl", appView);
        }
    }
}
