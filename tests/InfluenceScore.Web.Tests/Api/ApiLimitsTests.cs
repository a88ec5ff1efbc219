using System.Globalization;
using System.Net;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Tests.Pages;
using Microsoft.AspNetCore.Hosting;

namespace InfluenceScore.Web.Tests.Api;

public sealed class ApiLimitsTests(ApiLimitsTests.Strict app) : IClassFixture<ApiLimitsTests.Strict>
{
    public sealed class Strict : PagesApp
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            // So slowly that nothing comes back while a test runs.
            builder.UseSetting("RateLimits:RequestsPerMinute", "3");
            builder.UseSetting("RateLimits:AnonymousPerMinute", "2");
            builder.UseSetting("RateLimits:SignInsPerMinute", "1");
        }
    }

    [Fact]
    public async Task Each_key_has_its_own_limit_and_those_without_one_share_their_addresss()
    {
        using var one = await ApiCaller.OfAsync(app, Role.Admin);
        using var other = await ApiCaller.OfAsync(app, Role.Admin, ApiScopes.Ingest);
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, (await one.GetAsync("/me")).Status);
        var refused = await one.GetAsync("/me");
        Assert.Contains("Too many requests; come back in", refused.Problem(HttpStatusCode.TooManyRequests));
        Assert.InRange(int.Parse(refused.Header("Retry-After"), CultureInfo.InvariantCulture), 1, 60);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/me")).Status);

        using var nobody = ApiCaller.With(app, null);
        using var guessing = ApiCaller.With(app, Data.ApiKeys.ApiKeyText.Make().Text);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/me")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await guessing.GetAsync("/me")).Status);
        // A third guess is not even judged, whatever key it names.
        Assert.Equal(HttpStatusCode.TooManyRequests, (await guessing.GetAsync("/me")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await nobody.GetAsync("/accounts")).Status);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/me")).Status);
    }
}
