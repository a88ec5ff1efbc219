using System.Globalization;
using System.Text.Json;
using InfluenceScore.Data.Scores;
using InfluenceScore.Scoring.Explanations;
using InfluenceScore.Web.Commands;
using InfluenceScore.Web.Tests.Browser;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Tests.Demo;

[Collection(BrowserTests.Name)]
public sealed class DemoWeekTests(DemoWeek demo, BrowserFixture browser) : IClassFixture<DemoWeek>
{
    [Fact]
    public async Task A_newcomer_finds_why_the_bakery_rose_with_one_click_and_without_scrolling()
    {
        var page = await browser.OpenAsync(1440, javaScript: false);
        await using var context = page.Context;
        await page.GotoAsync(demo.Start().ToString());
        Assert.Contains("rose this week", await page.InnerTextAsync(".stories"));
        // Who reads the list finds the same reason without any click.
        Assert.Matches(@"\d+ new people acted, mostly on #harbourmarket posts \(\+\d\.\d\)", await page.InnerTextAsync("tr:has(a[href='/accounts/x/crumbtide']) td.words"));

        await page.ClickAsync(".stories >> text=Crumbtide Bakery");

        var week = page.Locator(".moves li").First;
        Assert.Matches(@"^7 days\s+\+\d\.\d\s+\d+ new people acted, mostly on #harbourmarket posts \(\+\d\.\d\)", await week.InnerTextAsync());
        var box = (await week.BoundingBoxAsync())!;
        Assert.InRange(box.Y + box.Height, 0, 900);
    }

    [Fact]
    public async Task Stored_causes_and_export_explanation_agree_on_the_difference()
    {
        demo.Create();
        await using var db = demo.Open();
        var runs = await db.ScoreRuns.OrderBy(r => r.AsOf).ToListAsync();
        foreach (var handle in new[] { "crumbtide", "gullgrist" })
        {
            var id = await db.Accounts.Where(a => a.Network == "x" && a.Handle == handle).Select(a => a.Id).SingleAsync();
            var stored = await new ChangeQuery(db).FindOrNullAsync(id, new ChangeSpan(runs[0].Id, runs[^1].Id));
            var exported = await ExportAsync(db, $"x:{handle}", runs[0].AsOf, runs[^1].AsOf);

            Assert.Equal(exported.GetProperty("difference").GetDouble(), stored!.Causes.Sum(c => c.Points), 1e-9);
            Assert.Equal(exported.GetProperty("difference").GetDouble(), stored.Points, 1e-9);
            Assert.DoesNotContain(stored.Causes, c => c.Cause is null or ChangeCause.LearnedSince or ChangeCause.ModelChange);
        }
    }

    private static async Task<JsonElement> ExportAsync(InfluenceScore.Data.InfluenceDbContext db, string account, DateTime from, DateTime to)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        await ExportExplanationCommand.RunAsync(db, account, new DateTimeOffset(from).ToUnixTimeMilliseconds(), new DateTimeOffset(to).ToUnixTimeMilliseconds(), "-", text, default);
        return JsonDocument.Parse(text.ToString()).RootElement;
    }
}
