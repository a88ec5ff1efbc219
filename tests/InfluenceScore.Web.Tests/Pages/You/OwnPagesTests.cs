using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Tests.Api;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Tests.Pages.You;

/// <summary>The pages on which somebody keeps their own keys and webhooks.</summary>
public sealed class OwnPagesTests(ScoredTown town) : IClassFixture<ScoredTown>
{
    [Fact]
    public async Task A_key_is_shown_once_works_and_is_revoked()
    {
        var made = await PostAsync("/you/keys", "/you/keys", ("name", "Nightly <report>"), ("days", "30"), ("scope", "Webhooks"), ("scope", "Nonsense"));
        var key = made.QuerySelector("#new-key")!.GetAttribute("value")!;
        using var caller = ApiCaller.With(town, key);
        Assert.Equal("webhooks", (await caller.GetAsync("/me")).Json.GetProperty("scopes")[0].GetString());
        var (_, page) = await town.GetAsync("/you/keys");
        Assert.Null(page.QuerySelector("#new-key"));
        var row = page.QuerySelectorAll("tbody tr").Single(r => r.Text().Contains("Nightly <report>"));
        Assert.Contains("read, webhooks", row.Text());
        Assert.DoesNotContain(key[11..], page.DocumentElement.OuterHtml);
        var id = row.QuerySelector("input[name=key]")!.GetAttribute("value")!;
        var revoked = await PostAsync("/you/keys", "/you/keys?handler=Revoke", ("key", id));
        Assert.Contains("nothing can be done with it any more", revoked.Text());
        Assert.Contains("was revoked", (await caller.GetAsync("/me")).Problem(HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task A_key_without_a_name_is_not_made_and_the_page_says_why() =>
        Assert.Contains("Give the key a name", (await PostAsync("/you/keys", "/you/keys", ("name", " "), ("days", "30"))).QuerySelector("[role=alert]").Text());

    [Fact]
    public async Task A_webhook_is_added_tried_out_and_removed_and_its_secret_is_shown_once()
    {
        const string url = "https://hooks.example.com/own-page";
        var added = await PostAsync("/you/webhooks", "/you/webhooks", ("url", url), ("on", "ScoreChanged"));
        Assert.StartsWith("whsec_", added.QuerySelector("#new-secret")!.GetAttribute("value"));
        var (_, page) = await town.GetAsync("/you/webhooks");
        Assert.Null(page.QuerySelector("#new-secret"));
        Assert.Contains(url, page.Text());
        await using var db = town.Open();
        var id = await db.Webhooks.Where(w => w.Url == url).Select(w => w.Id).SingleAsync();
        Assert.Contains("on its way", (await PostAsync("/you/webhooks", "/you/webhooks?handler=Test", ("webhook", $"{id}"))).Text());
        Assert.Contains("must begin with https", (await PostAsync("/you/webhooks", "/you/webhooks", ("url", "http://hooks.example.com/"), ("on", "ScoreChanged"))).QuerySelector("[role=alert]").Text());
        // Nobody else's is touched.
        var other = await ApiCaller.PersonAsync(db, Role.Marketer, "Somebodyelse");
        var foreign = new Webhook { UserId = other.Id, Url = "https://hooks.example.com/foreign", Events = WebhookEvents.ScoreChanged, ProtectedSecret = "", CreatedAt = DateTime.UtcNow };
        db.Add(foreign);
        await db.SaveChangesAsync();
        Assert.Contains("no such webhook", (await PostAsync("/you/webhooks", "/you/webhooks?handler=Remove", ("webhook", $"{foreign.Id}"))).Text());
        Assert.Contains("is removed", (await PostAsync("/you/webhooks", "/you/webhooks?handler=Remove", ("webhook", $"{id}"))).Text());
    }

    [Fact]
    public async Task A_sessions_reader_may_read_through_the_api_and_change_nothing()
    {
        using var read = await town.Client.GetAsync(new Uri("/api/v1/me", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        using var changed = await town.Client.PostAsync(new Uri("/api/v1/ingestion/runs", UriKind.Relative), new StringContent("""{"all":true}""", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Forbidden, changed.StatusCode);
        Assert.Contains("may only read", await changed.Content.ReadAsStringAsync());
    }

    private async Task<IDocument> PostAsync(string page, string address, params (string Name, string Value)[] fields)
    {
        var (_, form) = await town.GetAsync(page);
        var token = form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), KeyValuePair.Create("__RequestVerificationToken", token)]);
        using var answer = await town.Client.PostAsync(new Uri(address, UriKind.Relative), content);
        if (answer.StatusCode == HttpStatusCode.Redirect)
            return (await town.GetAsync(answer.Headers.Location!.OriginalString)).Page;
        return await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
    }
}
