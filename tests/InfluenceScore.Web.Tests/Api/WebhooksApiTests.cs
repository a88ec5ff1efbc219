using System.Net;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Tests.Pages;

namespace InfluenceScore.Web.Tests.Api;

public sealed class WebhooksApiTests(ScoredTown town) : IClassFixture<ScoredTown>
{
    [Fact]
    public async Task A_webhook_is_registered_tried_out_listed_and_removed_by_its_owner()
    {
        using var owner = await ApiCaller.OfAsync(town, Role.Marketer, ApiScopes.Webhooks, "Wren");
        using var other = await ApiCaller.OfAsync(town, Role.Admin, ApiScopes.Webhooks, "Perpetua");
        var added = await owner.PostAsync("/webhooks", new { url = "https://hooks.example.com/api", events = new[] { "score_changed" } });
        Assert.True(added.Status == HttpStatusCode.Created, added.Text);
        Assert.StartsWith("whsec_", added.Json.GetProperty("secret").GetString());
        var id = added.Json.GetProperty("webhook").GetProperty("id").GetInt32();
        Assert.DoesNotContain("whsec_", (await owner.GetAsync("/webhooks")).Text);
        Assert.Contains("already", (await owner.PostAsync("/webhooks", new { url = "https://hooks.example.com/api", events = new[] { "score_changed" } })).Problem(HttpStatusCode.UnprocessableEntity));

        Assert.Equal(HttpStatusCode.Accepted, (await owner.PostAsync($"/webhooks/{id}/test", null!)).Status);
        Assert.Equal("test", (await owner.GetAsync($"/webhooks/{id}/deliveries")).Json.GetProperty("deliveries")[0].GetProperty("event").GetString());
        Assert.Contains("no webhook", (await other.GetAsync($"/webhooks/{id}/deliveries")).Problem(HttpStatusCode.NotFound));
        Assert.Contains("no webhook", (await other.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/webhooks/{id}"))).Problem(HttpStatusCode.NotFound));
        Assert.Equal(HttpStatusCode.NoContent, (await owner.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/webhooks/{id}"))).Status);
        Assert.Equal(0, (await owner.GetAsync("/webhooks")).Json.GetProperty("webhooks").GetArrayLength());
    }

    [Theory]
    [InlineData("https://hooks.example.com/", "score.changed", "events takes score_changed and run_finished, not “score.changed”.")]
    [InlineData("https://hooks.example.com/", "run_finished", "Runs are told to admins only.")]
    [InlineData("https://10.0.0.7/", "score_changed", "inside a private network")]
    public async Task What_cannot_be_is_refused_with_the_reason(string url, string what, string sentence)
    {
        using var owner = await ApiCaller.OfAsync(town, Role.Marketer, ApiScopes.Webhooks, "Wren");
        Assert.Contains(sentence, (await owner.PostAsync("/webhooks", new { url, events = new[] { what } })).Problem(HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task A_body_that_lacks_something_says_what()
    {
        using var owner = await ApiCaller.OfAsync(town, Role.Marketer, ApiScopes.Webhooks, "Wren");
        Assert.Equal("The body lacks 'url', 'events'.", (await owner.PostAsync("/webhooks", new { })).Problem(HttpStatusCode.BadRequest));
    }
}
