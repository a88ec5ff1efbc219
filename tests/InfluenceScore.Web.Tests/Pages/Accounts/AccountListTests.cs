using AngleSharp.Dom;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;

namespace InfluenceScore.Web.Tests.Pages.Accounts;

public sealed class AccountListTests(Quillhaven app) : IClassFixture<Quillhaven>
{
    [Fact]
    public async Task Accounts_with_a_score_come_first_highest_first_and_the_others_after_them()
    {
        var (status, page) = await app.GetAsync("/");
        Assert.Equal(200, status);
        var names = page.QuerySelectorAll("a.name").Select(a => a.Text()).ToList();
        Assert.Equal("The Quillhaven Lantern", names[0]);
        Assert.Equal("ternwatch", names[14]);
        Assert.Contains("56 accounts, 14 with a score as of 22 November 2026", page.Text());
        var scores = page.QuerySelectorAll("td[data-l=Score] .name").Select(s => double.Parse(s.Text())).ToList();
        Assert.Equal(14, scores.Count);
        Assert.Equal(scores.OrderDescending(), scores);
    }

    [Theory]
    [InlineData("score", "The Quillhaven Lantern")]
    [InlineData("change", "Crumbtide Bakery")]
    [InlineData("reach", "The Quillhaven Lantern")]
    [InlineData("amplification", "The Quillhaven Lantern")]
    [InlineData("impact", "The Quillhaven Lantern")]
    [InlineData("name", "100%_Harbour Deals")]
    public async Task Every_order_puts_the_right_account_first_and_stays_chosen(string sort, string first)
    {
        var (_, page) = await app.GetAsync("/?sort=" + sort);
        Assert.Equal(first, page.QuerySelector("a.name").Text());
        Assert.Equal(sort, page.QuerySelector("#sort option[selected]")!.GetAttribute("value"));
        Assert.Single(page.QuerySelectorAll("th[aria-sort]"));
    }

    [Fact]
    public async Task Losses_first_is_the_reverse_of_gains_first()
    {
        var gains = (await app.GetAsync("/?sort=change")).Page.QuerySelectorAll("td .delta").Select(d => d.Text()).ToList();
        var losses = (await app.GetAsync("/?sort=fall")).Page.QuerySelectorAll("td .delta").Select(d => d.Text()).ToList();
        Assert.Equal(gains.AsEnumerable().Reverse(), losses);
        Assert.StartsWith("−", losses[0]);
    }

    [Theory]
    [InlineData("crumb", "Crumbtide Bakery")]
    [InlineData("@crumbtide", "Crumbtide Bakery")]
    [InlineData("BAKERY", "Crumbtide Bakery")]
    [InlineData("x:crumbt", "Crumbtide Bakery")]
    [InlineData("saltwick", "Tidewright Boatyard")]
    [InlineData("100%_h", "100%_Harbour Deals")]
    [InlineData("مقهى", "مقهى الميناء")]
    [InlineData("a/b?c#d e", "مقهى الميناء")]
    public async Task Search_finds_names_handles_and_places_and_takes_wildcards_as_they_are(string search, string found)
    {
        var (_, page) = await app.GetAsync("/?search=" + Uri.EscapeDataString(search));
        Assert.Equal([found], page.QuerySelectorAll("a.name").Select(a => a.Text()));
        Assert.Contains("1 account matches", page.Text());
    }

    [Theory]
    [InlineData("/?search=%25")]
    [InlineData("/?search=_")]
    public async Task A_wildcard_alone_matches_only_itself(string address)
    {
        var (_, page) = await app.GetAsync(address);
        Assert.InRange(page.QuerySelectorAll("a.name").Length, 1, 2);
    }

    [Fact]
    public async Task Network_and_search_narrow_together_and_stay_in_the_form_and_in_links()
    {
        var (_, page) = await app.GetAsync("/?search=quill&network=bluesky&sort=reach");
        Assert.Equal(["Fennick Marrowby", "Barnaquill Books"], page.QuerySelectorAll("a.name").Select(a => a.Text()));
        Assert.Equal("quill", page.QuerySelector("#q")!.GetAttribute("value"));
        Assert.Equal("/?search=quill&network=bluesky&sort=impact", page.QuerySelectorAll("thead a").Select(a => a.GetAttribute("href")).Single(h => h!.Contains("impact")));
    }

    [Theory]
    [InlineData("/?page=0", 400, "page must be a whole number from 1")]
    [InlineData("/?page=two", 400, "not “two”")]
    [InlineData("/?page=99999999999999", 400, "page must be")]
    [InlineData("/?page=3", 404, "this list ends with page 2")]
    [InlineData("/?sort=%3Cscript%3E", 400, "sort must be one of score, change")]
    public async Task A_bad_address_gets_the_right_status_and_a_sentence(string address, int expected, string sentence)
    {
        var (status, page) = await app.GetAsync(address);
        Assert.Equal(expected, status);
        Assert.Contains(sentence, page.Text());
        Assert.NotNull(page.QuerySelector("nav a[href='/compare']"));
    }

