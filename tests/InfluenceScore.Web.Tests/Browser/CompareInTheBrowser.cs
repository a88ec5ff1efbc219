using Microsoft.Playwright;

namespace InfluenceScore.Web.Tests.Browser;

/// <summary>Comparing and imagining, as a newcomer does it, with and without scripts; clicks are counted.</summary>
[Collection(BrowserTests.Name)]
public sealed class CompareInTheBrowser(BrowserFixture browser)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Three_accounts_are_compared_in_four_clicks_and_the_table_is_saved_in_one_more(bool javaScript)
    {
        var page = await browser.OpenAsync(1440, javaScript: javaScript);
        await using var context = page.Context;
        await page.GotoAsync(At("/"));
        await page.CheckAsync("input[value='x:crumbtide']");
        await page.CheckAsync("input[value='x:ropequill']");
        await page.CheckAsync("input[value='x:sheafmoor']");
        await page.ClickAsync("text=Compare ticked accounts");
        Assert.Equal("Compare three accounts", await page.InnerTextAsync("h1"));

        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("#table a:text('CSV')"));
        Assert.Equal("compare-2026-11-22.csv", download.SuggestedFilename);
        Assert.Equal(4, (await File.ReadAllLinesAsync(await download.PathAsync())).Length);

        // One more by the form, one less by its link; the address says it all.
        await page.FillAsync("#a3", "x:tidewright");
        await page.ClickAsync("text=Show");
        Assert.Equal("Compare four accounts", await page.InnerTextAsync("h1"));
        await page.ClickAsync("a[aria-label='Remove Ropequill Coffee']");
        Assert.EndsWith("/compare?account=x%3Acrumbtide&account=x%3Asheafmoor&account=x%3Atidewright", page.Url);
    }

    [Fact]
    public async Task The_list_is_saved_in_one_click_from_the_first_page()
    {
        var page = await browser.OpenAsync(1440, javaScript: false);
        await using var context = page.Context;
        await page.GotoAsync(At("/?network=bluesky"));
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("main a:text('Excel')"));
        Assert.Equal("accounts-2026-11-22.xlsx", download.SuggestedFilename);
        Assert.True(new FileInfo(await download.PathAsync()).Length > 1000);
    }

    [Fact]
    public async Task The_copied_table_is_what_a_spreadsheet_reads_and_fields_suggest_accounts()
    {
        var page = await browser.OpenAsync(1440);
        await using var context = page.Context;
        await context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GotoAsync(At("/compare?account=x:crumbtide&account=x:sheafmoor"));
        await page.ClickAsync("#copy");
        await page.WaitForSelectorAsync("#copied:has-text('Copied')");
        var lines = (await page.EvaluateAsync<string>("navigator.clipboard.readText()")).Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("Account\tNetwork\tHandle\tScore", lines[0]);
        Assert.EndsWith("\t1984", lines[2]);
        Assert.DoesNotContain('−', lines[2]);

        await page.Locator("#a2").PressSequentiallyAsync("lantern");
        await Assertions.Expect(page.Locator("datalist option")).ToHaveCountAsync(1);
        Assert.Equal("x:quillhavenlantern", await page.Locator("datalist option").GetAttributeAsync("value"));
    }

    [Fact]
    public async Task A_slider_answers_while_it_moves()
    {
        var page = await browser.OpenAsync(390);
        await using var context = page.Context;
        await page.GotoAsync(At("/accounts/x/crumbtide"));
        await page.ClickAsync("text=What if?");
        await page.Locator("#r-people").FillAsync("40");
        await page.WaitForSelectorAsync("#result :text('The score would go from')", new PageWaitForSelectorOptions { Timeout = 60_000 });
        Assert.EndsWith("/what-if/x/crumbtide?people=40", page.Url);
        Assert.Equal("40", await page.InputValueAsync("#n-people"));
    }

    [Fact]
    public async Task Without_scripts_numbers_and_a_button_do_the_same()
    {
        var page = await browser.OpenAsync(1440, javaScript: false);
        await using var context = page.Context;
        await page.GotoAsync(At("/what-if/x/crumbtide"));
        await page.FillAsync("#n-followers", "5000");
        await page.ClickAsync("text=Work it out");
        for (var tries = 0; tries < 20 && await page.Locator("text=Try again").CountAsync() > 0; tries++)
            await page.ClickAsync("text=Try again");
        Assert.Contains("the trick earns 0.", await page.InnerTextAsync("#result"));
    }

    private string At(string address) => new Uri(browser.City, address).ToString();
}
