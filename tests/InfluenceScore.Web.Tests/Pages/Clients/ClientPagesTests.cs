using System.Globalization;

namespace InfluenceScore.Web.Tests.Pages.Clients;

/// <summary>The portfolio and the page of a client, read only.</summary>
public sealed class ClientPagesTests(Quillhaven app) : IClassFixture<Quillhaven>
{
    [Fact]
    public async Task The_portfolio_shows_every_client_with_score_interval_change_and_reason()
    {
        var (status, page) = await app.GetAsync("/clients");

        Assert.Equal(200, status);
        Assert.Equal(["Crumbtide Bakery", "Tidewright Boatyard", QuillhavenClients.HostileName, "Nobody Yet"], page.QuerySelectorAll("tbody a.name").Select(a => a.TextContent));
        var row = page.QuerySelector("tbody tr")!.Text();
        Assert.Matches(@"X and Bluesky \d\d\.\d \d\d\.\d–\d\d\.\d", row);
        Assert.Matches(@"[+−]?\d\.\d .*(people|cause)", row);
        Assert.Contains("Newest fact 22 Nov 2026", row);
        Assert.NotNull(page.QuerySelector("tbody tr svg.spark"));
        Assert.Equal("/clients", page.QuerySelector("nav a[aria-current=page]")!.GetAttribute("href"));
    }

    [Fact]
    public async Task What_needs_a_look_is_said_and_a_missing_score_is_no_zero()
    {
        var (_, page) = await app.GetAsync("/clients");
        var rows = page.QuerySelectorAll("tbody tr");

        Assert.Contains("1 account without a score, left out", rows[1].Text());
        Assert.Contains("Nothing known from X itself", rows[1].Text());
        Assert.Contains("no score", rows[2].Text());
        Assert.Contains("no account yet", rows[3].Text());
    }

    [Theory]
    [InlineData("?folder=Food%20%26%20drink", "Crumbtide Bakery")]
    [InlineData("?folder=-", "Nobody Yet")]
    [InlineData("?search=fennick.quill", "Crumbtide Bakery")]
    [InlineData("?search=boatYARD", "Tidewright Boatyard")]
    public async Task Folders_and_search_find_a_client(string query, string expected)
    {
        var (_, page) = await app.GetAsync("/clients" + query);
        Assert.Equal([expected], page.QuerySelectorAll("tbody a.name").Select(a => a.TextContent));
    }

    [Fact]
    public async Task A_search_is_no_pattern_and_finding_nothing_is_a_sentence()
    {
        var (status, page) = await app.GetAsync("/clients?search=%25%25");
        Assert.Equal(200, status);
        Assert.Contains("No client matches", page.Text());
    }

    [Theory]
    [InlineData("name", "=HYPERLINK")]
    [InlineData("folder", "=HYPERLINK")]
    [InlineData("change", "Crumbtide Bakery")]
    public async Task The_list_can_be_ordered(string sort, string first)
    {
        var (_, page) = await app.GetAsync("/clients?sort=" + sort);
        Assert.StartsWith(first, page.QuerySelector("tbody a.name")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/clients?sort=money", 400, "sort must be one of")]
    [InlineData("/clients?page=0", 400, "page must be a whole number")]
    [InlineData("/clients?page=9", 404, "There is no page 9")]
    [InlineData("/clients/99", 404, "No such client is here")]
    [InlineData("/clients/99/report", 404, "No such client is here")]
    [InlineData("/clients/99/edit", 404, "No such client is here")]
    [InlineData("/clients/99/delete", 404, "No such client is here")]
    [InlineData("/clients/99/report/links", 404, "No such client is here")]
    [InlineData("/clients/1?days=banana", 400, "days must be one of")]
    [InlineData("/clients/1/report?days=0", 400, "days must be a whole number")]
    [InlineData("/clients/1/report?from=yesterday", 400, "from and to must be days")]
    [InlineData("/clients/1/report?from=2026-11-02&to=2026-11-01", 400, "from must not come after to")]
    [InlineData("/clients/folder?name=nothing", 404, "no such folder")]
    public async Task A_wrong_address_is_answered_in_one_sentence(string address, int expected, string sentence)
    {
        var (status, page) = await app.GetAsync(address);
        Assert.Equal(expected, status);
        Assert.Contains(sentence, page.Text());
    }

    [Fact]
    public async Task Without_a_client_the_portfolio_teaches_what_one_is()
    {
        using var empty = new PagesApp();
        var (status, page) = await empty.GetAsync("/clients");
        Assert.Equal(200, status);
        Assert.Contains("A client is a person or business with accounts on several networks", page.Text());
        Assert.NotNull(page.QuerySelector("main ol a[href='/clients/new']"));
    }

    [Fact]
    public async Task The_portfolio_as_CSV_holds_every_row_and_runs_no_formula()
    {
        var csv = await app.Client.GetStringAsync(new Uri("/clients/csv", UriKind.Relative));
        var lines = csv.TrimEnd('\n').Split('\n');

        Assert.Equal(5, lines.Length);
        Assert.StartsWith("client,folder,home,accounts,score,low,high,change_7_days,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("Crumbtide Bakery,Food & drink,Quillhaven,x:crumbtide bluesky:fennick.quill.example,", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"'=HYPERLINK(", csv);
        Assert.DoesNotContain("\n=", csv);
        Assert.DoesNotContain("\n\"=", csv);
    }

    [Fact]
    public async Task A_client_shows_its_score_its_parts_and_what_each_account_brings_and_all_sums_close()
    {
        var (status, page) = await app.GetAsync("/clients/1");
        Assert.Equal(200, status);

        var score = page.QuerySelector(".score b")!.TextContent;
        var shares = page.QuerySelectorAll("#accounts tbody tr").Select(r => Number(r.QuerySelectorAll("td")[2].TextContent)).ToList();
        Assert.Equal(2, shares.Count);
        Assert.Equal(Number(score), shares.Sum(), 6);
        Assert.Equal(score, page.QuerySelector("#accounts tfoot td:nth-child(4)")!.TextContent);
        var causes = page.QuerySelectorAll("#week tbody td").Select(c => Number(c.TextContent)).ToList();
        Assert.Equal(3, causes.Count);
        Assert.Equal(Number(page.QuerySelector("#week tfoot td")!.TextContent), causes.Sum(), 6);
        Assert.Equal(3, page.QuerySelectorAll(".moves li").Length);
        Assert.NotNull(page.QuerySelector("#trend svg.c"));
    }

    [Fact]
    public async Task A_hostile_name_is_text_everywhere()
    {
        foreach (var address in new[] { "/clients", "/clients/2", "/clients/2/edit", "/clients/2/delete", "/clients/2/report", "/clients/2/report/words", "/clients/2/report/links" })
        {
            var (status, page) = await app.GetAsync(address);
            Assert.Equal(200, status);
            Assert.DoesNotContain(page.QuerySelectorAll("script"), s => !s.HasAttribute("src"));
            Assert.Empty(page.QuerySelectorAll("main b:not(.score b), main script"));
        }
    }

    [Fact]
    public async Task A_client_without_accounts_says_what_to_do()
    {
        var (_, page) = await app.GetAsync("/clients/3");
        Assert.Contains("give it one", page.Text());
        Assert.NotNull(page.QuerySelector("a[href='/clients/3/edit']"));
        Assert.Contains("There is no score in this period", (await app.GetAsync("/clients/3/report")).Page.Text());
    }

    private static double Number(string text) => double.Parse(text.Replace('−', '-'), NumberStyles.Float, CultureInfo.InvariantCulture);
}
