using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Tests.Pages.Accounts;

/// <summary>330 accounts, 180 with a score: every figure, name and change is shared by many; some have no name, some no earlier score.</summary>
public class TiedAccounts : PagesApp
{
    public const int All = 330, Scored = 180, ForMarketer = 120;

    protected override void Seed(InfluenceDbContext db)
    {
        foreach (var (run, days) in new[] { (1, 7), (2, 0) })
            db.Add(new ScoreRun { Id = run, AsOf = Quillhaven.AsOf.AddDays(-days), Model = "1.0", HalfLifeDays = 30, WindowDays = 90, ComputedAt = Quillhaven.AsOf });
        db.AddRange(Enumerable.Range(1, All).Select(i => new Account
        {
            Id = i,
            Network = i % 3 == 0 ? "x" : "bluesky",
            Handle = string.Create(CultureInfo.InvariantCulture, $"h{i * 7919 % 1000:D4}"),
            Name = (i % 5) switch { 0 => null, 1 => "Same", 2 => "same", 3 => "Ärmel & Söhne", _ => $"N{i % 4}" },
        }));
        foreach (var i in Enumerable.Range(1, Scored))
        {
            db.Add(new Score { AccountId = i, ScoreRunId = 2, Value = i % 4, TrueReach = i % 3 == 0 ? 0.1 + 0.2 : 0.3, Amplification = i % 2, NetworkImpactIndex = 5 });
            if (i % 3 > 0)
                db.Add(new Score { AccountId = i, ScoreRunId = 1, Value = i % 5 });
        }
        db.AddRange(Enumerable.Range(100, ForMarketer).Select(i => new UserAccount { UserId = TestPeople.Marketer, AccountId = i }));
        db.SaveChanges();
    }
}

