using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;

namespace InfluenceScore.Web.Tests.Pages.Accounts;

public sealed class AccountPageTests(Quillhaven app) : IClassFixture<Quillhaven>
{
    [Fact]
    public async Task The_first_glance_holds_score_interval_evidence_and_a_sum_that_closes()
    {
        var (status, page) = await app.GetAsync("/accounts/x/crumbtide");
        Assert.Equal(200, status);
        Assert.Equal("Crumbtide Bakery", page.QuerySelector("h1").Text());
        Assert.Contains("95% interval", page.QuerySelector(".score").Text());
        Assert.Contains("Evidence: strong, 3,225 acts by 1,737 accounts in 90 days", page.QuerySelector(".score").Text());
        var sum = page.QuerySelectorAll(".sum span").Select(s => Number(s.Text())).ToList();
        Assert.Equal(sum[0], sum[1] + sum[2] + sum[3], 9);
        Assert.Contains("1,240people influenced", page.QuerySelector(".part.reach").Text());
        Assert.Contains("9.0people act on each post", page.QuerySelector(".part.amp").Text());
        Assert.Contains("57.9of 100: unusually influential people", page.QuerySelector(".part.impact").Text());
    }

    [Fact]
    public async Task Changes_stand_with_a_reason_and_a_young_account_says_what_is_missing()
    {
        var moves = (await app.GetAsync("/accounts/x/crumbtide")).Page.QuerySelectorAll(".moves li").Select(m => m.Text()).ToList();
        Assert.Equal(3, moves.Count);
        Assert.All(moves, m => Assert.Matches(@"^\d+ days ?\+\d\.\d ?\d+ new people acted.*\(\+\d\.\d\)", m));
        var young = (await app.GetAsync("/accounts/mastodon/pellwormsails")).Page.QuerySelectorAll(".moves li")[2].Text();
        Assert.Contains("No earlier score", young);
    }

    [Theory]
    [InlineData("#posts", "", 9)]
    [InlineData("#posts", "?rows=all", 21)]
    [InlineData("#people", "", 8)]
    [InlineData("#people", "?rows=all", 25)]
    public async Task Rows_and_the_row_of_the_rest_add_up_to_the_score(string section, string query, int listed)
    {
        var (_, page) = await app.GetAsync("/accounts/x/crumbtide" + query);
        var points = page.QuerySelectorAll($"{section} tbody td[data-l=Points]").Select(p => Number(p.Text())).ToList();
        Assert.Equal(listed + 1, points.Count);
        Assert.Equal(Number(page.QuerySelector($"{section} tfoot td[data-l=Points]").Text()), points.Sum(), 9);
        Assert.True(points[^1] >= 0);
    }

    [Fact]
    public async Task The_run_with_ordinary_options_is_shown_also_when_another_is_newer()
    {
        var (_, page) = await app.GetAsync("/accounts/x/crumbtide");
        Assert.Contains("Score, 22 November 2026", page.Text());
        Assert.DoesNotContain("99.0", page.QuerySelector(".score").Text());
    }

    [Theory]
    [InlineData("", "90 days", 90)]
    [InlineData("?days=30", "30 days", 30)]
    [InlineData("?days=all", "All", 120)]
    public async Task The_trend_covers_the_range_that_the_address_asks_for(string query, string label, int days)
    {
        var (_, page) = await app.GetAsync("/accounts/x/crumbtide" + query);
        Assert.Equal(label, page.QuerySelector("#trend .seg [aria-current]").Text());
        Assert.Equal(days, page.QuerySelector("#trend path.ln")!.GetAttribute("d")!.Count(c => c == ','), 1.0);
        Assert.StartsWith("22 Nov 2026", page.QuerySelector("#trend tbody th").Text());
        Assert.InRange(page.QuerySelectorAll("#trend tbody tr").Length, 2, 13);
    }

