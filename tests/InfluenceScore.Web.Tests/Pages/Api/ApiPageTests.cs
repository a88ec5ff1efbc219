using System.Text.Json;

namespace InfluenceScore.Web.Tests.Pages.Api;

public sealed class ApiPageTests(ScoredTown town) : IClassFixture<ScoredTown>
{
    [Fact]
    public async Task The_page_tells_every_call_and_shape_of_the_document()
    {
        var (status, page) = await town.GetAsync("/api");
        Assert.Equal(200, status);
        var document = JsonDocument.Parse(await town.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative))).RootElement;
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var call = page.GetElementById(operation.Value.GetProperty("operationId").GetString()!)!;
                Assert.Equal($"{operation.Name.ToUpperInvariant()} {path.Name}", call.QuerySelector("h3").Text());
                Assert.StartsWith("curl -H \"Authorization: Bearer $KEY\"", call.QuerySelector("pre").Text());
                if (operation.Value.TryGetProperty("parameters", out var parameters))
                    Assert.All(parameters.EnumerateArray(), p => Assert.Contains(p.GetProperty("name").GetString()!, call.Text()));
            }
        }
        foreach (var schema in document.GetProperty("components").GetProperty("schemas").EnumerateObject())
            Assert.NotNull(page.GetElementById("shape-" + schema.Name));
        // What each call and shape is can be read at a glance; the rest opens where somebody wants it, so that the page is not forty screens of a phone.
        Assert.All(page.QuerySelectorAll(".api-call :is(table, pre)"), part => Assert.NotNull(part.Closest("details:not([open])")));
        // Whatever a call names can be jumped to.
        Assert.All(page.QuerySelectorAll("a[href^='#']"), a => Assert.NotNull(page.GetElementById(a.GetAttribute("href")![1..])));
    }
}
