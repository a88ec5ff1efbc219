using Microsoft.Playwright;

namespace InfluenceScore.Web.Tests.Browser;

/// <summary>Clients, reports and share links in a real browser: looks, flows and print.</summary>
[Collection(BrowserTests.Name)]
public sealed class ClientsInTheBrowser(BrowserFixture browser)
{
    /// <summary>Width and height of A4 in points.</summary>
    private const double A4Width = 595.3, A4Height = 841.9;

    public static TheoryData<string> Addresses => new(
        "/clients", "/clients/1", "/clients/2", "/clients/new", "/clients/1/edit", "/clients/1/delete", "/clients/deleted", "/clients/folder?name=On the water",
        "/clients/letterhead", "/clients/1/report", "/clients/2/report", "/clients/1/report/words", "/clients/1/report/links", "/share/none", "empty:/clients");

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Is_accessible_fits_every_width_and_says_nothing_on_the_console(string address)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var page = await browser.OpenAsync(1440, scheme);
            await using var context = page.Context;
            var complaints = new List<string>();
            page.Console += (_, m) => complaints.Add(m.Text);
            page.PageError += (_, e) => complaints.Add(e);
            await page.GotoAsync(Full(address));
            Assert.DoesNotContain(complaints, c => !c.Contains("404"));
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
            foreach (var width in new[] { 1440, 820, 390, 320 })
            {
                await page.SetViewportSizeAsync(width, 900);
                Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, width);
                if (width is 820 or 320)
                    continue;
                var found = await Axe.ViolationsAsync(page);
                Assert.Empty(found.Select(v => $"{scheme} {width}: {v.Id} at {string.Join(", ", v.Nodes.Take(3).Select(n => n.Html))}"));
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_report_link_is_sent_with_three_clicks_from_the_first_page(bool javaScript)
    {
        var page = await browser.OpenAsync(1440, javaScript: javaScript);
        await using var context = page.Context;
        await page.GotoAsync(Full("/"));
        await page.ClickAsync("nav >> text=Clients");
        await page.ClickAsync("tr:has-text('Crumbtide') >> text=Report");
        await page.ClickAsync("text=Share");
        var address = await page.InputValueAsync("#new-link");
        Assert.Contains("/share/", address);
        Assert.Equal(javaScript, await page.IsVisibleAsync("[data-copy]"));

        var stranger = await browser.OpenAsync(1440, javaScript: javaScript, signedIn: false);
        await using var other = stranger.Context;
        await stranger.GotoAsync(address);
        Assert.Equal(2, await stranger.Locator("article.sheet").CountAsync());
        Assert.Equal(0, await stranger.Locator("a").CountAsync());
        Assert.True(await stranger.EvaluateAsync<bool>("[...document.images].every(i => i.complete && i.naturalWidth > 0)"));
        if (javaScript)
            Assert.Empty((await Axe.ViolationsAsync(stranger)).Select(v => v.Id));
    }

    [Fact]
    public async Task Without_JavaScript_a_client_is_made_edited_deleted_and_taken_back()
    {
        var page = await browser.OpenAsync(1440, javaScript: false);
        await using var context = page.Context;
        await page.GotoAsync(Full("/clients"));
        await page.ClickAsync("text=New client");
        await page.FillAsync("#f-name", "Barnaquill Books");
        await page.FillAsync("#f-acc0", "bluesky:barnaquillbooks");
        await page.ClickAsync("text=Save client");
        Assert.Equal("Barnaquill Books", await page.InnerTextAsync("h1"));
        await page.ClickAsync("text=Edit");
        await page.FillAsync("#f-folder", "Shops");
        await page.ClickAsync("text=Save client");
        Assert.Contains("Folder: Shops", await page.InnerTextAsync(".ids"));
        await page.ClickAsync("text=Delete");
        await page.ClickAsync("text=Delete client");
        Assert.Contains("Barnaquill Books is deleted.", await page.InnerTextAsync("[role=status]"));
        await page.ClickAsync("text=Undo");
        Assert.Contains("Barnaquill Books is back.", await page.InnerTextAsync("[role=status]"));
        Assert.True(await page.IsVisibleAsync("a.name >> text=Barnaquill Books"));
    }

    [Fact]
    public async Task The_report_prints_as_two_A4_pages_with_its_text_and_nothing_of_the_program_round_it()
    {
        var page = await browser.OpenAsync(1440, ColorScheme.Dark);
        await using var context = page.Context;
        await page.GotoAsync(Full("/clients/1/report"));
        var pdf = new PdfFile(await page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true, PrintBackground = true }));

        Assert.Equal(2, pdf.Pages.Count);
        Assert.All(pdf.Pages, p => Assert.True(Math.Abs(p.Width - A4Width) < 1 && Math.Abs(p.Height - A4Height) < 1, $"{p.Width} × {p.Height}"));
        var (first, second) = (Words(pdf.Pages[0].Text), Words(pdf.Pages[1].Text));
        foreach (var text in new[] { "Tallow & Thrift", "For Crumbtide Bakery", "More people in town act on what you post", "Dear Perpetua", "True Reach", "1 of 2" })
            Assert.Contains(Words(text), first, StringComparison.Ordinal);
        foreach (var text in new[] { "How it went", "What changed in 90 days", "Together", "Harbour market tomorrow", "Ask the harbour master", "2 of 2" })
            Assert.Contains(Words(text), second, StringComparison.Ordinal);
        foreach (var text in new[] { "Share", "Excel", "Runs", "Skip to content", "All times in UTC" })
            Assert.DoesNotContain(Words(text), first + second, StringComparison.Ordinal);
        // In a dark browser too, paper is white: the text is dark.
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        Assert.Equal("rgb(20, 25, 31)", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.rtitle')).color"));
    }

    [Fact]
    public async Task A_long_letter_gets_a_page_of_its_own()
    {
        var page = await browser.OpenAsync(1440);
        await using var context = page.Context;
        await page.GotoAsync(Full("/clients/4/report/words"));
        await page.FillAsync("#w-words", string.Concat(Enumerable.Repeat("The slipway was busy, and the town watched every plank of it from the pier. ", 38)));
        await page.FillAsync("#w-next", string.Join('\n', Enumerable.Repeat("Post one photograph of the slipway a day, at the same hour, and answer who asks.", 12)));
        await page.ClickAsync("text=Save words");
        var sheets = await page.Locator("article.sheet").CountAsync();
        Assert.Equal(4, sheets);
        Assert.Equal(sheets, new PdfFile(await page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true })).Pages.Count);
    }

    /// <summary>Without blanks: a line of print may break anywhere.</summary>
    private static string Words(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private string Full(string address) => address.StartsWith("empty:", StringComparison.Ordinal)
        ? new Uri(browser.Empty, address["empty:".Length..]).ToString()
        : new Uri(browser.City, address).ToString();
}
