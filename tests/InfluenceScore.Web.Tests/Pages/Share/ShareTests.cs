using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using InfluenceScore.Data.Clients;
using InfluenceScore.Web.Tests.Pages.Clients;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace InfluenceScore.Web.Tests.Pages.Share;

/// <summary>Share links: they show exactly what their owner saw, to anybody who has one, for as long as they were made for.</summary>
public sealed partial class ShareTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(Quillhaven.AsOf.AddHours(3)));
    private readonly Quillhaven _app = new();
    private readonly WebApplicationFactory<Program> _factory;
    private readonly HttpClient _owner, _stranger;

    public ShareTests()
    {
        _app.Create();
        _factory = _app.WithWebHostBuilder(b => b.ConfigureTestServices(s => s.AddSingleton<TimeProvider>(_clock)));
        _owner = _factory.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        _stranger = _factory.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        _stranger.DefaultRequestHeaders.Remove("Cookie");
    }

    [Fact]
    public async Task A_link_shows_exactly_what_its_owner_saw_whatever_happens_afterwards()
    {
        var seen = Sheets(await _owner.GetStringAsync(new Uri("/clients/1/report?days=30", UriKind.Relative)));
        var path = await ShareAsync("/clients/1/report?days=30", 30);
        var shared = await _stranger.GetStringAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(seen, Sheets(shared).Replace($"{path}/logo", "/clients/1/report/logo", StringComparison.Ordinal));

        await using (var db = _app.Open())
        {
            await db.ClientScores.ExecuteUpdateAsync(s => s.SetProperty(c => c.Value, 99).SetProperty(c => c.High, 100));
            await db.ClientShares.ExecuteDeleteAsync();
            await db.PostContributions.ExecuteDeleteAsync();
            await db.ClientReports.ExecuteUpdateAsync(s => s.SetProperty(r => r.Words, "Other words").SetProperty(r => r.Title, "Other title"));
            await db.Letterheads.ExecuteUpdateAsync(s => s.SetProperty(l => l.Name, "Somebody else").SetProperty(l => l.Logo, (byte[]?)null));
            await db.Clients.Where(c => c.Id == 1).ExecuteUpdateAsync(s => s.SetProperty(c => c.Name, "Other name"));
        }
        _clock.Advance(TimeSpan.FromDays(29));
        Assert.Equal(shared, await _stranger.GetStringAsync(new Uri(path, UriKind.Relative)));
        using var logo = await _stranger.GetAsync(new Uri(path + "/logo", UriKind.Relative));
        Assert.Equal(("image/png", "nosniff"), (logo.Content.Headers.ContentType!.MediaType, logo.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.Equal(QuillhavenClients.Png, await logo.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_stranger_finds_no_way_into_the_program_and_search_engines_nothing()
    {
        var path = await ShareAsync("/clients/1/report", 7);
        using var answer = await _stranger.GetAsync(new Uri(path, UriKind.Relative));
        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());

        Assert.Empty(page.QuerySelectorAll("a, form, nav"));
        Assert.Contains("noindex", page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
        Assert.Contains("noindex", answer.Headers.GetValues("X-Robots-Tag").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Expired_ended_deleted_and_invented_links_get_the_same_answer_to_the_last_byte()
    {
        var (expiring, ended, deleted) = (await ShareAsync("/clients/1/report", 7), await ShareAsync("/clients/1/report", 90), await ShareAsync("/clients/4/report", 90));
        await EndNewestAsync();
        await _owner.SubmitAsync("/clients/4/delete", "/clients/4/delete");
        Assert.Equal(HttpStatusCode.OK, (await _stranger.GetAsync(new Uri(expiring, UriKind.Relative))).StatusCode);
        _clock.Advance(TimeSpan.FromDays(7));

        var answers = new List<string>();
        foreach (var path in new[] { expiring, ended, deleted, "/share/" + new string('A', 43), "/share/short", "/share/" + Uri.EscapeDataString("' OR 1=1 --") })
        {
            using var answer = await _stranger.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
            answers.Add(await answer.Content.ReadAsStringAsync());
            Assert.Equal(HttpStatusCode.NotFound, (await _stranger.GetAsync(new Uri(path + "/logo", UriKind.Relative))).StatusCode);
        }
        Assert.Single(answers.Distinct());
        Assert.Contains("This link opens no report", answers[0]);
        Assert.DoesNotContain("Crumbtide", answers[0]);
    }

    [Fact]
    public async Task The_owner_sees_when_a_link_expires_and_how_often_it_was_opened_and_sees_its_address_once()
    {
        var path = await ShareAsync("/clients/1/report", 30);
        await _stranger.GetAsync(new Uri(path, UriKind.Relative));
        _clock.Advance(TimeSpan.FromHours(2));
        await _stranger.GetAsync(new Uri(path, UriKind.Relative));
        await _stranger.GetAsync(new Uri(path + "/logo", UriKind.Relative));

        var list = await _owner.GetStringAsync(new Uri("/clients/1/report/links", UriKind.Relative));
        Assert.Contains("open until 22 Dec 2026", list);
        Assert.Contains("2 times", list);
        Assert.Contains("22 Nov 2026, 11:00 UTC", list);
        Assert.DoesNotContain(path, list);
        Assert.Contains("seen 2 times", (await _owner.GetStringAsync(new Uri("/clients/1/report", UriKind.Relative))).ReplaceLineEndings(" "));

        await EndNewestAsync();
        Assert.Contains("ended 22 Nov 2026", await _owner.GetStringAsync(new Uri("/clients/1/report/links", UriKind.Relative)));
    }

    [Fact]
    public async Task A_link_lives_for_one_of_the_given_times_only()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await _owner.SubmitAsync("/clients/1/report", "/clients/1/report/share", ("lifetime", "36500"))).StatusCode);
        await using var db = _app.Open();
        Assert.Equal(0, await db.ShareLinks.CountAsync());
    }

    [Fact]
    public async Task A_report_frozen_by_the_first_version_opens_and_one_of_a_newer_version_says_so()
    {
        const string FirstVersion = """
            {"Version":1,"Client":"Crumbtide Bakery","From":"Tallow \u0026 Thrift","Line":null,"HasLogo":false,"Title":"Old but true","Words":["Dear Perpetua,"],"Suggestions":[],"Sections":127,
            "First":"2026-08-24T06:00:00Z","Last":"2026-11-22T06:00:00Z","MadeAt":"2026-11-22T09:00:00Z","Model":"1.0","WindowDays":90,
            "Now":{"AsOf":"2026-11-22T06:00:00Z","Value":48,"Low":45.2,"High":50.8,"TrueReach":1240,"TrueReachIndex":51.6,"Amplification":9,"AmplificationIndex":33.3,"NetworkImpactIndex":57.9,"Points":[20.6,10,17.4],"Acts":3652,"Actors":735,"Posts":62},
            "Moves":[{"Days":90,"Points":9.3,"Sentence":"More people act on each post."}],
            "Days":[{"AsOf":"2026-08-24T06:00:00Z","Value":38.7,"Low":36,"High":41,"TrueReach":900,"TrueReachIndex":49,"Amplification":5.6,"AmplificationIndex":27,"NetworkImpactIndex":52},{"AsOf":"2026-11-22T06:00:00Z","Value":48,"Low":45.2,"High":50.8,"TrueReach":1240,"TrueReachIndex":51.6,"Amplification":9,"AmplificationIndex":33.3,"NetworkImpactIndex":57.9}],
            "Causes":[{"Part":"reach","Words":"1,240 people act instead of 900","Points":9.3}],"Posts":[{"Text":"Rye","Network":"x","At":null,"People":7,"Points":1.5}],
            "Accounts":[{"Network":"x","Handle":"crumbtide","Score":47,"Points":48}],"Notes":["Data: X."]}
            """;
        await using var db = _app.Open();
        var links = new ShareLinks(db, _clock);
        var (old, newer) = (await links.CreateAsync(1, "Old", FirstVersion, null, null, 7), await links.CreateAsync(1, "New", FirstVersion.Replace("\"Version\":1", "\"Version\":2", StringComparison.Ordinal), null, null, 7));

        var page = await _stranger.GetStringAsync(new Uri("/share/" + old, UriKind.Relative));
        Assert.Contains("Old but true", page);
        Assert.Contains("48.0", page);
        Assert.Contains("1,240 people act instead of 900", page);
        Assert.Contains("newer version", await (await _stranger.GetAsync(new Uri("/share/" + newer, UriKind.Relative))).Content.ReadAsStringAsync());
    }

    /// <summary>Presses Share on the report, and reads the address from the page that shows it.</summary>
    private async Task<string> ShareAsync(string report, int days)
    {
        var query = report.Contains('?', StringComparison.Ordinal) ? report[report.IndexOf('?', StringComparison.Ordinal)..] : "";
        var answer = await _owner.SubmitAsync(report, report[..(report.Length - query.Length)] + "/share" + query, ("lifetime", $"{days}"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var page = await new HtmlParser().ParseDocumentAsync(await _owner.GetStringAsync(answer.Headers.Location));
        return new Uri(page.QuerySelector("#new-link")!.GetAttribute("value")!).AbsolutePath;
    }

    private async Task EndNewestAsync()
    {
        await using var db = _app.Open();
        var newest = await db.ShareLinks.Where(l => l.ClientId == 1).OrderByDescending(l => l.Id).Select(l => l.Id).FirstAsync();
        var answer = await _owner.SubmitAsync("/clients/1/report/links", "/clients/1/report/links");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.NotNull(await db.ShareLinks.Where(l => l.Id == newest).Select(l => l.RevokedAt).SingleAsync());
    }

    private static string Sheets(string html) => string.Join('\n', Article().Matches(html).Select(m => m.Value));

    public void Dispose()
    {
        _owner.Dispose();
        _stranger.Dispose();
        _factory.Dispose();
        _app.Dispose();
    }

    [GeneratedRegex("<article.*?</article>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Article();
}
