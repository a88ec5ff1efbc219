using System.Net;
using InfluenceScore.Web.Tests.Pages;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace InfluenceScore.Web.Tests.Operations;

/// <summary>Style sheets and scripts as users get them; other tests run as development.</summary>
public sealed class StaticFilesTests(StaticFilesTests.App app) : IClassFixture<StaticFilesTests.App>
{
    [Theory]
    [InlineData("/css/influence.css", HttpStatusCode.OK, "text/css")]
    [InlineData("/js/site.js", HttpStatusCode.OK, "text/javascript")]
    [InlineData("/css/no-such-file.css", HttpStatusCode.NotFound, "text/html")]
    public async Task A_file_is_served_or_not_found(string address, HttpStatusCode status, string type)
    {
        using var answer = await app.Client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal((status, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public void No_route_asks_the_disk_with_every_request()
    {
        // What a build (not a publication) adds: for every address it looks for a file that has come since.
        _ = app.Client;
        var routes = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(e => e.RoutePattern.RawText ?? "").ToList();
        Assert.Contains(routes, route => route.Contains("css/influence", StringComparison.Ordinal));
        Assert.DoesNotContain(routes, route => route.StartsWith("{**", StringComparison.Ordinal));
    }

    public sealed class App : PagesApp
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseEnvironment("Production");
        }
    }
}
