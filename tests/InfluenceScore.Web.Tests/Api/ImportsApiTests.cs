using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Web.Tests.Pages;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InfluenceScore.Web.Tests.Api;

public sealed class ImportsApiTests(ImportsApiTests.Harbour app) : IClassFixture<ImportsApiTests.Harbour>
{
    /// <summary>Two consultants with a client each.</summary>
    public sealed class Harbour : PagesApp
    {
        protected override void Seed(InfluenceDbContext db)
        {
            var (mine, other) = (ApiCaller.PersonAsync(db, Role.Consultant, "Wren").GetAwaiter().GetResult(), ApiCaller.PersonAsync(db, Role.Consultant, "Perpetua").GetAwaiter().GetResult());
            db.AddRange(new Account { Id = 1, Network = "x", Handle = "crumbtide" }, new Account { Id = 2, Network = "x", Handle = "sheafmoor" });
            foreach (var (id, owner) in new[] { (1, mine.Id), (2, other.Id) })
            {
                var client = new Client { Id = id, OwnerId = owner, Name = $"Client {id}", CreatedAt = DateTime.UtcNow, ChangedAt = DateTime.UtcNow, AccountsChangedAt = DateTime.UtcNow };
                client.Accounts.Add(new ClientAccount { AccountId = id });
                db.Add(client);
            }
            db.SaveChanges();
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Imports:MaxMegabytes", "1");
        }
    }

    private const string Profiles = "network,handle,id,name\nx,crumbtide,900,Crumbtide\nx,stranger,901,Stranger\n";
    private const string Posts = "network,id,author,created_at\nx,i1,@Crumbtide,2026-11-01T06:00:00Z\nx,i2,sheafmoor,2026-11-01T06:00:00Z\n";
    private const string Interactions = "network,actor,target,kind,at\nx,stranger,crumbtide,like,2026-11-02T06:00:00Z\nx,crumbtide,stranger,like,2026-11-02T06:00:00Z\nx,stranger,sheafmoor,like,2026-11-02T06:00:00Z\n";
    private const string Follows = "network,follower,followee,event,at\nx,stranger,crumbtide,follow,2026-11-02T06:00:00Z\nx,crumbtide,stranger,follow,2026-11-02T06:00:00Z\nx,stranger,sheafmoor,follow,2026-11-02T06:00:00Z\n";

    [Fact]
    public async Task A_consultants_bundle_touches_the_accounts_of_that_client_and_no_other()
    {
        using var wren = await ApiCaller.OfAsync(app, Role.Consultant, ApiScopes.Import, "Wren");
        var done = await ImportAsync(wren, "/imports?client=1", Zip(("profiles.csv", Profiles), ("posts.csv", Posts), ("interactions.csv", Interactions), ("follows.csv", Follows)));
        Assert.Equal("done", done.Json.GetProperty("status").GetString());
        Assert.Equal((5, 0, 5), (done.Json.GetProperty("stored").GetInt32(), done.Json.GetProperty("duplicate").GetInt32(), done.Json.GetProperty("rejected").GetInt32()));
        Assert.Equal(
        [
            "profiles.csv 3: the profile is not of an account of this client",
            "posts.csv 3: the post is not by an account of this client",
            "interactions.csv 3: the act is not on an account of this client",
            "interactions.csv 4: the act is not on an account of this client",
            "follows.csv 4: neither end of the follow is an account of this client",
        ], done.Json.GetProperty("rejects").EnumerateArray().Select(r => $"{r.GetProperty("file").GetString()} {r.GetProperty("line")}: {r.GetProperty("reason").GetString()}"));
        await using var db = app.Open();
        Assert.False(await db.Profiles.AnyAsync(p => db.Accounts.Any(a => a.Id == p.AccountId && a.Handle == "stranger")));
        // An id would merge accounts: only a network or an admin says which one it is.
        Assert.Null((await db.Accounts.SingleAsync(a => a.Handle == "crumbtide")).NetworkUserId);
        // The application's own executor, where it was quicker, deletes them when the run is told to be done.
        for (var wait = 0; wait < 200 && Directory.EnumerateDirectories(FolderOf(db, done)).Any(); wait++)
            await Task.Delay(50);
        Assert.Empty(Directory.EnumerateDirectories(FolderOf(db, done)));
    }

    [Fact]
    public async Task A_client_must_be_named_and_be_ones_own()
    {
        using var wren = await ApiCaller.OfAsync(app, Role.Consultant, ApiScopes.Import, "Wren");
        Assert.Contains("?client=7", (await wren.PostAsync("/imports", Zip(("posts.csv", Posts)))).Problem(HttpStatusCode.UnprocessableEntity));
        var hidden = (await wren.PostAsync("/imports?client=2", Zip(("posts.csv", Posts)))).Problem(HttpStatusCode.NotFound);
        var unknown = (await wren.PostAsync("/imports?client=77", Zip(("posts.csv", Posts)))).Problem(HttpStatusCode.NotFound);
        Assert.Equal(unknown.Replace("77", "2"), hidden);
        Assert.Contains("“x”", (await wren.PostAsync("/imports?client=x", Zip(("posts.csv", Posts)))).Problem(HttpStatusCode.NotFound));
        Assert.Equal([1], (await wren.GetAsync("/clients")).Json.GetProperty("clients").EnumerateArray().Select(c => c.GetProperty("id").GetInt32()));
    }

