using AngleSharp.Html.Parser;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring.Patterns;
using InfluenceScore.Web.Pages.Patterns;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Tests.Pages.Patterns;

public sealed class PatternPageTests(Quillhaven app) : IClassFixture<Quillhaven>
{
    private const string Brightmast = "/patterns/x/brightmastgrowth", Explain = "/patterns/explain/x/brightmastgrowth";

    [Fact]
    public async Task The_churner_is_told_in_one_screen()
    {
        var (status, page) = await app.GetAsync(Brightmast);

        Assert.Equal(200, status);
        Assert.Equal("Follow pattern seen", page.QuerySelector("h1").Text());
        Assert.Contains("this account followed 280 accounts and unfollowed 280 of them within 14 days. It did so seven times, about 16 days apart. It gained no points by it.", page.QuerySelector(".big-v").Text());
        Assert.Equal(["over 99.9%about 2% is usual", "240follows of accounts followed before", "7about 16 days apart", "0.00points of score, all seven together", "99.9%0 flags on 10,000 fair test accounts"],
            page.QuerySelectorAll(".facts dd").Take(5).Select(d => d.Text()));
        Assert.Equal("What it gained: 0", page.QuerySelector("#h-gain").Text());
    }

    [Fact]
    public async Task The_numbers_in_the_chart_match_the_rows_of_the_table()
    {
        var (_, page) = await app.GetAsync(Brightmast);

        var rows = page.QuerySelectorAll("#episodes tbody tr").Select(r => r.QuerySelector("th").Text()).ToList();
        Assert.Equal(Enumerable.Range(1, PatternSeed.Cycles).Select(i => $"{i}"), rows);
        Assert.Equal(rows, page.QuerySelectorAll("#following svg.h3 text.nt").Select(t => t.Text()));
        Assert.Equal(PatternSeed.Cycles, page.QuerySelectorAll("#following svg.h3 rect.hit").Length);
        Assert.Equal(["All", "", "280", "", "280", "", "240", "21", "0", ""], page.QuerySelectorAll("#episodes tfoot tr > *").Select(c => c.Text()));
    }

    [Theory]
    [InlineData(Brightmast)]
    [InlineData("/patterns/x/gullgrist")]
    [InlineData(Explain)]
    [InlineData("/patterns/x/sheafmoor")]
    [InlineData("/patterns")]
    public async Task No_word_accuses_anybody(string address)
    {
        var (status, page) = await app.GetAsync(address);

        Assert.Equal(200, status);
        Assert.All(PatternWords.Never, word => Assert.DoesNotContain(word, page.Text(), StringComparison.OrdinalIgnoreCase));
        Assert.Contains("why", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_word_of_any_pattern_accuses_anybody() => Assert.All(Enum.GetValues<PatternKind>(), kind =>
    {
        var words = string.Join(' ', PatternWords.Flag(kind), PatternWords.Heading(kind), PatternWords.Seen(kind, _ => 1, 7), PatternWords.WhyNothing(kind), PatternWords.Else(kind), PatternMeasured.Sentence);
        Assert.All(PatternWords.Never, word => Assert.DoesNotContain(word, words, StringComparison.OrdinalIgnoreCase));
    });

    [Fact]
    public async Task A_flag_stands_at_the_account_and_in_the_list_and_leads_to_the_evidence()
    {
        var (_, list) = await app.GetAsync("/?search=gullgrist");
        var (_, account) = await app.GetAsync("/accounts/x/gullgrist");
        var (_, other) = await app.GetAsync("/accounts/x/crumbtide");

        foreach (var page in new[] { list, account })
        {
            var flag = Assert.Single(page.QuerySelectorAll("a.flag"));
            Assert.Equal(("Ring pattern seen", "/patterns/x/gullgrist"), (flag.Text(), flag.GetAttribute("href")));
        }
        Assert.Empty(other.QuerySelectorAll(".flag"));
    }

    [Fact]
    public async Task An_account_without_a_pattern_says_so_and_an_unknown_one_is_not_found()
    {
        Assert.Contains("Nothing that looks like a pattern", (await app.GetAsync("/patterns/x/crumbtide")).Page.Text());
        Assert.Equal(404, (await app.GetAsync("/patterns/x/nobody")).Status);
    }

    [Fact]
    public async Task The_episodes_come_as_csv()
    {
        var csv = await app.Client.GetStringAsync(new Uri($"{Brightmast}?handler=Csv", UriKind.Relative));

        Assert.StartsWith("number,first_follow,last_follow,followed,", csv, StringComparison.Ordinal);
        Assert.Equal(1 + PatternSeed.Cycles, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task What_was_measured_stands_in_the_document()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "InfluenceScore.sln")))
            folder = folder.Parent;

        Assert.Contains($"**{PatternMeasured.InShort}**", await File.ReadAllTextAsync(Path.Combine(folder.FullName, "docs", "patterns.md")), StringComparison.Ordinal);
    }

