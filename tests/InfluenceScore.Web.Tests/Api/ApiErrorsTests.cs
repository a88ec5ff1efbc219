using System.Net;
using System.Text;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Tests.Pages;

namespace InfluenceScore.Web.Tests.Api;

public sealed class ApiErrorsTests(ScoredTown town) : IClassFixture<ScoredTown>
{
    [Fact]
    public async Task Addresses_that_are_not_there_methods_and_bodies_that_do_not_fit_are_problems()
    {
        using var admin = await ApiCaller.OfAsync(town, Role.Admin, ApiScopes.Ingest);
        Assert.Contains("/api lists all", (await admin.GetAsync("/nothing")).Problem(HttpStatusCode.NotFound));
        Assert.Contains("only, not DELETE", (await admin.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/api/v1/accounts"))).Problem(HttpStatusCode.MethodNotAllowed));
        Assert.Contains("text/plain", (await admin.PostAsync("/ingestion/runs", new StringContent("x:a", Encoding.UTF8, "text/plain"))).Problem(HttpStatusCode.UnsupportedMediaType));
        Assert.Contains("no JSON object", (await admin.PostAsync("/ingestion/runs", Json("{"))).Problem(HttpStatusCode.BadRequest));
        Assert.Contains("at $.all, line 1", (await admin.PostAsync("/ingestion/runs", Json("""{"all": 7}"""))).Problem(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Without_a_key_nothing_is_told()
    {
        using var nobody = ApiCaller.With(town, null);
        foreach (var address in new[] { "/accounts", "/accounts/x/bakery", "/accounts/x/nobody", "/me", "/ingestion/runs", "/imports/1", "/webhooks" })
        {
            var reply = await nobody.GetAsync(address);
            Assert.Contains("/you/keys", reply.Problem(HttpStatusCode.Unauthorized));
            Assert.Equal("Bearer realm=\"InfluenceScore\"", reply.Header("WWW-Authenticate"));
        }
    }

    [Theory]
    [InlineData("/accounts?search=%00%27%3B--&sort=score")]
    [InlineData("/accounts?search=%F0%9F%98%80%E2%80%AE&network=%3Cscript%3E")]
    [InlineData("/accounts?search=a&search=b&page=1&page=2")]
    [InlineData("/accounts/%20/%20")]
    [InlineData("/accounts/x/..%2F..%2Fetc%2Fpasswd/history")]
    [InlineData("/compare?account=x:%00&account=:::&account=")]
    [InlineData("/ingestion/runs/99999999999999999999")]
    [InlineData("/ingestion/runs?status=7")]
    [InlineData("/imports/-1")]
    public async Task Hostile_addresses_get_an_answer_and_never_a_fault(string address)
    {
        using var admin = await ApiCaller.OfAsync(town, Role.Admin);
        Assert.InRange((int)(await admin.GetAsync(address)).Status, 200, 499);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
