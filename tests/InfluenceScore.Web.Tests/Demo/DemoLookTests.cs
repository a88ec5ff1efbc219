using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Demo;
using InfluenceScore.Web.Tests.Pages;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InfluenceScore.Web.Tests.Demo;

/// <summary>What a guest of the demo sees in each role, and that none of them changes anything.</summary>
public sealed class DemoLookTests : IDisposable
{
    /// <summary>The made-up city with made-up people only: one client is the consultant's, one account the marketer's.</summary>
    private sealed class DemoCity : PagesApp
    {
        protected override void Seed(InfluenceDbContext db)
        {
            Quillhaven.Fill(db);
            db.Users.ExecuteUpdate(u => u.SetProperty(x => x.IsExample, true));
            db.Clients.Where(c => c.Id == 1).ExecuteUpdate(c => c.SetProperty(x => x.OwnerId, TestPeople.Consultant));
            db.Add(new UserAccount { UserId = TestPeople.Marketer, AccountId = db.Accounts.Single(a => a.Network == "x" && a.Handle == "crumbtide").Id });
            db.SaveChanges();
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(s => s.AddSingleton(p => new DemoGuest(demo: true, p.GetRequiredService<StoreStamp>(), p.GetRequiredService<IServiceScopeFactory>())));
        }
    }

    private readonly DemoCity _app = new();
    private readonly HttpClient _guest;

    public DemoLookTests()
    {
        _guest = _app.ClientOf(null);
        // As a browser says of this site's own forms.
        _guest.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
    }

    public void Dispose()
    {
        _guest.Dispose();
        _app.Dispose();
    }

    [Fact]
    public async Task Each_look_sees_what_its_role_sees()
    {
        Assert.Equal(["admin"], await PressedAsync());
        Assert.Equal("/clients /admin/runs /people", await OpenAsync("/clients", "/admin/runs", "/people"));
        Assert.Equal(4, (await PageAsync("/clients")).QuerySelectorAll("tbody tr").Length);
        Assert.Equal("/accounts/x/ropequill", await OpenAsync("/accounts/x/ropequill"));

        await LookAsync("Consultant");
        Assert.Equal(["consultant"], await PressedAsync());
        Assert.Equal("/clients /people /accounts/x/crumbtide", await OpenAsync("/clients", "/admin/runs", "/people", "/accounts/x/crumbtide", "/accounts/x/ropequill", "/admin/audit"));
        Assert.Single((await PageAsync("/clients")).QuerySelectorAll("tbody tr"));

        await LookAsync("Marketer");
        Assert.Equal(["marketer"], await PressedAsync());
        Assert.Equal("/ /accounts/x/crumbtide", await OpenAsync("/", "/clients", "/people", "/admin/runs", "/accounts/x/crumbtide", "/accounts/x/ropequill"));
        Assert.Single((await PageAsync("/")).QuerySelectorAll("tbody tr"));
    }

    [Theory]
    [InlineData("Marketer")]
    [InlineData("Consultant")]
    [InlineData("Admin")]
    public async Task A_guest_changes_nothing_in_any_look(string role)
    {
        await LookAsync(role);
        foreach (var address in new[] { "/clients/new", "/clients/1/delete", "/clients/1/keeper", "/people/invite", "/admin/runs?handler=ReingestAll", "/admin/import", "/admin/personal-data", "/you", "/you/keys" })
        {
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("name", "Guest"), KeyValuePair.Create("email", "guest@example.com")]);
            using var answer = await _guest.PostAsync(new Uri(address, UriKind.Relative), form);
            Assert.True(answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound, $"{address}: {answer.StatusCode}");
        }
        using var api = await _guest.PostAsync(new Uri("/api/v1/webhooks", UriKind.Relative), new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));
        Assert.Contains(api.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden });

        await using var db = _app.Open();
        Assert.Equal((4, 4, 0, 0), (await db.Clients.CountAsync(c => c.DeletedAt == null), await db.Users.CountAsync(), await db.IngestionRuns.CountAsync(), await db.ApiKeys.CountAsync()));
    }

    [Fact]
    public async Task The_first_real_person_shuts_the_door()
    {
        Assert.Equal("/", await OpenAsync("/"));
        await using var db = _app.Open();
        db.Add(new User { UserName = "real@example.com", NormalizedUserName = "REAL@EXAMPLE.COM", Role = Role.Admin, CreatedAt = DateTime.UtcNow });
        await db.SaveChangesAsync();
        using var answer = await _guest.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("/sign-in", answer.Headers.Location!.ToString());
    }

    /// <summary>Those of the addresses that open.</summary>
    private async Task<string> OpenAsync(params string[] addresses)
    {
        var open = new List<string>();
        foreach (var address in addresses)
        {
            using var answer = await _guest.GetAsync(new Uri(address, UriKind.Relative));
            if (answer.StatusCode == HttpStatusCode.OK)
                open.Add(address);
            else
                Assert.True(answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound, $"{address}: {answer.StatusCode}");
        }
        return string.Join(' ', open);
    }

    private async Task<IDocument> PageAsync(string address) => await new HtmlParser().ParseDocumentAsync(await _guest.GetStringAsync(new Uri(address, UriKind.Relative)));

    /// <summary>Which look the bar shows as the one now.</summary>
    private async Task<IEnumerable<string>> PressedAsync() => (await PageAsync("/")).QuerySelectorAll("form.look [aria-pressed=true], form.look [aria-current=true]").Select(b => b.Text().ToLowerInvariant());

    private async Task LookAsync(string role)
    {
        // The token of the form, where it has one.
        var page = await PageAsync("/");
        var fields = page.QuerySelectorAll("form.look input[type=hidden]").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value")!)).Append(KeyValuePair.Create("role", role));
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await _guest.PostAsync(new Uri("/look-as", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }
}