    [Fact]
    public async Task Hostile_names_are_text_and_every_link_of_the_list_opens()
    {
        var (_, page) = await app.GetAsync("/");
        Assert.All(page.QuerySelectorAll("script"), s => Assert.StartsWith("/js/", s.GetAttribute("src")));
        Assert.DoesNotContain('\u202E', page.DocumentElement.OuterHtml);
        Assert.True(page.DocumentElement.OuterHtml.Length < 200_000);
        foreach (var link in page.QuerySelectorAll("a.name").Take(16).Select(a => a.GetAttribute("href")!))
            Assert.Equal(200, (await app.GetAsync(link)).Status);
        Assert.Contains("tern_notes", page.QuerySelectorAll("a.name").Select(a => a.Text()));
    }

    [Fact]
    public async Task No_page_carries_a_style_attribute_or_inline_script_that_the_policy_would_stop()
    {
        foreach (var address in new[] { "/", "/accounts/x/crumbtide", "/compare?account=x:crumbtide&account=x:ropequill", "/method", "/nothing" })
        {
            var (_, page) = await app.GetAsync(address);
            Assert.Empty(page.QuerySelectorAll("[style], style, script:not([src]), [onclick], [onload]"));
        }
    }
}

/// <summary>30,000 accounts, 20,000 of them with a score.</summary>
public sealed class ManyAccounts : PagesApp
{
    public const int All = 30_000, Scored = 20_000;

    protected override void Seed(InfluenceDbContext db)
    {
        db.Add(new ScoreRun { Id = 1, AsOf = Quillhaven.AsOf, Model = "1.0", HalfLifeDays = 30, WindowDays = 90, ComputedAt = Quillhaven.AsOf });
        db.AddRange(Enumerable.Range(1, All).Select(i => new Account { Id = i, Network = i % 2 == 0 ? "x" : "bluesky", Handle = $"person{i:D5}" }));
        db.AddRange(Enumerable.Range(1, Scored).Select(i => new Score { AccountId = i, ScoreRunId = 1, Value = i / 300.0, Low = i / 300.0, High = i / 300.0, TrueReach = All - i }));
        db.SaveChanges();
    }
}

public sealed class AccountPagingTests(ManyAccounts app) : IClassFixture<ManyAccounts>
{
    [Fact]
    public async Task Pages_tile_the_list_without_gap_or_repeat_across_the_border_of_the_scored()
    {
        var seen = new List<string>();
        foreach (var number in new[] { 1, 2, 399, 400, 401, 402, 600 })
            seen.AddRange((await app.GetAsync($"/?page={number}")).Page.QuerySelectorAll("a.name").Select(a => a.Text()));
        Assert.Equal(350, seen.Distinct().Count());
        Assert.Equal("person20000", seen[0]);
        Assert.Equal("person00001", seen[199]);
        Assert.Equal("person20001", seen[200]);
        Assert.Equal("person30000", seen[^1]);
    }

    [Fact]
    public async Task The_last_page_ends_the_list_and_the_next_one_does_not_exist()
    {
        var (_, page) = await app.GetAsync("/?network=x&page=300");
        Assert.Contains("Page 300 of 300", page.Text());
        Assert.Null(page.QuerySelector("a[rel=next]"));
        Assert.Equal("/?network=x&page=299", page.QuerySelector("a[rel=prev]")!.GetAttribute("href"));
        Assert.Equal(404, (await app.GetAsync("/?network=x&page=301")).Status);
    }

    [Fact]
    public async Task A_filter_that_cuts_the_scored_in_half_keeps_scored_first()
    {
        var (_, first) = await app.GetAsync("/?search=person2");
        Assert.Contains("10,000 accounts match, 1 with a score", first.Text());
        Assert.Equal(["person20000", "person20001"], first.QuerySelectorAll("a.name").Take(2).Select(a => a.Text()));
        var (_, last) = await app.GetAsync("/?search=person2&page=200");
        Assert.Equal(50, last.QuerySelectorAll("a.name").Length);
        Assert.Equal("person29999", last.QuerySelectorAll("a.name")[^1].Text());
    }

    [Fact]
    public async Task Without_an_earlier_run_the_list_says_so()
    {
        var (_, page) = await app.GetAsync("/?sort=change");
        Assert.Contains("No earlier score to compare with.", page.Text());
        Assert.Contains("one score so far", page.Text());
    }
}
