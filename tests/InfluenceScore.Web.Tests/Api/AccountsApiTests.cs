using System.Net;
using System.Text.Json;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Tests.Pages;

namespace InfluenceScore.Web.Tests.Api;

public sealed class AccountsApiTests(Quillhaven city, ScoredTown town) : IClassFixture<Quillhaven>, IClassFixture<ScoredTown>
{
    /// <summary>Crumbtide Bakery, and the account with the hostile name.</summary>
    private const int Crumbtide = 3, Hostile = 14;

    [Fact]
    public async Task The_list_is_that_of_the_page_with_links_to_its_other_pages()
    {
        using var admin = await ApiCaller.OfAsync(city, Role.Admin);
        var reply = await admin.GetAsync("/accounts?sort=reach&network=x&page_size=5&page=2");
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        var json = reply.Json;
        Assert.Equal(52, json.GetProperty("total").GetInt32());
        Assert.Equal(10, json.GetProperty("scored").GetInt32());
        Assert.Equal((2, 5), (json.GetProperty("page").GetInt32(), json.GetProperty("page_size").GetInt32()));
        Assert.Equal("2026-11-22T06:00:00Z", json.GetProperty("as_of").GetString());
        var csv = await city.Client.GetStringAsync(new Uri("/accounts.csv?sort=reach&network=x", UriKind.Relative));
        var expected = csv.Split('\n').Skip(6).Take(5).Select(l => "x:" + l.Split(',')[1]);
        Assert.Equal(expected, json.GetProperty("accounts").EnumerateArray().Select(a => a.GetProperty("account").GetString()!));
        Assert.Equal("""
            </api/v1/accounts?sort=reach&network=x&page_size=5&page=1>; rel="first", </api/v1/accounts?sort=reach&network=x&page_size=5&page=1>; rel="prev", </api/v1/accounts?sort=reach&network=x&page_size=5&page=3>; rel="next", </api/v1/accounts?sort=reach&network=x&page_size=5&page=11>; rel="last"
            """, reply.Header("Link"));
    }

    [Theory]
    [InlineData("/accounts?sort=followers", "sort", "sort must be one of score, change, fall, reach, amplification, impact and name, not “followers”.")]
    [InlineData("/accounts?page=0", "page", "page must be a whole number from 1 to 1000000, not “0”.")]
    [InlineData("/accounts?page=two", "page", "page must be a whole number from 1 to 1000000, not “two”.")]
    [InlineData("/accounts?page_size=201", "page_size", "page_size must be a whole number from 1 to 200, not “201”.")]
    [InlineData("/accounts/x/crumbtide/history?from=yesterday", "from", "from must be a time such as 2026-11-22 or 2026-11-22T06:00:00Z, not “yesterday”.")]
    [InlineData("/accounts/x/crumbtide/history?from=2026-11-22&to=2026-11-01", "from", "from (2026-11-22T00:00:00Z) must be earlier than to (2026-11-01T00:00:00Z).")]
    [InlineData("/accounts/x/crumbtide/explanation?from=2026-11-22", "to", "A change statement needs both from and to; without them the answer is the ledger of the newest score.")]
    [InlineData("/compare?account=x:crumbtide", "account", "Name 2 to 6 different accounts, each with account=network:handle; this request names 1.")]
    [InlineData("/compare?account=crumbtide&account=x:sheafmoor", "account", "account must be network:handle, such as x:crumbtide, not “crumbtide”.")]
    public async Task What_makes_no_sense_is_told_in_one_sentence_with_its_parameter(string address, string parameter, string sentence)
    {
        using var admin = await ApiCaller.OfAsync(city, Role.Admin);
        var reply = await admin.GetAsync(address);
        Assert.Equal(sentence, reply.Problem(HttpStatusCode.BadRequest));
        Assert.Equal(parameter, reply.Json.GetProperty("parameter").GetString());
    }

    [Fact]
    public async Task A_search_that_is_too_long_is_refused_and_a_page_past_the_end_is_not_there()
    {
        using var admin = await ApiCaller.OfAsync(city, Role.Admin);
        Assert.Contains("at most 100 characters", (await admin.GetAsync("/accounts?search=" + new string('a', 101))).Problem(HttpStatusCode.BadRequest));
        Assert.Equal("There is no page 9: this list of 1 ends with page 1.", (await admin.GetAsync("/accounts?search=crumbtide&page=9")).Problem(HttpStatusCode.NotFound));
    }