    [Theory]
    [InlineData("/accounts/x/nobodyhere", 404, "No account “nobodyhere” on X is known here")]
    [InlineData("/accounts/mastodon/crumbtide", 404, "on Mastodon")]
    [InlineData("/accounts/x/crumbtide?days=8", 400, "days must be one of 7, 30, 90, 365 and all")]
    [InlineData("/accounts/x/crumbtide?rows=9", 400, "rows may only be all")]
    [InlineData("/accounts/x", 404, "The address names no account")]
    [InlineData("/accounts", 404, "The address may be mistyped")]
    [InlineData("/error/200", 404, "The address may be mistyped")]
    public async Task What_cannot_be_shown_gets_the_right_status_and_a_sentence(string address, int expected, string sentence)
    {
        var (status, page) = await app.GetAsync(address);
        Assert.Equal(expected, status);
        Assert.Contains(sentence, page.Text());
    }

    [Fact]
    public async Task A_handle_is_found_with_any_case_and_with_its_at_sign() =>
        Assert.Equal("Crumbtide Bakery", (await app.GetAsync("/accounts/X/@CrumbTide")).Page.QuerySelector("h1").Text());

    [Fact]
    public async Task An_account_without_a_score_says_why_and_what_is_known()
    {
        var (status, page) = await app.GetAsync("/accounts/x/ternwatch");
        Assert.Equal(200, status);
        Assert.Contains("No score as of 22 November 2026. Nobody is known to have acted on it", page.Text());
        Assert.Contains("No profile is known", page.QuerySelector("#fresh").Text());
        Assert.Null(page.QuerySelector("#trend"));
    }

    [Fact]
    public async Task Hostile_text_stays_text_and_short()
    {
        var (_, page) = await app.GetAsync("/accounts/x/hostile");
        Assert.InRange(page.QuerySelector("h1").Text().Length, 50, 130);
        Assert.Contains("<script>alert(1)</script>", page.QuerySelector("h1").Text());
        Assert.DoesNotContain('\u202E', page.DocumentElement.OuterHtml);
        var (_, posts) = await app.GetAsync("/accounts/x/crumbtide");
        Assert.Empty(posts.QuerySelectorAll("img"));
        Assert.Contains("<img src=x onerror=alert(1)> & other crumbs", posts.QuerySelector("#posts").Text());
    }

    [Fact]
    public async Task Coverage_counts_facts_and_names_what_is_missing()
    {
        var fresh = (await app.GetAsync("/accounts/x/crumbtide")).Page.QuerySelector("#fresh").Text();
        Assert.Contains("Its posts20", fresh);
        Assert.Contains("Replies by others13", fresh);
        Assert.Contains("5 acts name no post (20% of all)", fresh);
        Assert.Contains("Followers3,844shown, never counted", fresh);
    }

    private static double Number(string text) =>
        double.Parse(new string([.. text.Replace('−', '-').Where(c => char.IsDigit(c) || c is '.' or '-')]), CultureInfo.InvariantCulture);
}

/// <summary>Accounts that were imported and never scored.</summary>
public sealed class Unscored : PagesApp
{
    protected override void Seed(InfluenceDbContext db)
    {
        db.Add(new Account { Network = "x", Handle = "early" });
        db.SaveChanges();
    }
}

public sealed class EmptyStateTests(Unscored unscored) : IClassFixture<Unscored>
{
    [Fact]
    public async Task Accounts_before_the_first_score_are_listed_and_the_next_step_is_named()
    {
        foreach (var address in new[] { "/", "/accounts/x/early" })
        {
            var (status, page) = await unscored.GetAsync(address);
            Assert.Equal(200, status);
            Assert.Contains("-- score", page.QuerySelector(".notice").Text());
        }
        Assert.Contains("Nothing is scored yet", (await unscored.GetAsync("/compare")).Page.Text());
        Assert.Contains("early has no score yet", (await unscored.GetAsync("/compare?account=x:early")).Page.Text());
        Assert.Equal(200, (await unscored.GetAsync("/method")).Status);
    }

    [Fact]
    public async Task An_empty_database_tells_how_to_begin()
    {
        await using var empty = new PagesApp();
        var (status, page) = await empty.GetAsync("/");
        Assert.Equal(200, status);
        Assert.Contains("-- import PATH", page.Text());
        Assert.Contains("-- serve --demo", page.Text());
        Assert.Null(page.QuerySelector("table"));
    }
}
