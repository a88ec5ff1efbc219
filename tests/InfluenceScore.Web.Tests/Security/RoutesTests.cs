using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using InfluenceScore.Data.ApiKeys;
using InfluenceScore.Data.Clients;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Tests.Pages;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InfluenceScore.Web.Tests.Security;

/// <summary>
/// Every route of the running program, asked by everybody: routes.txt says what each answers. A route without a line fails, and so does a line without a route.
/// 400 on a POST: let in, and refused because the form's token is missing; nothing is changed by asking.
/// </summary>
public sealed partial class RoutesTests(Quillhaven app) : IClassFixture<Quillhaven>
{
    private static readonly string[] Columns = ["anonymous", "marketer", "other", "consultant", "admin", "key", "link"];

    private sealed record Row(string Route, string Address, IReadOnlyList<string> Answers);

    [Fact]
    public async Task Every_route_answers_everybody_as_the_table_says()
    {
        var people = await PeopleAsync();
        var (open, expired) = await LinksAsync();
        var rows = Table().ToDictionary(r => r.Route, StringComparer.Ordinal);
        var routes = await RoutesAsync();

        var wrong = routes.Except(rows.Keys).Select(r => $"no line: {r}").Concat(rows.Keys.Except(routes).Select(r => $"no route: {r}")).ToList();
        var found = new List<string>();
        foreach (var row in rows.Values.Where(r => routes.Contains(r.Route)))
        {
            var answers = new List<string>();
            foreach (var (column, client) in Columns.Zip(people))
            {
                // A link that has run out opens nothing, and is worth nothing anywhere else.
                var address = row.Address.Replace("{link}", column == "link" ? expired : open, StringComparison.Ordinal);
                using var request = new HttpRequestMessage(new HttpMethod(row.Route.Split(' ')[0]), new Uri(address, UriKind.Relative));
                using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                answers.Add(((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
            found.Add($"{row.Route} | {row.Address} | {string.Join(' ', answers)}");
            if (!answers.SequenceEqual(row.Answers))
                wrong.Add($"{row.Route} ({row.Address}): {string.Join(' ', answers)}, not {string.Join(' ', row.Answers)}");
        }
        if (Environment.GetEnvironmentVariable("ROUTES_FOUND") is { Length: > 0 } file)
            await File.WriteAllLinesAsync(file, found.Concat(routes.Except(rows.Keys).Select(r => $"{r} | ? | ?")).Order(StringComparer.Ordinal));

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Files_that_pages_need_are_open_to_all()
    {
        app.Create();
        var files = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is not null).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, f => Assert.NotNull(f.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>()));
    }

    /// <summary>"GET /accounts/{network}/{**handle}"; a page's handlers one by one, as a request would choose them: "POST /people/{id:int} take".</summary>
    private async Task<HashSet<string>> RoutesAsync()
    {
        app.Create();
        var routes = new HashSet<string>(StringComparer.Ordinal);
        var loader = app.Services.GetRequiredService<PageLoader>();
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null))
        {
            // How a handler is written in the address is not the table's business.
            var pattern = Handlers().Replace("/" + endpoint.RoutePattern.RawText?.TrimStart('/'), "").Replace(":int", "", StringComparison.Ordinal);
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                foreach (var handler in (await loader.LoadAsync(page, endpoint.Metadata)).HandlerMethods.Where(h => h.HttpMethod is "Get" or "Post"))
                    routes.Add($"{handler.HttpMethod.ToUpperInvariant()} {pattern} {handler.Name?.ToLowerInvariant()}".TrimEnd());
            }
            else
            {
                foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["GET"])
                    routes.Add($"{method} {pattern}");
            }
        }
        return routes;
    }

    /// <summary>In the order of the columns. The marketer was given the bakery, the consultant keeps its client; the key reads for the marketer.</summary>
    private async Task<HttpClient[]> PeopleAsync()
    {
        app.Create();
        await using var db = app.Open();
        await db.Clients.Where(c => c.Id == 1).ExecuteUpdateAsync(set => set.SetProperty(c => c.OwnerId, TestPeople.Consultant));
        var bakery = await db.Accounts.Where(a => a.Network == "x" && a.Handle == "crumbtide").Select(a => a.Id).SingleAsync();
        if (!await db.UserAccounts.AnyAsync())
            db.Add(new UserAccount { UserId = TestPeople.Marketer, AccountId = bakery });
        await db.SaveChangesAsync();
        var key = await new ApiKeyStore(db, TimeProvider.System).CreateAsync(TestPeople.Marketer, "for the table", ApiScopes.Read, 30, default);
        var program = app.ClientOf(null);
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return [app.ClientOf(null), app.ClientOf(TestPeople.Marketer), app.ClientOf(TestPeople.OtherMarketer), app.ClientOf(TestPeople.Consultant), app.ClientOf(TestPeople.Admin), program, app.ClientOf(null)];
    }

    private async Task<(string Open, string Expired)> LinksAsync()
    {
        await using var db = app.Open();
        var links = new ShareLinks(db, TimeProvider.System);
        var content = new Web.Pages.Clients.Report.ReportContent { Client = "Crumbtide", Title = "Report" }.ToJson();
        var open = await links.CreateAsync(1, "Report", content, [1], "image/png", 7);
        var expired = await links.CreateAsync(1, "Report", content, null, null, 7);
        await db.ShareLinks.OrderByDescending(l => l.Id).Take(1).ExecuteUpdateAsync(set => set.SetProperty(l => l.ExpiresAt, DateTime.UnixEpoch));
        return (open, expired);
    }

    [GeneratedRegex(@"/\{handler:[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Handlers();

    private static IEnumerable<Row> Table() => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Security", "routes.txt"))
        .Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('|', StringSplitOptions.TrimEntries)).Select(c => new Row(c[0], c[1], c[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
