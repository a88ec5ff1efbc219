using Microsoft.Playwright;

namespace InfluenceScore.Web.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class PagesInTheBrowser(BrowserFixture browser)
{
    /// <summary>Every page in every state that a reader can meet.</summary>
    public static TheoryData<string> Addresses => new(
        "/",
        "/?search=quillhaven&sort=name",
        "/?search=nobodyhasthisname",
        "/accounts/x/crumbtide",
        "/accounts/x/crumbtide?days=30&rows=all",
        "/accounts/x/crumbtide?from=2026-08-01&to=2031-01-01",
        "/accounts/x/hostile",
        "/accounts/x/ternwatch",
        "/audience/x/crumbtide",
        "/audience/x/ternwatch",
        "/compare?account=x:crumbtide&account=x:ropequill&account=x:sheafmoor&account=x:tidewright",
        "/compare?account=x:crumbtide&account=x:ropequill&account=x:sheafmoor&account=x:tidewright&account=mastodon:pellwormsails&account=x:hostile&from=2026-10-01",
        "/what-if/x/crumbtide?people=20&followers=10000",
        "/compare",
        "/compare?account=x:hostile&account=x:nobody",
        "/accounts/x/crumbtide?parts=stacked",
        "/display",
        "/method",
        "/places/x/crumbtide",
        "/patterns",
        "/patterns/x/brightmastgrowth",
        "/patterns/x/gullgrist",
        "/patterns/explain/x/gullgrist",
        "/places/home/x/crumbtide",
        "/people",
        "/you",
        "/you/keys",
        "/you/webhooks",
        "/api",
        "/admin/audit",
        "/admin/personal-data",
        "/nothing-here",
        "empty:/",
        "empty:/compare");

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Opens_under_a_strict_policy_without_a_word_on_the_console(string address)
    {
        var page = await browser.OpenAsync(1440);
        await using var context = page.Context;
        var complaints = new List<string>();
        page.Console += (_, m) => complaints.Add(m.Text);
        page.PageError += (_, e) => complaints.Add(e);
        var opened = await page.GotoAsync(Full(address));

        Assert.Contains("default-src 'self'", opened!.Headers["content-security-policy"]);
        var expected = address.Contains("nothing-here") || address.Contains("x:nobody") ? 404 : 200;
        Assert.Equal(expected, opened.Status);
        Assert.NotEqual("", await page.InnerTextAsync("h1"));
        // Chromium itself notes the status of a page that is meant to be missing.
        Assert.DoesNotContain(complaints, c => expected == 200 || !c.Contains("404"));
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Has_no_accessibility_violation_in_either_scheme_at_either_width(string address)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var page = await browser.OpenAsync(1440, scheme);
            await using var context = page.Context;
            await page.GotoAsync(Full(address));
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
            foreach (var width in new[] { 1440, 390 })
            {
                await page.SetViewportSizeAsync(width, 900);
                var found = await Axe.ViolationsAsync(page);
                Assert.Empty(found.Select(v => $"{scheme} {width}: {v.Id} at {string.Join(", ", v.Nodes.Take(3).Select(n => n.Html))}"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Never_scrolls_sideways_from_320_pixels_up(string address)
    {
        var page = await browser.OpenAsync(320);
        await using var context = page.Context;
        await page.GotoAsync(Full(address));
        foreach (var width in new[] { 320, 390, 820, 1440 })
        {
            await page.SetViewportSizeAsync(width, 900);
            Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, width);
        }
    }

    [Fact]
    public async Task Without_JavaScript_a_reader_gets_from_the_list_to_an_account_and_to_a_comparison()
    {
        var page = await browser.OpenAsync(1440, javaScript: false);
        await using var context = page.Context;
        await page.GotoAsync(Full("/"));
        await page.FillAsync("#q", "crumbtide");
        await page.ClickAsync("text=Apply");
        await page.ClickAsync("a.name");
        Assert.Equal("Crumbtide Bakery", await page.InnerTextAsync("h1"));
        await page.ClickAsync(".seg >> text=30 days");
        Assert.Contains("days=30", page.Url);
        await page.GotoAsync(Full("/"));
        await page.CheckAsync("input[value='x:crumbtide']");
        await page.CheckAsync("input[value='x:ropequill']");
        await page.ClickAsync("text=Compare ticked accounts");
        Assert.Contains("/compare?account=x%3Acrumbtide&account=x%3Aropequill", page.Url);
        Assert.Equal("Compare two accounts", await page.InnerTextAsync("h1"));
    }

    [Fact]
    public async Task Two_clicks_and_no_JavaScript_lead_from_the_first_page_to_what_the_churner_gained()
    {
        var page = await browser.OpenAsync(1440, javaScript: false);
        await using var context = page.Context;
        await page.GotoAsync(Full("/"));
        await page.ClickAsync("text=Brightmast Growth Studio");
        await page.ClickAsync("text=Follow pattern seen");
        Assert.EndsWith("/patterns/x/brightmastgrowth", page.Url, StringComparison.Ordinal);
        Assert.Contains("It gained no points by it.", await page.InnerTextAsync(".big-v"), StringComparison.Ordinal);
        await page.GotoAsync(Full("/"));
        await page.ClickAsync("text=Follow pattern seen");
        Assert.Contains("0.00", await page.InnerTextAsync(".facts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slash_puts_the_cursor_into_the_search_field()
    {
        var page = await browser.OpenAsync(1440);
        await using var context = page.Context;
        await page.GotoAsync(Full("/method"));
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("ropequill");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => url.EndsWith("/?search=ropequill", StringComparison.Ordinal));
        Assert.Equal("Ropequill Coffee", await page.InnerTextAsync("a.name"));
    }

    private string Full(string address) => address.StartsWith("empty:", StringComparison.Ordinal)
        ? new Uri(browser.Empty, address["empty:".Length..]).ToString()
        : new Uri(browser.City, address).ToString();
}