    [Theory]
    [InlineData("x/crumbtide", "x:crumbtide")]
    [InlineData("X/@CrumbTide", "x:crumbtide")]
    [InlineData("mastodon/ottoline@quill.example", "mastodon:ottoline@quill.example")]
    [InlineData("bluesky/fennick.quill.example", "bluesky:fennick.quill.example")]
    [InlineData("x/100%25_harbour", "x:100%_harbour")]
    [InlineData("x/a%2Fb%3Fc%23d%20e", "x:a/b?c#d e")]
    public async Task An_account_is_found_by_every_handle_that_there_can_be(string path, string key)
    {
        using var admin = await ApiCaller.OfAsync(city, Role.Admin);
        foreach (var part in new[] { "", "/history", "/audience" })
        {
            var reply = await admin.GetAsync($"/accounts/{path}{part}");
            Assert.Equal((HttpStatusCode.OK, key), (reply.Status, reply.Json.GetProperty("account").GetString()));
        }
    }

    [Fact]
    public async Task Details_hold_the_score_the_profile_and_the_moves()
    {
        using var admin = await ApiCaller.OfAsync(city, Role.Admin);
        var json = (await admin.GetAsync("/accounts/x/crumbtide")).Json;
        await using var db = city.Open();
        var score = db.Scores.Single(s => s.AccountId == Crumbtide && s.ScoreRunId == Quillhaven.Days + 1);
        Assert.Equal(score.Value, json.GetProperty("score").GetDouble());
        Assert.Equal(score.NetworkImpactIndex, json.GetProperty("network_impact").GetDouble());
        Assert.Equal("Quillhaven, by the harbour", json.GetProperty("profile").GetProperty("location").GetString());
        var week = json.GetProperty("moves").EnumerateArray().First();
        Assert.Equal(7, week.GetProperty("days").GetInt32());
        Assert.Equal(json.GetProperty("change_7_days").GetDouble(), week.GetProperty("points").GetDouble(), 12);
        Assert.Contains("people", week.GetProperty("why").GetString());
    }

    [Fact]
    public async Task Hostile_names_come_without_what_hides_or_reorders()
    {
        using var admin = await ApiCaller.OfAsync(city, Role.Admin);
        var name = (await admin.GetAsync("/accounts/x/hostile")).Json.GetProperty("name").GetString()!;
        Assert.DoesNotContain('\u202E', name);
        Assert.DoesNotContain('\u200B', name);
        Assert.InRange(name.Length, 1, 201);
    }

