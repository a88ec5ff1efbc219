using System.Net;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Security;
using InfluenceScore.Web.Tests.Pages;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Tests.Demo;

/// <summary>The one form without an antiforgery token that changes what somebody sees: the browser must say that it was this site's.</summary>
public sealed class DemoGuestTests
{
    [Theory]
    [InlineData("same-origin", null, true)]
    [InlineData("same-origin", "http://demo.example", true)]
    [InlineData("cross-site", "http://demo.example", false)]
    [InlineData("cross-site", null, false)]
    [InlineData("same-site", null, false)]
    [InlineData("none", null, false)]
    [InlineData(null, "http://demo.example", true)]
    [InlineData(null, "http://DEMO.example", true)]
    [InlineData(null, "https://demo.example", false)]
    [InlineData(null, "http://demo.example:8080", false)]
    [InlineData(null, "http://evil.example", false)]
    [InlineData(null, "http://demo.example.evil.example", false)]
    [InlineData(null, "null", false)]
    [InlineData(null, "", false)]
    [InlineData(null, null, false)]
    public void Only_a_form_of_this_site_is_proved_ours(string? site, string? origin, bool ours)
    {
        var request = new DefaultHttpContext().Request;
        (request.Scheme, request.Host) = ("http", new HostString("demo.example"));
        if (site is not null)
            request.Headers["Sec-Fetch-Site"] = site;
        if (origin is not null)
            request.Headers.Origin = origin;

        Assert.Equal(ours, request.IsProvedOurs());
    }

    [Fact]
    public async Task The_switch_works_from_a_page_of_the_demo_and_from_nowhere_else()
    {
        await using var app = new DemoApp();
        using var client = app.ClientOf(null);
        Assert.Contains("You are a guest of this demo", await client.GetStringAsync(At("/method")), StringComparison.Ordinal);

        foreach (var site in new[] { null, "cross-site", "same-site", "none" })
        {
            var refused = await LookAsync(client, site);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.False(refused.Headers.Contains("Set-Cookie"));
        }
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(At("/admin/runs"))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await LookAsync(client, "same-origin")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(At("/admin/runs"))).StatusCode);
    }

    private static async Task<HttpResponseMessage> LookAsync(HttpClient client, string? site)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, At("/look-as")) { Content = new FormUrlEncodedContent([new("role", "Marketer")]) };
        if (site is not null)
            request.Headers.Add("Sec-Fetch-Site", site);
        return await client.SendAsync(request);
    }

    private static Uri At(string path) => new(path, UriKind.Relative);

    /// <summary>`serve --demo` over a database that is not empty and in which nobody can sign in.</summary>
    private sealed class DemoApp : PagesApp
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("demo", "true");
        }

        protected override void Seed(InfluenceDbContext db)
        {
            db.Users.ExecuteDelete();
            db.Add(new Account { Network = "x", Handle = "somebody" });
            db.SaveChanges();
        }
    }
}
