using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using InfluenceScore.Data.Auditing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Tests.Pages.Admin;

public sealed class ImportPageTests(ImportPageTests.Harbour app) : IClassFixture<ImportPageTests.Harbour>
{
    /// <summary>A server that takes a megabyte, into a folder of the test's.</summary>
    public sealed class Harbour : PagesApp
    {
        public string Uploads { get; } = Path.Combine(Path.GetTempPath(), $"influence-uploads-{Guid.NewGuid():N}");

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Imports:MaxMegabytes", "1").UseSetting("Imports:Folder", Uploads);
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (Directory.Exists(Uploads))
                Directory.Delete(Uploads, recursive: true);
        }
    }

    private const string Posts = "network,id,author,created_at\nx,i1,crumbtide,2026-11-01T06:00:00Z\n";

    [Fact]
    public async Task A_bundle_becomes_a_run_that_tells_what_became_of_its_rows()
    {
        using var answer = await UploadAsync(app.Client, ("town.zip", Zip(("posts.csv", Posts), ("interactions.csv", "network,actor,target,kind,at\nx,ann,crumbtide,wave,2026-11-01T07:00:00Z\n"))));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var run = answer.Headers.Location!.OriginalString;
        Assert.StartsWith("/admin/runs/", run);

        IDocument page;
        while (!(page = (await app.GetAsync(run)).Page).QuerySelector("#now").Text().StartsWith("Done", StringComparison.Ordinal))
            await Task.Delay(200);
        Assert.Equal("Done. Read 2 rows: 1 stored, 0 known before, 1 rejected.", page.QuerySelector("#now").Text());
        Assert.Equal(["interactions.csv", "2"], page.QuerySelectorAll("#rejects tbody tr > *").Take(2).Select(c => c.Text()));
        Assert.Contains("town.zip", page.QuerySelector("h1").Text());
        // The files go right behind the commit that a page can see already.
        for (var wait = 0; wait < 300 && Directory.GetDirectories(app.Uploads).Length > 0; wait++)
            await Task.Delay(100);
        Assert.Empty(Directory.GetDirectories(app.Uploads));
        await using var db = app.Open();
        var number = run["/admin/runs/".Length..];
        Assert.True(await db.AuditEntries.AnyAsync(e => e.Action == AuditActions.Imported && e.Subject == "town.zip" && e.Details == $"run {number}"));
    }

    [Fact]
    public async Task What_could_not_be_imported_is_refused_by_its_own_name_before_it_is_queued()
    {
        app.Create();
        await using var db = app.Open();
        var before = await db.IngestionRuns.CountAsync();
        Assert.Contains("notes.csv is none of the files of a bundle", await RefusalAsync(("notes.csv", "buy bread\n"u8.ToArray())));
        Assert.Contains("holiday.zip is no bundle", await RefusalAsync(("holiday.zip", Zip(("beach.txt", "sun")))));
        Assert.Matches("evil.zip holds the entry .*points outside", await RefusalAsync(("evil.zip", Zip(("../posts.csv", Posts)))));
        Assert.Matches("^bomb.zip:posts.csv .*unpacks to more than 200 times its size", await RefusalAsync(("bomb.zip", Zip(("posts.csv", Posts + new string('a', 60_000_000))))));
        Assert.Contains("The file posts.csv is empty", await RefusalAsync(("posts.csv", [])));
        Assert.Contains("at most 8 files", await RefusalAsync([.. Enumerable.Range(0, 9).Select(i => ($"{i}.csv", "x"u8.ToArray()))]));
        Assert.Equal("Choose a file first.", await RefusalAsync());
        Assert.Equal(before, await db.IngestionRuns.CountAsync());
        Assert.True(!Directory.Exists(app.Uploads) || Directory.GetDirectories(app.Uploads).Length == 0);
    }

    [Fact]
    public async Task More_than_the_setting_allows_is_refused_in_words()
    {
        await using var server = new Harbour();
        server.Create();
        server.UseKestrel(0);
        server.StartServer();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server.ClientOptions.BaseAddress };
        http.DefaultRequestHeaders.Add("Cookie", PagesApp.CookieOf(TestPeople.Admin));
        http.DefaultRequestHeaders.ExpectContinue = true;
        Assert.Contains("at most 1 MB", await http.GetStringAsync(new Uri("/admin/import", UriKind.Relative)));
        using var answer = await UploadAsync(http, ("posts.csv", new byte[1_500_000]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("The files are larger than 1 MB together", await answer.Content.ReadAsStringAsync());
        Assert.False(Directory.Exists(server.Uploads) && Directory.GetDirectories(server.Uploads).Length > 0);
    }

    private async Task<string> RefusalAsync(params (string Name, byte[] Content)[] files)
    {
        using var answer = await UploadAsync(app.Client, files);
        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
        var said = page.QuerySelector("[role=alert]").Text();
        Assert.DoesNotContain(app.Uploads, said);
        return said;
    }

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient client, params (string Name, byte[] Content)[] files)
    {
        var document = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(new Uri("/admin/import", UriKind.Relative)));
        var token = document.QuerySelectorAll("form[enctype] input[name=__RequestVerificationToken]").OfType<IHtmlInputElement>().Single().Value;
        using var content = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" } };
        foreach (var (name, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            content.Add(part, "file", name);
        }
        return await client.PostAsync(new Uri("/admin/import", UriKind.Relative), content);
    }

    private static byte[] Zip(params (string Name, string Text)[] files)
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
        return bytes.ToArray();
    }
}
