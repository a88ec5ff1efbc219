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
