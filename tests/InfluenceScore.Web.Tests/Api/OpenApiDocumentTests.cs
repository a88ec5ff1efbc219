using System.Text.Json;
using System.Text.RegularExpressions;
using InfluenceScore.Web.Tests.Pages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace InfluenceScore.Web.Tests.Api;

public sealed partial class OpenApiDocumentTests(ScoredTown town) : IClassFixture<ScoredTown>
{
    [Fact]
    public async Task The_document_tells_of_every_route_and_of_no_other()
    {
        var told = (await OperationsAsync()).Select(o => $"{o.Method} {o.Path}");
        var routes = town.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.TrimStart('/').StartsWith("api/v1", StringComparison.Ordinal) == true)
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => $"{m.ToLowerInvariant()} /{e.RoutePattern.RawText!.Trim('/')}"));
        Assert.Equal(routes.Distinct().Order(), told.Order());
    }

    [Theory]
    [InlineData("get", "/api/v1/accounts", "search", "sort", "page")]
    [InlineData("get", "/api/v1/accounts/{network}/{handle}")]
    [InlineData("get", "/api/v1/accounts/{network}/{handle}/history", "from", "to")]
    [InlineData("get", "/api/v1/accounts/{network}/{handle}/explanation", "from", "to")]
    [InlineData("get", "/api/v1/accounts/{network}/{handle}/audience")]
    [InlineData("get", "/api/v1/compare", "account")]
    [InlineData("post", "/api/v1/ingestion/runs")]
    [InlineData("get", "/api/v1/ingestion/runs")]
    [InlineData("get", "/api/v1/ingestion/runs/{id}")]
    [InlineData("post", "/api/v1/imports")]
    public async Task What_was_promised_is_there(string method, string path, params string[] parameters)
    {
        var operation = (await OperationsAsync()).Single(o => o.Method == method && o.Path == path).Operation;
        var names = operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray().Select(p => p.GetProperty("name").GetString()!).ToList() : [];
        Assert.All(parameters, p => Assert.Contains(p, names));
        Assert.Contains(operation.GetProperty("responses").EnumerateObject(), r => r.Name is "200" or "202");
    }

    [Fact]
    public async Task Every_call_says_what_it_does_what_it_takes_and_how_it_fails()
    {
        foreach (var (method, path, operation) in await OperationsAsync())
        {
            var call = $"{method} {path}";
            Assert.True(operation.TryGetProperty("summary", out var summary) && summary.GetString()!.Length > 8, call);
            Assert.True(operation.TryGetProperty("operationId", out _), call);
            Assert.Single(operation.GetProperty("tags").EnumerateArray());
            Assert.NotEmpty(operation.GetProperty("security").EnumerateArray());
            if (operation.TryGetProperty("parameters", out var parameters))
                Assert.All(parameters.EnumerateArray(), p => Assert.True(p.TryGetProperty("description", out var words) && words.GetString()!.Length > 5, $"{call}: {p.GetProperty("name")}"));
            var responses = operation.GetProperty("responses").EnumerateObject().ToList();
            Assert.Subset(responses.Select(r => r.Name).ToHashSet(), new HashSet<string> { "401", "403", "429" });
            foreach (var response in responses.Where(r => r.Name[0] is '4' or '5'))
                Assert.True(response.Value.GetProperty("content").TryGetProperty("application/problem+json", out _), $"{call}: {response.Name}");
        }
    }

    [Fact]
    public async Task Names_are_snake_case_throughout()
    {
        var document = await ReadAsync();
        foreach (var schema in document.GetProperty("components").GetProperty("schemas").EnumerateObject().Where(s => s.Name != "ProblemDetails" && s.Value.TryGetProperty("properties", out _)))
            Assert.All(schema.Value.GetProperty("properties").EnumerateObject(), p => Assert.Matches(SnakeCase(), p.Name));
    }

    private async Task<List<(string Method, string Path, JsonElement Operation)>> OperationsAsync() =>
        [.. (await ReadAsync()).GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(o => (o.Name, p.Name, o.Value)))];

    private async Task<JsonElement> ReadAsync()
    {
        using var caller = ApiCaller.With(town, null);
        return JsonDocument.Parse(await caller.Http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative))).RootElement;
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SnakeCase();
}