    /// <summary>A world of its own, because what is explained changes other pages.</summary>
    public sealed class Explaining(Quillhaven app) : IClassFixture<Quillhaven>
    {
        [Fact]
        public async Task A_reason_takes_the_flag_away_and_stays_in_the_record_until_it_is_withdrawn()
        {
            Assert.Equal(400, await PostAsync("Explain", ("kind", "FollowChurn"), ("which", "all"), ("reason", "  ")));
            Assert.Equal(400, await PostAsync("Explain", ("kind", "FollowChurn"), ("which", "ticked"), ("reason", "A tool.")));

            Assert.Equal(302, await PostAsync("Explain", ("kind", "FollowChurn"), ("which", "all"), ("reason", "A former agency <b>ran</b> a tool.")));
            var (_, explained) = await app.GetAsync(Brightmast);
            Assert.Equal("Pattern seen, and explained", explained.QuerySelector("h1").Text());
            Assert.Contains("“A former agency <b>ran</b> a tool.”", explained.QuerySelector("#record").Text());
            Assert.Contains("Ada Admin", explained.QuerySelector("#record").Text());
            Assert.Empty((await app.GetAsync("/accounts/x/brightmastgrowth")).Page.QuerySelectorAll(".flag"));

            var note = (await app.GetAsync(Explain)).Page.QuerySelector("input[name=note]")!.GetAttribute("value")!;
            Assert.Equal(302, await PostAsync("Withdraw", ("note", note)));
            Assert.Single((await app.GetAsync("/accounts/x/brightmastgrowth")).Page.QuerySelectorAll(".flag"));
            Assert.Contains("(withdrawn)", (await app.GetAsync(Brightmast)).Page.QuerySelector("#record").Text());
        }

        [Fact]
        public async Task Without_the_page_s_own_token_nothing_is_stored()
        {
            using var body = new FormUrlEncodedContent([new("kind", "Ring"), new("reason", "Friends.")]);
            using var answer = await app.Client.PostAsync(new Uri("/patterns/explain/x/gullgrist?handler=Explain", UriKind.Relative), body);

            Assert.Equal(400, (int)answer.StatusCode);
            await using var db = app.Open();
            Assert.False(await db.PatternNotes.AnyAsync(n => n.Kind == PatternKind.Ring && n.What == PatternNoteKind.Explained));
        }

        private async Task<int> PostAsync(string handler, params (string Name, string Value)[] fields)
        {
            using var page = await app.Client.GetAsync(new Uri(Explain, UriKind.Relative));
            var token = (await new HtmlParser().ParseDocumentAsync(await page.Content.ReadAsStringAsync())).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{Explain}?handler={handler}", UriKind.Relative))
            {
                Content = new FormUrlEncodedContent([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), KeyValuePair.Create("__RequestVerificationToken", token)]),
            };
            if (page.Headers.TryGetValues("Set-Cookie", out var cookies))
                request.Headers.Add("Cookie", cookies.Select(c => c[..c.IndexOf(';', StringComparison.Ordinal)]).Append(PagesApp.CookieOf(TestPeople.Admin)));
            using var answer = await app.Client.SendAsync(request);
            return (int)answer.StatusCode;
        }
    }
}