    [Fact]
    public async Task What_an_admin_sends_goes_in_whole_and_is_nobody_elses_to_look_at()
    {
        using var admin = await ApiCaller.OfAsync(app, Role.Admin, ApiScopes.Import);
        using var other = await ApiCaller.OfAsync(app, Role.Consultant, name: "Perpetua");
        var content = new MultipartFormDataContent
        {
            { new StringContent("network,id,author,created_at\nx,a1,anybody,2026-11-01T06:00:00Z\n"), "a", "../../etc/<posts>.csv" },
            { new StringContent("network,actor,target,kind,at\nx,b,anybody,like,2026-11-02T06:00:00Z\n"), "b", "interactions.csv" },
        };
        var done = await ImportAsync(admin, "/imports", content);
        Assert.Equal(2, done.Json.GetProperty("stored").GetInt32());
        Assert.Equal("<posts>.csv, interactions.csv", done.Json.GetProperty("files").GetString());
        var id = done.Json.GetProperty("id").GetInt32();
        Assert.Equal((await other.GetAsync("/imports/424242")).Problem(HttpStatusCode.NotFound).Replace("424242", $"{id}"), (await other.GetAsync($"/imports/{id}")).Problem(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task A_bundle_that_is_none_is_refused_with_its_reason_and_without_a_path()
    {
        using var admin = await ApiCaller.OfAsync(app, Role.Admin, ApiScopes.Import);
        var refusal = (await admin.PostAsync("/imports", Zip(("../evil.csv", Posts)))).Problem(HttpStatusCode.UnprocessableEntity);
        Assert.StartsWith("bundle1.zip holds the entry", refusal);
        Assert.Contains("points outside", refusal);
    }

    [Fact]
    public async Task Bodies_that_are_no_upload_are_refused_at_once()
    {
        using var admin = await ApiCaller.OfAsync(app, Role.Admin, ApiScopes.Import);
        Assert.Contains("curl -F", (await admin.PostAsync("/imports", new { })).Problem(HttpStatusCode.UnsupportedMediaType));
        Assert.Contains("must be a file", (await admin.PostAsync("/imports", new MultipartFormDataContent())).Problem(HttpStatusCode.BadRequest));
        Assert.Contains("must be a file", (await admin.PostAsync("/imports", new MultipartFormDataContent { { new StringContent("7"), "client" } })).Problem(HttpStatusCode.BadRequest));
        Assert.Contains("is empty", (await admin.PostAsync("/imports", new MultipartFormDataContent { { new ByteArrayContent([]), "file", "posts.csv" } })).Problem(HttpStatusCode.BadRequest));
        var many = new MultipartFormDataContent();
        for (var i = 0; i < 9; i++)
            many.Add(new StringContent("x"), "file", $"{i}.csv");
        Assert.Contains("at most 8 files", (await admin.PostAsync("/imports", many)).Problem(HttpStatusCode.BadRequest));
        var broken = new StringContent("--b\r\nContent-Disposition: form-data; name=file; filename=a.csv\r\n\r\nabc", Encoding.ASCII);
        broken.Headers.Remove("Content-Type");
        broken.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        Assert.InRange((int)(await admin.PostAsync("/imports", broken)).Status, 400, 499);
    }

    [Fact]
    public async Task An_import_whose_program_was_killed_is_worked_by_the_next()
    {
        app.Create();
        await using var db = app.Open();
        var folder = Directory.CreateTempSubdirectory("influence-import-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "upload1.csv"), "network,id,author,created_at\nx,k1,killed,2026-11-01T06:00:00Z\n");
        var run = await UploadQueue.EnqueueAsync(db, new ImportUpload { Folder = folder, FileNames = "posts.csv", Bytes = 60 }, "a test", TimeProvider.System, default);
        // No process has this id and start: its lease ended with it.
        await db.IngestionRuns.Where(r => r.Id == run.Id).ExecuteUpdateAsync(set => set.SetProperty(r => r.Status, RunStatus.Running)
            .SetProperty(r => r.LeaseOwner, $"{Environment.MachineName}/999999999/1").SetProperty(r => r.LeaseUntil, DateTime.UtcNow.AddHours(5)));
        await WorkAsync(run.Id);
        Assert.Equal(RunStatus.Done, (await db.IngestionRuns.AsNoTracking().SingleAsync(r => r.Id == run.Id)).Status);
        Assert.True(await db.Posts.AnyAsync(p => p.NetworkPostId == "k1"));
        Assert.False(Directory.Exists(folder));
    }

    private async Task<ApiReply> ImportAsync(ApiCaller caller, string address, HttpContent content)
    {
        var accepted = await caller.PostAsync(address, content);
        Assert.True(accepted.Status == HttpStatusCode.Accepted, accepted.Text);
        await WorkAsync(accepted.Json.GetProperty("id").GetInt32());
        return await caller.GetAsync(accepted.Header("Location")["/api/v1".Length..]);
    }

    /// <summary>Works the run here, unless the application's own executor is quicker.</summary>
    private async Task WorkAsync(int id)
    {
        while (true)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<InfluenceDbContext>();
            if (await RunQueue.TryClaimAsync(db, id, TimeProvider.System, default))
                await scope.ServiceProvider.GetRequiredService<RunExecutor>().ExecuteAsync(await db.IngestionRuns.SingleAsync(r => r.Id == id), null, default);
            if (await db.IngestionRuns.AnyAsync(r => r.Id == id && r.Status >= RunStatus.Done))
                return;
            await Task.Delay(50);
        }
    }

    private static string FolderOf(InfluenceDbContext db, ApiReply done)
    {
        var id = done.Json.GetProperty("id").GetInt32();
        return Path.GetDirectoryName(db.ImportUploads.Single(u => u.RunId == id).Folder)!;
    }

    private static MultipartFormDataContent Zip(params (string Name, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return new MultipartFormDataContent { { new ByteArrayContent(bytes.ToArray()), "file", string.Create(CultureInfo.InvariantCulture, $"bundle{files.Length}.zip") } };
    }
}
