using System.Net;
using System.Reflection;
using InfluenceScore.Web.Auditing;
using InfluenceScore.Web.Tests.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace InfluenceScore.Web.Tests.Security;

/// <summary>What holds for every page, found by walking the routes of the running program, so that a new one is looked at too.</summary>
public sealed class HardeningTests(Quillhaven app) : IClassFixture<Quillhaven>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/method")]
    [InlineData("/no-such-page")]
    [InlineData("/accounts.csv")]
    [InlineData("/css/influence.css")]
    [InlineData("/health/live")]
    public async Task Every_answer_forbids_what_it_does_not_need(string address)
    {
        using var answer = await app.Client.GetAsync(new Uri(address, UriKind.Relative));
        string Header(string name) => string.Join(", ", answer.Headers.TryGetValues(name, out var values) ? values : []);

        Assert.StartsWith("default-src 'self';", Header("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", Header("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", Header("Content-Security-Policy"));
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Equal("same-origin", Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Resource-Policy"));
        Assert.Contains("camera=()", Header("Permissions-Policy"));
        Assert.Equal("", Header("Server"));
        Assert.Equal("", Header("X-Powered-By"));
    }

    [Theory]
    [InlineData("/", "private, no-cache")]
    [InlineData("/clients", "no-store")]
    [InlineData("/admin/runs", "no-store")]
    [InlineData("/admin/audit", "no-store")]
    public async Task No_copy_of_a_personal_page_stays_in_a_browser(string address, string expected)
    {
        for (var again = 0; again < 2; again++) // the second answer comes from the page cache
        {
            using var answer = await app.Client.GetAsync(new Uri(address, UriKind.Relative));
            Assert.Equal(expected.Split(", ").Order(), answer.Headers.CacheControl!.ToString().Split(", ").Order());
        }
    }

    [Fact]
    public async Task A_visitor_who_came_by_https_is_told_to_stay_with_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("https://dashboard.example/method"));
        using var answer = await app.Server.CreateClient().SendAsync(request);

        Assert.Equal("max-age=31536000", string.Concat(answer.Headers.GetValues("Strict-Transport-Security")));
    }

    [Fact]
    public async Task No_form_is_accepted_without_its_token()
    {
        var forms = Pages().Where(p => p.Handlers.Any(h => h.HttpMethod == "Post")).ToList();
        Assert.True(forms.Count >= 12);
        foreach (var page in forms.Where(p => p.Page.ModelTypeInfo!.GetCustomAttribute<IgnoreAntiforgeryTokenAttribute>() is null))
        {
            foreach (var handler in page.Handlers.Where(h => h.HttpMethod == "Post"))
            {
                var inRoute = page.Route.Contains("{handler", StringComparison.Ordinal);
                var address = Filled(page.Route, handler.Name) + (handler.Name is { Length: > 0 } name && !inRoute ? $"?handler={name}" : "");
                using var form = new FormUrlEncodedContent([new("account", "1"), new("name", "x")]);
                using var answer = await app.Client.PostAsync(new Uri(address, UriKind.Relative), form);
                Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{address}: {(int)answer.StatusCode}");
            }
        }
    }

    [Fact]
    public void Only_the_display_and_the_error_page_take_posts_without_a_token()
    {
        var open = Pages().Where(p => p.Page.ModelTypeInfo!.GetCustomAttribute<IgnoreAntiforgeryTokenAttribute>() is not null).Select(p => p.Route.Split('/', '{')[0]).Order();

        Assert.Equal(["display", "error"], open);
    }

    [Fact]
    public void Every_post_handler_says_what_the_audit_log_records()
    {
        var silent = Pages().SelectMany(p => p.Handlers.Where(h => h.HttpMethod == "Post").Select(h => (p.Route, h.MethodInfo)))
            .Where(h => h.MethodInfo.GetCustomAttribute<AuditedAttribute>() is null && h.MethodInfo.GetCustomAttribute<NotAuditedAttribute>() is null)
            .Select(h => $"{h.Route} {h.MethodInfo.Name}");

        Assert.Empty(silent);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/error/500")]
    [InlineData(" //evil.example")]
    [InlineData("/\t/evil.example")]
    public async Task The_way_back_never_leaves_this_site(string back)
    {
        using var form = new FormUrlEncodedContent([new("scheme", "dark"), new("back", back)]);
        using var answer = await app.Client.PostAsync(new Uri("/display", UriKind.Relative), form);

        Assert.Equal((HttpStatusCode.Redirect, "/"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    /// <summary>Found by wapiti: a header holds ASCII only.</summary>
    [Fact]
    public async Task The_way_back_may_hold_letters_of_any_script()
    {
        using var form = new FormUrlEncodedContent([new("scheme", "dark"), new("back", "/?search=\u00BF'\"(\u6771")]);
        using var answer = await app.Client.PostAsync(new Uri("/display", UriKind.Relative), form);

        Assert.Equal((HttpStatusCode.Redirect, "/?search=%C2%BF'\"(%E6%9D%B1"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task Cookies_are_for_this_site_only()
    {
        using var page = await app.Client.GetAsync(new Uri("/admin/sources", UriKind.Relative));
        using var form = new FormUrlEncodedContent([new("scheme", "dark")]);
        using var display = await app.Client.PostAsync(new Uri("/display", UriKind.Relative), form);
        var cookies = new[] { page, display }.SelectMany(a => a.Headers.TryGetValues("Set-Cookie", out var set) ? set : []).ToList();

        Assert.Contains(cookies, c => c.StartsWith("scheme=dark", StringComparison.Ordinal));
        Assert.All(cookies, c => Assert.Matches("samesite=(lax|strict)", c.ToLowerInvariant()));
        Assert.All(cookies.Where(c => c.Contains("Antiforgery", StringComparison.Ordinal)), c => Assert.Contains("httponly", c.ToLowerInvariant()));
    }

    private IEnumerable<(CompiledPageActionDescriptor Page, string Route, IEnumerable<Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure.HandlerMethodDescriptor> Handlers)> Pages()
    {
        app.Create();
        var loader = app.Services.GetRequiredService<Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure.PageLoader>();
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } descriptor)
                continue;
            var page = loader.LoadAsync(descriptor, endpoint.Metadata).GetAwaiter().GetResult();
            yield return (page, endpoint.RoutePattern.RawText ?? "", page.HandlerMethods);
        }
    }

    private static string Filled(string route, string? handler) => "/" + System.Text.RegularExpressions.Regex.Replace(
        route, @"\{\*{0,2}(?<name>\w+)[^}]*\}", m => m.Groups["name"].Value switch { "handler" => handler?.ToLowerInvariant() ?? "", "network" => "x", "handle" => "crumbtide", _ => "1" },
        System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
