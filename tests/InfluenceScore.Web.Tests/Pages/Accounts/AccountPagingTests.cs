using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Tests.Pages.Accounts;

/// <summary>30,000 accounts, 20,000 of them with a score.</summary>
public sealed class ManyAccounts : PagesApp
{
    public const int All = 30_000, Scored = 20_000;

    protected override void Seed(InfluenceDbContext db)
    {
        db.Add(new ScoreRun { Id = 1, AsOf = Quillhaven.AsOf, Model = "1.0", HalfLifeDays = 30, WindowDays = 90, ComputedAt = Quillhaven.AsOf });
        db.AddRange(Enumerable.Range(1, All).Select(i => new Account { Id = i, Network = i % 2 == 0 ? "x" : "bluesky", Handle = $"person{i:D5}" }));
        db.AddRange(Enumerable.Range(1, Scored).Select(i => new Score { AccountId = i, ScoreRunId = 1, Value = i / 300.0, Low = i / 300.0, High = i / 300.0, TrueReach = All - i }));
        db.SaveChanges();
    }
}

public sealed class AccountPagingTests(ManyAccounts app) : IClassFixture<ManyAccounts>
{
    [Fact]
    public async Task Pages_tile_the_list_without_gap_or_repeat_across_the_border_of_the_scored()
    {
        var seen = new List<string>();
        foreach (var number in new[] { 1, 2, 399, 400, 401, 402, 600 })
            seen.AddRange((await app.GetAsync($"/?page={number}")).Page.QuerySelectorAll("a.name").Select(a => a.Text()));
        Assert.Equal(350, seen.Distinct().Count());
        Assert.Equal("person20000", seen[0]);
        Assert.Equal("person00001", seen[199]);
        Assert.Equal("person20001", seen[200]);
        Assert.Equal("person30000", seen[^1]);
    }

    [Fact]
    public async Task The_last_page_ends_the_list_and_the_next_one_does_not_exist()
    {
        var (_, page) = await app.GetAsync("/?network=x&page=300");
        Assert.Contains("Page 300 of 300", page.Text());
        Assert.Null(page.QuerySelector("a[rel=next]"));
        Assert.Equal("/?network=x&page=299&before=x%3Aperson29902", page.QuerySelector("a[rel=prev]")!.GetAttribute("href"));
        Assert.Equal(404, (await app.GetAsync("/?network=x&page=301")).Status);
    }

    [Fact]
    public async Task A_filter_that_cuts_the_scored_in_half_keeps_scored_first()
    {
        var (_, first) = await app.GetAsync("/?search=person2");
        Assert.Contains("10,000 accounts match, 1 with a score", first.Text());
        Assert.Equal(["person20000", "person20001"], first.QuerySelectorAll("a.name").Take(2).Select(a => a.Text()));
        var (_, last) = await app.GetAsync("/?search=person2&page=200");
        Assert.Equal(50, last.QuerySelectorAll("a.name").Length);
        Assert.Equal("person29999", last.QuerySelectorAll("a.name")[^1].Text());
    }

    [Fact]
    public async Task Without_an_earlier_run_the_list_says_so()
    {
        var (_, page) = await app.GetAsync("/?sort=change");
        Assert.Contains("No earlier score to compare with.", page.Text());
        Assert.Contains("one score so far", page.Text());
    }
}
