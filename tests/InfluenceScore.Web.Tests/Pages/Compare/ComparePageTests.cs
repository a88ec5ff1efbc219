using InfluenceScore.Web.Pages.Compare;

namespace InfluenceScore.Web.Tests.Pages.Compare;

public sealed class ComparePageTests(Quillhaven app) : IClassFixture<Quillhaven>
{
    private const string Three = "/compare?account=x:crumbtide&account=x:ropequill&account=x:sheafmoor";

    [Fact]
    public async Task Three_accounts_stand_side_by_side_with_every_pair_asked()
    {
        var (status, page) = await app.GetAsync(Three);
        Assert.Equal(200, status);
        Assert.Equal("Compare three accounts", page.QuerySelector("h1").Text());
        Assert.Equal(3, page.QuerySelectorAll("#above tbody tr").Length);
        Assert.Equal(3, page.QuerySelectorAll("#table tbody tr").Length);
        Assert.Equal(3, page.QuerySelectorAll("#trend path.ln").Length);
        Assert.Equal("Is Crumbtide Bakery above Ropequill Coffee?", page.QuerySelector("#above tbody th").Text());
        Assert.Contains("Not settled: Crumbtide Bakery above Ropequill Coffee (72%). The rest of the order is clear.", page.Text());
    }

    [Fact]
    public async Task The_address_holds_the_whole_view()
    {
        var (_, page) = await app.GetAsync(Three + "&days=30");
        Assert.Equal(["x:crumbtide", "x:ropequill", "x:sheafmoor"], page.QuerySelectorAll("form.filters input[name=account]").Select(i => i.GetAttribute("value")).OfType<string>().Where(v => v.Length > 0));
        Assert.Equal("30 days", page.QuerySelector("#trend .seg [aria-current]").Text());
        Assert.Contains("account=x%3Acrumbtide&account=x%3Aropequill&account=x%3Asheafmoor&days=365", page.QuerySelectorAll("#trend .seg a")[3].GetAttribute("href"));
    }

    [Theory]
    [InlineData("/compare?account=crumbtide&account=x:ropequill", 400, "“crumbtide” does not name an account; write network:handle")]
    [InlineData("/compare?account=x:nobody&account=x:ropequill", 404, "No account “nobody” on X is known here.")]
    [InlineData("/compare?account=x:ternwatch&account=x:ropequill", 200, "ternwatch has no score as of 22 November 2026")]
    [InlineData("/compare?account=x:crumbtide", 200, "One more account with a score is needed.")]
    [InlineData("/compare?account=x:crumbtide&account=X:@Crumbtide", 200, "“X:@Crumbtide” is named twice; it stands here once.")]
    [InlineData("/compare?account=x:1&account=x:2&account=x:3&account=x:4&account=x:5&account=x:6&account=x:7", 400, "compares up to six accounts; the address names 7. Left out: x:7.")]
    [InlineData(Three + "&from=yesterday", 400, "from and to must be days like 2026-11-22, not “yesterday”")]
    [InlineData(Three + "&from=2026-11-02&to=2026-11-01", 400, "from (2026-11-02) is after to (2026-11-01)")]
    [InlineData(Three + "&days=soon", 400, "days must be one of")]
    public async Task What_cannot_be_compared_is_said_and_the_form_stays(string address, int expected, string sentence)
    {
        var (status, page) = await app.GetAsync(address);
        Assert.Equal(expected, status);
        Assert.Contains(sentence, page.Text());
    }

    [Fact]
    public async Task Six_accounts_have_six_lines_neighbours_asked_and_every_pair_in_a_table()
    {
        var (status, page) = await app.GetAsync(Three + "&account=x:tidewright&account=mastodon:pellwormsails&account=bluesky:barnaquillbooks");
        Assert.Equal(200, status);
        Assert.Equal("Compare six accounts", page.QuerySelector("h1").Text());
        Assert.Equal(6, page.QuerySelectorAll("#trend path.ln").Length);
        Assert.Equal(6, page.QuerySelectorAll("#trend path.ln").Select(l => l.ClassName).Distinct().Count());
        Assert.Equal(5, page.QuerySelectorAll("#above table.above tbody tr").Length);
        Assert.Equal(15, page.QuerySelectorAll("#above table.pairs tbody td.n").Length);
        Assert.Equal(6, page.QuerySelectorAll("#size tbody tr").Length);
        Assert.Equal(6, page.QuerySelectorAll("form.filters input[name=account]").Length);
    }

    [Fact]
    public async Task Dates_narrow_the_trend_and_stay_in_every_link()
    {
        var (_, page) = await app.GetAsync(Three + "&from=2026-11-01&to=2026-11-10");
        Assert.Equal(["2026-11-01", "2026-11-10"], page.QuerySelectorAll("form.filters input[type=date]").Select(i => i.GetAttribute("value")));
        Assert.Contains("1 Nov 2026 to 10 Nov 2026", page.QuerySelector("#trend").Text());
        Assert.Null(page.QuerySelector("#trend .seg [aria-current]"));
        Assert.All(page.QuerySelectorAll(".chosen a.quiet"), a => Assert.Contains("from=2026-11-01&to=2026-11-10", a.GetAttribute("href")));
        var (_, before) = await app.GetAsync(Three + "&to=2020-01-01");
        Assert.Contains("Nothing was scored between these days.", before.Text());
    }

    [Fact]
    public async Task An_account_is_taken_out_by_a_link_and_the_rest_stays()
    {
        var (_, page) = await app.GetAsync(Three + "&days=30");
        var link = page.QuerySelector(".chosen a[aria-label='Remove Ropequill Coffee']")!.GetAttribute("href")!;
        Assert.Equal("/compare?account=x%3Acrumbtide&account=x%3Asheafmoor&days=30", link);
        var (_, rest) = await app.GetAsync(link);
        Assert.Equal("Compare two accounts", rest.QuerySelector("h1").Text());
    }

    [Fact]
    public async Task Cells_carry_what_a_spreadsheet_reads()
    {
        var (_, page) = await app.GetAsync(Three);
        var row = page.QuerySelectorAll("#figures tbody tr").Single(r => r.TextContent.Contains("Sheafmoor"));
        Assert.Equal(CompareTable.Heads.Count, row.Children.Length);
        Assert.All(row.Children.Index().Where(c => CompareTable.Heads[c.Index].IsNumber), c => Assert.True(
            c.Item.GetAttribute("data-v") is { } v && (v.Length == 0 || double.TryParse(v, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _)), c.Item.OuterHtml));
        Assert.Equal("1984", row.Children[^1].GetAttribute("data-v"));
        Assert.Equal("1,984", row.Children[^1].Text());
    }

    [Fact]
    public async Task Suggestions_come_best_score_first_and_nothing_breaks_them()
    {
        Assert.Equal("""[{"key":"x:crumbtide","name":"Crumbtide Bakery"}]""", await app.Client.GetStringAsync(new Uri("/compare?handler=Suggest&text=crumb", UriKind.Relative)));
        Assert.Equal("[]", await app.Client.GetStringAsync(new Uri("/compare?handler=Suggest&text=%00%25%25_", UriKind.Relative)));
        var (_, page) = await app.GetAsync("/compare");
        Assert.Equal("x:quillhavenlantern", page.QuerySelector("datalist option")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Without_accounts_the_page_tells_how_to_choose()
    {
        var (status, page) = await app.GetAsync("/compare?account=&account=");
        Assert.Equal(200, status);
        Assert.Contains("Choose two to six accounts.", page.Text());
        Assert.Equal(2, page.QuerySelectorAll("form.filters input[name=account]").Length);
    }
}
