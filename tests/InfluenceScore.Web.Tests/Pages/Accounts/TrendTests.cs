using System.Globalization;
using InfluenceScore.Web.Pages.Accounts;

namespace InfluenceScore.Web.Tests.Pages.Accounts;

public sealed class TrendTests(Quillhaven app) : IClassFixture<Quillhaven>
{
    [Theory]
    [InlineData("?days=7", 8)]
    [InlineData("?since=2026-10-01&until=2026-10-31", 31)]
    [InlineData("?until=2026-08-01", 8)]
    [InlineData("?since=2026-11-20", 3)]
    public async Task The_address_names_any_range(string query, int days)
    {
        var (status, page) = await app.GetAsync("/accounts/x/crumbtide" + query);
        Assert.Equal(200, status);
        Assert.Equal(days, page.QuerySelector("#trend path.ln")!.GetAttribute("d")!.Count(c => c == ','), 1.0);
    }

    [Theory]
    [InlineData("?since=yesterday", "since and until are days like 2026-11-22, not “yesterday”")]
    [InlineData("?since=2026-11-02&until=2026-11-01", "since (2026-11-02) is after until (2026-11-01)")]
    [InlineData("?parts=sideways", "parts may only be stacked")]
    public async Task A_range_that_makes_no_sense_gets_a_sentence(string query, string sentence)
    {
        var (status, page) = await app.GetAsync("/accounts/x/crumbtide" + query);
        Assert.Equal(400, status);
        Assert.Contains(sentence, page.Text());
    }

    [Fact]
    public async Task Stacked_parts_add_up_to_the_score_and_the_links_keep_the_choice()
    {
        var (_, page) = await app.GetAsync("/accounts/x/crumbtide?parts=stacked&since=2026-11-01");
        var layers = page.QuerySelectorAll("#trend path[data-stacked=yes]");
        Assert.Equal(["True Reach", "Amplification", "Network Impact"], layers.Select(l => l.GetAttribute("data-name")!));
        var top = layers[2].GetAttribute("data-points")!.Split(' ')[^1].Split(',');
        var score = double.Parse(page.QuerySelector(".score b").Text(), CultureInfo.InvariantCulture);
        Assert.Equal(score, double.Parse(top[1], CultureInfo.InvariantCulture), .06);
        Assert.Contains("since=2026-11-01", page.QuerySelectorAll("#trend .seg a").Single(a => a.Text() == "Score and parts").GetAttribute("href"));
        Assert.Contains("parts=stacked", page.QuerySelectorAll("#trend .seg a").Single(a => a.Text() == "30 days").GetAttribute("href"));
        Assert.Null(page.QuerySelector("#trend .trio"));
    }

    [Fact]
    public async Task An_empty_range_says_so()
    {
        var (status, page) = await app.GetAsync("/accounts/x/crumbtide?since=2020-01-01&until=2020-02-01");
        Assert.Equal(200, status);
        Assert.Contains("No score stands in this range", page.QuerySelector("#trend").Text());
    }

    [Fact]
    public void A_week_without_a_post_is_a_pause_also_at_both_ends_of_the_range()
    {
        static DateTime On(int day) => new(2026, 3, day, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal([(On(5), On(9)), (On(12), On(30))], Pauses.Between([On(1), On(9), On(10), On(12), On(30)], On(5)));
        Assert.Empty(Pauses.Between([On(1), On(7), On(13)], On(1)));
    }
}
