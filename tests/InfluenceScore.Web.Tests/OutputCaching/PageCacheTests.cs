using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Tests.OutputCaching;

/// <summary>A kept page is known by its Age header.</summary>
public sealed class PageCacheTests : IAsyncLifetime
{
    private readonly Quillhaven _app = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task The_second_reader_of_a_page_gets_the_kept_one_and_other_readers_their_own()
    {
        Assert.False(await IsKeptAsync("/accounts/x/crumbtide"));
        Assert.True(await IsKeptAsync("/accounts/x/crumbtide"));
        Assert.False(await IsKeptAsync("/accounts/x/crumbtide?days=30"));
        Assert.False(await IsKeptAsync("/accounts/x/crumbtide", cookie: "scheme=dark"));
        Assert.False(await IsKeptAsync("/accounts/x/crumbtide", cookie: "zone=Europe/Berlin"));
        Assert.False(await IsKeptAsync("/accounts/x/crumbtide", language: "de-DE"));
        Assert.True(await IsKeptAsync("/accounts/x/crumbtide", language: "de-DE"));
        Assert.True(await IsKeptAsync("/accounts/x/crumbtide", cookie: "zone=No/Such"), "an unknown zone is UTC, not a key of its own");
        Assert.False(await IsKeptAsync("/accounts/x/crumbtide", encoding: "br"));
    }

    [Theory]
    [InlineData("/patterns/x/brightmastgrowth")]
    [InlineData("/places/x/crumbtide")]
    public async Task The_evidence_and_the_places_are_kept_because_their_forms_stand_elsewhere(string address)
    {
        Assert.False(await IsKeptAsync(address));
        Assert.True(await IsKeptAsync(address));
    }

    [Theory]
    [InlineData("/patterns/explain/x/brightmastgrowth")]
    [InlineData("/places/home/x/crumbtide")]
    public async Task A_page_with_a_form_is_made_anew_for_every_reader(string address)
    {
        Assert.False(await IsKeptAsync(address));
        Assert.False(await IsKeptAsync(address));
    }

    [Fact]
    public async Task Accounts_stay_in_the_order_of_the_address_also_when_the_other_order_is_kept()
    {
        foreach (var (first, second) in new[] { ("ropequill", "crumbtide"), ("crumbtide", "ropequill"), ("ropequill", "crumbtide") })
        {
            var (_, page) = await _app.GetAsync($"/compare?account=x:{first}&account=x:{second}");
            Assert.Equal([$"x:{first}", $"x:{second}"], page.QuerySelectorAll("input[name=account]").Take(2).Select(i => i.GetAttribute("value")!));
        }
    }

    [Fact]
    public async Task Any_change_of_the_store_by_any_connection_makes_pages_anew()
    {
        await KeepAsync("/accounts/x/crumbtide");
        await using (var db = _app.Open())
        {
            var account = await db.Accounts.SingleAsync(a => a.Handle == "crumbtide");
            account.Name = "Crumbtide & Daughters";
            await db.SaveChangesAsync();
        }
        Assert.Equal("Crumbtide & Daughters", (await _app.GetAsync("/accounts/x/crumbtide")).Page.QuerySelector("h1").Text());

        await KeepAsync("/accounts/x/crumbtide");
        await using (var db = _app.Open())
            await db.Accounts.Where(a => a.Handle == "crumbtide").ExecuteUpdateAsync(u => u.SetProperty(a => a.Name, "Crumbtide again"));
        Assert.Equal("Crumbtide again", (await _app.GetAsync("/accounts/x/crumbtide")).Page.QuerySelector("h1").Text());

        await KeepAsync("/accounts/x/crumbtide");
        await using (var db = _app.Open())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Scores.Where(s => s.AccountId == 3 && s.ScoreRunId == Quillhaven.Days + 1).ExecuteDeleteAsync();
            await transaction.CommitAsync();
        }
        Assert.Contains("No score as of", (await _app.GetAsync("/accounts/x/crumbtide")).Page.Text());
    }

    [Fact]
    public async Task The_stamp_rests_while_nothing_changes()
    {
        _ = _app.Client;
        using StoreStamp stamp = TestEngine.IsPostgres ? new PostgresStoreStamp(_app.ConnectionString) : new SqliteStoreStamp(_app.ConnectionString);
        var before = stamp.Read();
        await using var db = _app.Open();
        await db.Accounts.CountAsync();
        await db.Accounts.Where(a => a.Handle == "nobody").ExecuteDeleteAsync();
        await db.SaveChangesAsync();
        Assert.Equal(before, stamp.Read());
        db.Add(new Account { Network = "x", Handle = "late" });
        await db.SaveChangesAsync();
        Assert.NotEqual(before, stamp.Read());
    }

    [Fact]
    public async Task The_clients_are_kept_for_those_who_may_see_them_only()
    {
        Assert.False(await IsKeptAsync("/clients"));
        Assert.True(await IsKeptAsync("/clients"));
        using var marketer = _app.ClientOf(TestPeople.Marketer);
        using var answer = await marketer.GetAsync(new Uri("/clients", UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task What_was_kept_for_one_person_is_not_shown_to_another()
    {
        await KeepAsync("/");
        using var marketer = _app.ClientOf(TestPeople.Marketer);
        Assert.DoesNotContain("/accounts/x/crumbtide", await marketer.GetStringAsync(new Uri("/", UriKind.Relative)));
        // A gift is a change of the store: the page that was kept for the marketer is out of reach at once.
        await using var db = _app.Open();
        db.Add(new UserAccount { UserId = TestPeople.Marketer, AccountId = await db.Accounts.Where(a => a.Handle == "crumbtide" && a.Network == "x").Select(a => a.Id).SingleAsync() });
        await db.SaveChangesAsync();
        Assert.Contains("/accounts/x/crumbtide", await marketer.GetStringAsync(new Uri("/", UriKind.Relative)));
    }

    [Theory]
    [InlineData("/admin/runs")]
    [InlineData("/admin/sources")]
    [InlineData("/display")]
    [InlineData("/accounts/x/nobodyhere")]
    [InlineData("/accounts/x/crumbtide?days=soon")]
    [InlineData("/css/influence.css")]
    public async Task Pages_with_tokens_or_choices_failures_and_files_are_never_kept(string address)
    {
        await IsKeptAsync(address);
        Assert.False(await IsKeptAsync(address));
    }

    [Fact]
    public async Task A_page_with_a_form_that_changes_something_is_not_kept_even_for_a_reader_who_has_the_cookie()
    {
        // The admin area is left out by its address; the rule for any other page is what antiforgery says of the answer.
        using var answer = await _app.Client.GetAsync(new Uri("/admin/runs", UriKind.Relative));
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString());
    }

    private async Task KeepAsync(string address)
    {
        await IsKeptAsync(address);
        Assert.True(await IsKeptAsync(address));
    }

    private async Task<bool> IsKeptAsync(string address, string? cookie = null, string? language = null, string? encoding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        if (cookie is not null)
            request.Headers.Add("Cookie", [PagesApp.CookieOf(TestPeople.Admin), cookie]);
        if (language is not null)
            request.Headers.Add("Accept-Language", language);
        if (encoding is not null)
            request.Headers.Add("Accept-Encoding", encoding);
        using var answer = await _app.Client.SendAsync(request);
        return answer.Headers.Age is not null;
    }
}
