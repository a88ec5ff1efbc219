using System.Globalization;
using AngleSharp.Dom;

namespace InfluenceScore.Web.Tests.Pages.Accounts;

/// <summary>“Why it changed”: any two days, the nearest scored ones, sums that close, and a sentence for every state.</summary>
public sealed class WhySectionTests(Quillhaven app) : IClassFixture<Quillhaven>
{
    [Theory]
    [InlineData("")]
    [InlineData("?from=2026-08-01&to=2026-11-02")]
    [InlineData("?from=2026-11-21")]
    [InlineData("?to=2026-10-01&days=all&rows=all")]
    public async Task Rows_add_up_from_the_one_score_to_the_other(string query)
    {
        var why = await WhyAsync(query);
        var (totals, rows) = (why.QuerySelectorAll(".wf .total").ToList(), why.QuerySelectorAll(".wf tbody tr:not(.total)").ToList());
        var running = Number(totals[0].Children[^1]);
        foreach (var row in rows)
        {
            running += Number(row.Children[^2]);
            Assert.Equal(Number(row.Children[^1]), running, 1e-9);
        }
        Assert.Equal(Number(totals[1].Children[^1]), running, 1e-9);
        Assert.Equal(Number(totals[1].Children[^2]), running - Number(totals[0].Children[^1]), 1e-9);
        Assert.Contains("Nothing is left over.", why.QuerySelector("caption").Text());
        Assert.InRange(rows.Count, 1, 6);
    }

    [Fact]
    public async Task Without_days_the_last_week_is_explained_and_the_form_shows_it()
    {
        var why = await WhyAsync("");
        Assert.Equal(("2026-11-15", "2026-11-22"), (Value(why, "from"), Value(why, "to")));
        Assert.Contains("from 15 Nov 2026 to 22 Nov 2026. 7 new people acted on “Harbour market tomorrow", why.QuerySelector(".voice").Text());
    }

    [Fact]
    public async Task Days_without_a_score_give_way_to_the_nearest_and_the_page_says_so()
    {
        var why = await WhyAsync("?from=2025-01-01&to=2031-01-01");
        Assert.Contains("1 Jan 2025 has no score; the nearest day with one is 25 Jul 2026.", why.Text());
        Assert.Contains("1 Jan 2031 has no score; the nearest day with one is 22 Nov 2026.", why.Text());
        Assert.Equal(("2025-01-01", "2031-01-01"), (Value(why, "from"), Value(why, "to")));
    }

    [Theory]
    [InlineData("?from=2026-11-02&to=2026-11-02", "Both days lead to the same score, that of 2 November 2026")]
    [InlineData("?from=2026-11-30", "Both days lead to the same score, that of 22 November 2026")]
    public async Task One_day_is_no_change(string query, string sentence)
    {
        var why = await WhyAsync(query);
        Assert.Contains(sentence, why.Text());
        Assert.Null(why.QuerySelector("table"));
    }

    [Fact]
    public async Task A_steady_account_has_no_cause_worth_a_word()
    {
        var (_, page) = await app.GetAsync("/accounts/x/tidewright?from=2026-11-21");
        Assert.Contains("No cause above 0.1 points.", page.QuerySelector("#why .voice").Text());
    }

    [Fact]
    public async Task The_address_keeps_the_days_when_the_range_changes_and_the_form_keeps_the_range()
    {
        var (_, page) = await app.GetAsync("/accounts/x/crumbtide?from=2026-10-01&to=2026-11-01&days=365&rows=all");
        Assert.All(page.QuerySelectorAll("#trend .seg a"), a => Assert.Contains("from=2026-10-01&to=2026-11-01", a.GetAttribute("href")));
        Assert.Equal(("365", "all"), (Value(page.QuerySelector("#why")!, "days"), Value(page.QuerySelector("#why")!, "rows")));
    }

    [Theory]
    [InlineData("?from=soon", "from must be a day such as 2026-11-15, not “soon”")]
    [InlineData("?to=2026-02-30", "to must be a day such as 2026-11-22, not “2026-02-30”")]
    [InlineData("?from=9999-12-31", "from must be a day")]
    [InlineData("?from=2026-11-20&to=2026-11-10", "the day after from is later than the day after to")]
    [InlineData("?published=yes", "published may only be 1")]
    public async Task What_is_no_day_is_refused_in_words(string query, string sentence)
    {
        var (status, page) = await app.GetAsync("/accounts/x/crumbtide" + query);
        Assert.Equal(400, status);
        Assert.Contains(sentence, page.Text());
    }

    [Fact]
    public async Task Every_person_has_its_authenticity_with_a_reason()
    {
        var (_, page) = await app.GetAsync("/accounts/x/crumbtide");
        var reasons = page.QuerySelectorAll("#people tbody .why").Select(w => w.Text()).ToList();
        Assert.Equal(8, reasons.Count);
        Assert.Contains("no profile is known", reasons);
        Assert.Contains(reasons, r => r.Contains("followers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hostile_names_stay_text_in_a_reason()
    {
        var (_, page) = await app.GetAsync("/accounts/x/crumbtide?from=2026-07-25");
        Assert.Contains("evil <script>alert(1)</script>", page.QuerySelector("#why").Text());
        Assert.DoesNotContain('\u202E', page.DocumentElement.OuterHtml);
    }

    private async Task<IElement> WhyAsync(string query)
    {
        var (status, page) = await app.GetAsync("/accounts/x/crumbtide" + query);
        Assert.Equal(200, status);
        return page.QuerySelector("#why")!;
    }

    private static string? Value(IElement why, string name) => why.QuerySelector($"input[name={name}]")?.GetAttribute("value");

    private static double Number(IElement cell) => double.Parse(cell.Text().Replace('−', '-').Replace("+", ""), CultureInfo.InvariantCulture);
}