/// <summary>The pages of the list hang together by places in it, not by numbers.</summary>
public sealed class AccountPlacesTests(TiedAccounts app) : IClassFixture<TiedAccounts>
{
    [Theory]
    [InlineData("/", TiedAccounts.All)]
    [InlineData("/?sort=change", TiedAccounts.All)]
    [InlineData("/?sort=fall", TiedAccounts.All)]
    [InlineData("/?sort=reach", TiedAccounts.All)]
    [InlineData("/?sort=amplification", TiedAccounts.All)]
    [InlineData("/?sort=impact", TiedAccounts.All)]
    [InlineData("/?sort=name", TiedAccounts.All)]
    [InlineData("/?network=x", TiedAccounts.All / 3)]
    [InlineData("/?search=s%C3%B6hne&sort=reach", TiedAccounts.All / 5)]
    [InlineData("/?search=same&sort=name", TiedAccounts.All * 2 / 5)]
    public async Task The_links_from_page_to_page_tile_the_list_forwards_and_backwards(string first, int count)
    {
        var (forwards, last) = await WalkAsync(first, "next");
        Assert.Equal(count, forwards.Count);
        Assert.Equal(count, forwards.Distinct().Count());
        var (backwards, begin) = await WalkAsync(last, "prev", newestFirst: true);
        Assert.Equal(forwards, backwards);
        Assert.Equal(first, begin);
        // By numbers, from either end, the list is the same.
        var byNumber = new List<string>();
        for (var page = 1; byNumber.Count < count; page++)
            byNumber.AddRange(await KeysAsync(first + (first.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "page=" + page.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(forwards, byNumber);
    }

    [Fact]
    public async Task A_marketer_walks_through_the_accounts_given_to_them()
    {
        using var marketer = app.ClientOf(TestPeople.Marketer);
        var (seen, _) = await WalkAsync("/?sort=impact", "next", client: marketer);
        Assert.Equal(TiedAccounts.ForMarketer, seen.Distinct().Count());
        Assert.Equal(TiedAccounts.ForMarketer, seen.Count);
    }

    [Fact]
    public async Task A_place_beside_an_account_that_is_unknown_or_of_others_is_that_of_its_number()
    {
        var second = await KeysAsync("/?page=2");
        Assert.Equal(second, await KeysAsync("/?page=2&after=x:gone"));
        Assert.Equal(await KeysAsync("/?page=2&network=bluesky"), await KeysAsync("/?page=2&network=bluesky&after=" + (await KeysAsync("/?network=x"))[0]));
        using var marketer = app.ClientOf(TestPeople.Marketer);
        var ofOthers = (await KeysAsync("/")).Except((await WalkAsync("/", "next", client: marketer)).Keys).First();
        Assert.Equal(await KeysAsync("/?page=2", marketer), await KeysAsync("/?page=2&after=" + ofOthers, marketer));
    }

    [Theory]
    [InlineData("/?after=nonsense", 400, "after must name an account")]
    [InlineData("/?before=:x", 400, "before must name an account")]
    [InlineData("/?after=x:%00", 400, "after must name an account")]
    [InlineData("/?after=x:%27%22%3Cscript%3E", 200, "Page 2 of 7")]
    [InlineData("/?page=99&before=x:gone", 200, "Page 7 of 7")]
    [InlineData("/?after=x:gone", 200, "Page 2 of 7")]
    public async Task A_hostile_place_gets_a_sentence_or_a_page(string address, int expected, string text)
    {
        var (status, page) = await app.GetAsync(address);
        Assert.Equal(expected, status);
        Assert.Contains(text, page.Text());
        Assert.Empty(page.QuerySelectorAll("script:not([src])"));
    }

    /// <summary>Every account on the way from page to page, in the order of the list, and the last address.</summary>
    private async Task<(List<string> Keys, string Last)> WalkAsync(string address, string rel, bool newestFirst = false, HttpClient? client = null)
    {
        var keys = new List<string>();
        for (var pages = 1; ; pages++)
        {
            Assert.InRange(pages, 1, 20);
            var page = await app.GetAsync(address, client);
            Assert.Equal(200, page.Status);
            keys.InsertRange(newestFirst ? 0 : keys.Count, page.Page.QuerySelectorAll("input[name=account]").Select(i => i.GetAttribute("value")!));
            if (page.Page.QuerySelector($"a[rel={rel}]")?.GetAttribute("href") is not { } next)
                return (keys, address);
            address = next;
        }
    }

    private async Task<List<string>> KeysAsync(string address, HttpClient? client = null) =>
        [.. (await app.GetAsync(address, client)).Page.QuerySelectorAll("input[name=account]").Select(i => i.GetAttribute("value")!)];
}

/// <summary>Scores that change while somebody reads.</summary>
public sealed class AccountPlacesInMotionTests : IAsyncLifetime
{
    private readonly TiedAccounts _app = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Who_keeps_their_place_is_neither_skipped_nor_shown_twice_when_others_move()
    {
        var (_, first) = await _app.GetAsync("/");
        var shown = first.QuerySelectorAll("input[name=account]").Select(i => i.GetAttribute("value")!).ToList();
        // Three of the first page fall to the end of the scored: by number, page 2 would skip three.
        await using (var db = _app.Open())
        {
            var fallen = await db.Scores.Where(s => s.ScoreRunId == 2).OrderByDescending(s => s.Value).ThenByDescending(s => s.AccountId).Select(s => s.AccountId).Take(3).ToListAsync();
            await db.Scores.Where(s => s.ScoreRunId == 2 && fallen.Contains(s.AccountId)).ExecuteUpdateAsync(u => u.SetProperty(s => s.Value, -1));
        }
        var rest = new List<string>();
        for (var next = first.QuerySelector("a[rel=next]")?.GetAttribute("href"); next is not null;)
        {
            var (_, page) = await _app.GetAsync(next);
            rest.AddRange(page.QuerySelectorAll("input[name=account]").Select(i => i.GetAttribute("value")!));
            next = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }
        Assert.Equal(shown.Take(3).Order(), rest.Intersect(shown).Order());
        Assert.Equal(TiedAccounts.All, rest.Union(shown).Count());
    }
}
