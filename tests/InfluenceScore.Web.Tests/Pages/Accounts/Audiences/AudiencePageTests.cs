using InfluenceScore.Web.Pages.Accounts.Audiences;

namespace InfluenceScore.Web.Tests.Pages.Accounts.Audiences;

/// <summary>What the account page and the audience page say of the people around an account.</summary>
public sealed class AudiencePageTests(Quillhaven app) : IClassFixture<Quillhaven>
{
    [Fact]
    public async Task The_account_page_reads_in_the_agreed_order()
    {
        var (_, page) = await app.GetAsync("/accounts/x/crumbtide");
        string[] order = ["trend", "posts", "topics", "people", "influencers", "when", "audience", "insights", "style", "fresh"];

        Assert.Equal(order, page.QuerySelectorAll("section.sec").Select(s => s.Id!).Where(order.Contains));
        Assert.All(page.QuerySelectorAll(".toc a"), a => Assert.NotNull(page.QuerySelector(a.GetAttribute("href")!)));
        Assert.All(page.QuerySelectorAll("#insights li a"), a => Assert.NotNull(page.QuerySelector(a.GetAttribute("href")!)));
    }

    [Fact]
    public async Task Classes_are_counted_for_those_who_acted_and_those_who_follow_and_the_rest_of_the_followers_is_unknown()
    {
        var section = (await app.GetAsync("/accounts/x/crumbtide")).Page.QuerySelector("#audience")!;
        var rows = section.QuerySelectorAll("tbody tr").Select(r => string.Join('|', r.Children.Take(3).Select(c => c.Text()))).ToList();

        Assert.Equal(["Genuine|1,391 80%|2,216 57%", "Uncertain|268 15%|604 15%", "Suspicious|61 4%|172 4%", "Inactive|0 0%|912 23%", "Unknown|17 1.0%|0 0%"], rows);
        Assert.Contains("The Quillhaven Lantern, Ottoline Brask and 1,389 more", section.Text());
        Assert.Contains("3,904 followers are known by name", section.Text());
        Assert.Contains("The 130 acts of suspicious accounts make 0.04 of", section.Text());
        Assert.NotNull(section.QuerySelector("svg.bars .f-hatch"));
    }

    [Fact]
    public async Task The_heat_map_has_a_cell_for_every_hour_and_the_same_numbers_in_its_table()
    {
        var section = (await app.GetAsync("/accounts/x/crumbtide")).Page.QuerySelector("#when")!;

        Assert.Equal(168, section.QuerySelectorAll(".hm rect").Length);
        Assert.Contains("Saturday 8 to 11: 303 of", section.Text());
        var cells = section.QuerySelectorAll("tbody tr").Select(r => r.QuerySelectorAll("td").Select(d => int.Parse(d.Text().Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture)).ToList()).ToList();
        Assert.Equal(7, cells.Count);
        Assert.All(cells, r => Assert.Equal(r[24], r.Take(24).Sum()));
        Assert.Equal(133, cells[5][9]);
    }

    [Fact]
    public async Task Topics_people_it_acts_on_and_style_stand_with_their_raw_figures()
    {
        var (_, page) = await app.GetAsync("/accounts/x/crumbtide");

        Assert.Equal("#harbourmarket", page.QuerySelector("#topics tbody th").Text());
        Assert.Contains("</td><script>", page.QuerySelector("#topics").Text());
        Assert.Contains("3 reposts, 1 reply", page.QuerySelector("#influencers").Text());
        Assert.Contains("70 of 96 acted on it as well", page.QuerySelector("#influencers").Text());
        Assert.Contains("answered 99 of 140 people", page.QuerySelector("#style").Text());
        Assert.StartsWith("Pundit", page.QuerySelector(".style16 .here").Text());
        Assert.InRange(page.QuerySelectorAll("#insights li").Length, 6, 12);
    }

    [Theory]
    [InlineData("/accounts/x/ropequill", "#when")]
    [InlineData("/accounts/x/ropequill", "#audience")]
    [InlineData("/accounts/x/ropequill", "#topics")]
    [InlineData("/accounts/x/ropequill", "#influencers")]
    [InlineData("/accounts/x/ropequill", "#style")]
    [InlineData("/accounts/x/ropequill", "#insights")]
    [InlineData("/audience/x/ropequill", "main")]
    public async Task Where_nothing_was_kept_a_sentence_says_so(string address, string section)
    {
        var (status, page) = await app.GetAsync(address);
        Assert.Equal(200, status);
        Assert.Matches("kept|not sorted|Nothing stands out", page.QuerySelector(section).Text());
        Assert.Null(page.QuerySelector(section)!.QuerySelector("table"));
    }

    [Fact]
    public async Task The_audience_page_shows_examples_with_reasons_and_how_many_there_are()
    {
        var (status, page) = await app.GetAsync("/audience/X/@Crumbtide");
        Assert.Equal(200, status);
        Assert.Equal("Audience of Crumbtide Bakery", page.QuerySelector("h1").Text());
        Assert.Contains("2 examples of 1,391 accounts, most acts first", page.QuerySelector("#genuine").Text());
        Assert.Contains("8 of 9 acts came within 30 minutes of the post", page.QuerySelector("#suspicious").Text());
        Assert.DoesNotContain('\u202E', page.DocumentElement.OuterHtml);
        Assert.Contains("Nobody.", page.QuerySelector("#inactive").Text());
        Assert.Equal(ClassWords.All.Count, page.QuerySelectorAll("#classes tbody tr").Length);
    }

    [Fact]
    public async Task Followers_have_a_view_of_their_own()
    {
        var (_, page) = await app.GetAsync("/audience/x/crumbtide?who=follow");
        Assert.Contains("3,904 followers are known by name", page.Text());
        Assert.Contains("1 example of 912 accounts", page.QuerySelector("#inactive").Text());
        Assert.Equal("Follow it", page.QuerySelector(".seg [aria-current]").Text());
    }

    [Theory]
    [InlineData("/audience/x/nobodyhere", 404, "No account “nobodyhere” on X is known here")]
    [InlineData("/audience/x", 404, "The address names no account")]
    [InlineData("/audience/x/crumbtide?who=everybody", 400, "who must be acted or follow")]
    public async Task What_cannot_be_shown_gets_the_right_status_and_a_sentence(string address, int expected, string sentence)
    {
        var (status, page) = await app.GetAsync(address);
        Assert.Equal(expected, status);
        Assert.Contains(sentence, page.Text());
    }

    [Theory]
    [InlineData(0, 0, "")]
    [InlineData(0, 9, "0%")]
    [InlineData(9, 9, "100%")]
    [InlineData(1, 5000, "under 0.1%")]
    public void Shares_tell_nobody_from_hardly_anybody(int count, int all, string expected) => Assert.Equal(expected, ClassWords.Share(count, all));
}