    [Fact]
    public async Task History_is_bounded_by_its_two_moments()
    {
        using var admin = await ApiCaller.OfAsync(city, Role.Admin);
        var json = (await admin.GetAsync("/accounts/x/crumbtide/history?from=2026-11-20&to=2026-11-22T06:00:00Z")).Json;
        Assert.Equal(["2026-11-20T06:00:00Z", "2026-11-21T06:00:00Z", "2026-11-22T06:00:00Z"], json.GetProperty("scores").EnumerateArray().Select(s => s.GetProperty("as_of").GetString()!));
        Assert.Equal(Quillhaven.Days + 1, (await admin.GetAsync("/accounts/x/crumbtide/history")).Json.GetProperty("scores").GetArrayLength());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?from=2026-11-21T06:00:00Z&to=2026-11-22T06:00:00Z")]
    public async Task An_explanation_is_what_the_verb_writes_and_sums_to_the_score(string query)
    {
        using var admin = await ApiCaller.OfAsync(town, Role.Admin);
        var reply = await admin.GetAsync("/accounts/x/bakery/explanation" + query);
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Text);
        var options = query.Length == 0 ? [] : new[] { "--from", "2026-11-21T06:00:00Z", "--to", "2026-11-22T06:00:00Z" };
        var written = new StringWriter();
        Assert.Equal(0, await Web.Commands.CommandLine.RunAsync(["export", "explanation", "--account", "x:bakery", "--out", "-", "--database", town.ConnectionString, .. options], written, TextWriter.Null));
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(written.ToString()).RootElement, reply.Json), reply.Text[..200]);
        var whole = reply.Json.GetProperty(query.Length == 0 ? "score" : "difference").GetDouble();
        Assert.Equal(whole, reply.Json.GetProperty("sum").GetDouble(), 9);
    }

    [Fact]
    public async Task An_account_without_a_score_has_no_explanation()
    {
        using var admin = await ApiCaller.OfAsync(town, Role.Admin);
        Assert.Contains("has no score as of 2026-11-22T06:00:00Z", (await admin.GetAsync("/accounts/x/newcomer/explanation")).Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Accounts_are_compared_with_how_sure_their_order_is()
    {
        using var admin = await ApiCaller.OfAsync(town, Role.Admin);
        var json = (await admin.GetAsync("/compare?account=x:rival&account=x:bakery&account=x:bakery")).Json;
        Assert.Equal(["x:rival", "x:bakery"], json.GetProperty("accounts").EnumerateArray().Select(a => a.GetProperty("account").GetString()!));
        var question = Assert.Single(json.GetProperty("questions").EnumerateArray());
        Assert.Equal("x:bakery", question.GetProperty("upper").GetString());
        Assert.InRange(question.GetProperty("probability").GetDouble(), .5, 1);
        Assert.Contains("has no score", (await admin.GetAsync("/compare?account=x:newcomer&account=x:bakery")).Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Somebody_sees_what_is_theirs_and_learns_nothing_of_the_rest()
    {
        using var marketer = await ApiCaller.OfAsync(city, Role.Marketer, given: [Crumbtide, Hostile]);
        var list = (await marketer.GetAsync("/accounts")).Json;
        Assert.Equal(["x:crumbtide", "x:hostile"], list.GetProperty("accounts").EnumerateArray().Select(a => a.GetProperty("account").GetString()!));
        Assert.Equal(2, list.GetProperty("total").GetInt32());
        Assert.Equal(0, (await marketer.GetAsync("/accounts?search=lantern")).Json.GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await marketer.GetAsync("/accounts/x/crumbtide")).Status);
        foreach (var part in new[] { "", "/history", "/history?from=nonsense", "/explanation", "/explanation?from=nonsense", "/audience" })
        {
            var hidden = await marketer.GetAsync("/accounts/x/quillhavenlantern" + part);
            var unknown = await marketer.GetAsync("/accounts/x/nobodyatall" + part);
            Assert.Equal(unknown.Problem(HttpStatusCode.NotFound).Replace("nobodyatall", "quillhavenlantern"), hidden.Problem(HttpStatusCode.NotFound));
            Assert.Equal(unknown.Headers.Keys.Order(), hidden.Headers.Keys.Order());
        }
        var one = (await marketer.GetAsync("/compare?account=x:crumbtide&account=x:quillhavenlantern")).Problem(HttpStatusCode.NotFound);
        var other = (await marketer.GetAsync("/compare?account=x:crumbtide&account=x:nobodyatall")).Problem(HttpStatusCode.NotFound);
        Assert.Equal(other.Replace("nobodyatall", "quillhavenlantern"), one);
    }

    [Fact]
    public async Task A_reader_who_has_the_newest_gets_304_until_something_changes()
    {
        using var admin = await ApiCaller.OfAsync(city, Role.Admin);
        var first = await admin.GetAsync("/accounts?page_size=3");
        var tag = first.Header("ETag");
        Assert.StartsWith("W/\"", tag);
        Assert.Equal("private, no-cache", first.Header("Cache-Control").Replace("no-cache, private", "private, no-cache"));
        Assert.Contains("Authorization", first.Header("Vary"));
        var again = await admin.GetAsync("/accounts?page_size=3", tag);
        Assert.Equal((HttpStatusCode.NotModified, "", tag), (again.Status, again.Text, again.Header("ETag")));
        Assert.Equal(HttpStatusCode.NotModified, (await admin.GetAsync("/accounts?page_size=3", $"\"other\", {tag}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("/accounts?page_size=4", tag)).Status);
        using var other = ApiCaller.With(city, admin.Key);
        Assert.Equal(HttpStatusCode.NotModified, (await other.GetAsync("/accounts?page_size=3", tag)).Status);
        await using (var db = city.Open())
        {
            db.Add(new CustomPlace { Name = "Etagville", Latitude = 1, Longitude = 1 });
            await db.SaveChangesAsync();
        }
        var changed = await admin.GetAsync("/accounts?page_size=3", tag);
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.NotEqual(tag, changed.Header("ETag"));
        using var marketer = await ApiCaller.OfAsync(city, Role.Marketer, name: "tagged");
        Assert.Equal(HttpStatusCode.OK, (await marketer.GetAsync("/accounts?page_size=3", changed.Header("ETag"))).Status);
    }
}
