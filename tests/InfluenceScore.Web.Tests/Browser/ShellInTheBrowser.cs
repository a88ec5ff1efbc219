using Microsoft.Playwright;

namespace InfluenceScore.Web.Tests.Browser;

/// <summary>What every page shares: the scheme switch, the reader's zone, the charts that a script lays over the SVG.</summary>
[Collection(BrowserTests.Name)]
public sealed class ShellInTheBrowser(BrowserFixture browser)
{
    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task A_chart_that_somebody_reaches_for_gets_its_values_in_the_same_box_under_the_strict_policy(int width, ColorScheme scheme)
    {
        var page = await browser.OpenAsync(width, scheme);
        await using var context = page.Context;
        var complaints = new List<string>();
        page.Console += (_, m) => complaints.Add(m.Text);
        page.PageError += (_, e) => complaints.Add(e);
        var asked = new List<string>();
        page.Request += (_, r) => asked.Add(r.Url);
        await page.GotoAsync(new Uri(browser.City, "/accounts/x/crumbtide").ToString());
        var before = await page.EvaluateAsync<double[]>(Box);
        Assert.DoesNotContain(asked, u => u.Contains("echarts", StringComparison.Ordinal));

        await page.HoverAsync("#trend .plot", new PageHoverOptions { Force = true });
        await page.WaitForSelectorAsync("#trend .plot.mounted .ec canvas", new PageWaitForSelectorOptions { Timeout = 60_000 });
        await page.HoverAsync("#trend .plot", new PageHoverOptions { Force = true });

        Assert.Equal(before, await page.EvaluateAsync<double[]>(Box));
        Assert.True(await page.EvaluateAsync<bool>("""
            () => { const c = document.querySelector("#trend .ec canvas"); const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
                    let drawn = 0; for (let i = 3; i < d.length; i += 4) if (d[i] > 0) drawn++; return drawn > 1000; }
            """));
        Assert.Empty((await Axe.ViolationsAsync(page)).Select(v => $"{v.Id}: {v.Nodes[0].Html}"));
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task The_footer_switches_the_scheme_by_keyboard_and_without_scripts()
    {
        var page = await browser.OpenAsync(820, ColorScheme.Light, javaScript: false);
        await using var context = page.Context;
        await page.GotoAsync(new Uri(browser.City, "/accounts/x/crumbtide?days=30").ToString());
        Assert.Equal("rgb(255, 255, 255)", await page.Locator("body").EvaluateAsync<string>("e => getComputedStyle(e).backgroundColor"));
        await page.FocusAsync("form.scheme button[value=dark]");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForLoadStateAsync();
        Assert.EndsWith("/accounts/x/crumbtide?days=30", page.Url);
        Assert.Equal("rgb(17, 22, 27)", await page.Locator("body").EvaluateAsync<string>("e => getComputedStyle(e).backgroundColor"));
        Assert.Equal("true", await page.GetAttributeAsync("form.scheme button[value=dark]", "aria-pressed"));
    }

    [Fact]
    public async Task The_first_key_leads_past_the_menu_and_the_browsers_zone_counts_from_the_second_page_on()
    {
        var page = await browser.OpenAsync(1440);
        await using var context = page.Context;
        await page.GotoAsync(new Uri(browser.City, "/").ToString());
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        var zone = await page.EvaluateAsync<string>("Intl.DateTimeFormat().resolvedOptions().timeZone");
        Assert.Equal(zone, (await context.CookiesAsync()).Single(c => c.Name == "zone").Value);
        await page.ReloadAsync();
        Assert.Contains($"Times in {(zone == "Etc/UTC" ? "UTC" : zone.Replace('_', ' '))}", await page.InnerTextAsync("footer"));
    }

    private const string Box = """
        () => { const b = document.querySelector("#trend .plot").getBoundingClientRect(); return [b.x, b.width, b.height, document.documentElement.scrollHeight]; }
        """;
}
