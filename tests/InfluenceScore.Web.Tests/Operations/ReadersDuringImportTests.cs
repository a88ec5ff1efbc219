using System.Diagnostics;
using System.Globalization;
using System.Net;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Web.Tests.Pages;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace InfluenceScore.Web.Tests.Operations;

/// <summary>Many people look while an import writes. 40 in CI; as many as READERS says on demand (tests/readers.sh).</summary>
public sealed class ReadersDuringImportTests(Quillhaven app, ITestOutputHelper output) : IClassFixture<Quillhaven>
{
    private static readonly int Readers = Number("READERS", 40), Rows = Number("READERS_ROWS", 30_000);

    /// <summary>Who looks at what: each sees the pages of their role, with their own name at the top, also where pages are kept for many.</summary>
    private static readonly (int Person, string Name, string[] Paths)[] Who =
    [
        (TestPeople.Admin, "Ada Admin", ["/", "/method", "/compare?account=x:crumbtide&account=x:sheafmoor", "/?search=a", "/accounts/x/crumbtide", "/api/v1/accounts"]),
        (TestPeople.Consultant, "Cato Consultant", ["/", "/clients", "/method", "/?search=a", "/api/v1/me"]),
        (TestPeople.Marketer, "Mira Marketer", ["/", "/method", "/?search=a", "/you"]),
        (TestPeople.OtherMarketer, "Otto Marketer", ["/", "/method", "/?search=a", "/health/ready"]),
    ];

    [Fact]
    public async Task Every_reader_is_answered_and_the_import_is_whole()
    {
        app.Create();
        app.UseKestrel(0);
        app.StartServer();
        var folder = Path.GetDirectoryName(new SqliteConnectionStringBuilder(app.ConnectionString).DataSource)!;
        var bundle = Path.Combine(folder, "interactions.csv");
        await File.WriteAllLinesAsync(bundle, Enumerable.Range(0, Rows).Select(i => $"x,reader{i % 4999},target{i % 31},repost,{1_760_000_000 + i}").Prepend("network,actor,target,kind,at"));
        using var done = new CancellationTokenSource();
        var importing = Task.Run(async () =>
        {
            await using var db = app.Open();
            using var rejects = new RejectsFile(Path.Combine(folder, "rejects.csv"));
            try
            {
                return await new BundleImporter(db, TimeProvider.System).ImportAsync([bundle], null, rejects);
            }
            finally
            {
                await done.CancelAsync();
            }
        });

        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = Readers, UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = app.ClientOptions.BaseAddress, Timeout = TimeSpan.FromMinutes(5) };
        var times = await Task.WhenAll(Enumerable.Range(0, Readers).Select(r => ReadAsync(client, r, done.Token)));
        var summary = await importing;

        Assert.Equal((Rows, 0), (summary.Stored, summary.Rejected));
        await using (var db = app.Open())
            Assert.Equal(Rows, await db.Interactions.CountAsync(i => db.Accounts.Any(a => a.Id == i.ActorId && EF.Functions.Like(a.Handle, "reader%"))));
        var all = times.SelectMany(t => t).Order().ToList();
        output.WriteLine($"{Readers} readers, {all.Count} answers during an import of {Rows} rows, all 200; median {all[all.Count / 2].TotalMilliseconds:0} ms, slowest {all[^1].TotalMilliseconds:0} ms");
    }

    private static async Task<List<TimeSpan>> ReadAsync(HttpClient client, int reader, CancellationToken done)
    {
        var times = new List<TimeSpan>();
        for (var i = reader; times.Count == 0 || !done.IsCancellationRequested; i++)
        {
            var (person, name, paths) = Who[reader % Who.Length];
            var path = paths[i % paths.Length];
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)) { Headers = { { "Cookie", PagesApp.CookieOf(person) } } };
            var begin = Stopwatch.GetTimestamp();
            using var answer = await client.SendAsync(request, CancellationToken.None);
            var text = await answer.Content.ReadAsStringAsync(CancellationToken.None);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path} answered {answer.StatusCode}");
            if (answer.Content.Headers.ContentType?.MediaType == "text/html")
                Assert.True(text.Contains($"<bdi>{name}</bdi>", StringComparison.Ordinal) && text.TrimEnd().EndsWith("</html>", StringComparison.Ordinal), $"{path} was cut off or made for somebody else than {name}");
            times.Add(Stopwatch.GetElapsedTime(begin));
        }
        return times;
    }

    private static int Number(string name, int standard) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : standard;
}
