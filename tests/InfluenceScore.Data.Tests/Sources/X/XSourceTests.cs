using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Sources.X;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Tests.Sources.X;

public class XSourceTests
{
    private readonly JumpingClock _clock = new(XStub.Now);
    private readonly NotingWatch _watch = new();

    public static TheoryData<string> Transports => XTransports.All;

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Everything_that_x_tells_of_an_account_arrives_once(string transport)
    {
        await using var x = await XStub.StartAsync(posts: 23, mentions: 31);
        (x.Reposts, x.Quotes, x.Likes) = (3, 2, 4);
        x.Followers.AddRange(Enumerable.Range(400, 130));

        var pages = await FetchAsync(x, budget: 100m, transport: transport);

        Assert.Equal(23 + 31 + 23 * 5, pages.SelectMany(p => p.Posts).Select(p => p.Id).Distinct().Count());
        var acts = pages.SelectMany(p => p.Interactions).ToList();
        Assert.Equal(23 * 3, acts.Count(a => a is { Kind: InteractionKind.Repost, At: not null, Target: "Aurora_Bakes", Post: not null }));
        Assert.Equal(23 * 2, acts.Count(a => a is { Kind: InteractionKind.Quote, Target: "Aurora_Bakes" }));
        Assert.Equal(23 * 4, acts.Count(a => a is { Kind: InteractionKind.Like, At: null }));
        Assert.Equal(31, acts.Count(a => a.Kind == InteractionKind.Mention));
        Assert.Equal(acts.Count, acts.Distinct().Count());
        var followers = pages.Select(p => p.FollowList).OfType<FollowListPart>().Where(l => l.Direction == FollowDirection.Followers).ToList();
        Assert.Equal(130, followers.Sum(f => f.Members.Count));
        Assert.True(followers[0].First);
        Assert.True(followers[^1].Complete);
        Assert.Equal(x.Given, pages.Sum(p => p.CostUsd));
        Assert.All(pages, p => Assert.InRange(p.Cursor.Length, 1, 4000));
        Assert.Equal(x.Asked.Count, pages.Sum(p => p.Requests));
    }

    [Theory]
    [InlineData(1.00)]
    [InlineData(0.37)]
    [InlineData(0.02)]
    public async Task A_run_never_costs_more_than_its_budget(double budget)
    {
        await using var x = await XStub.StartAsync(posts: 900, mentions: 500);
        (x.Reposts, x.Quotes, x.Likes) = (40, 30, 60);
        x.Followers.AddRange(Enumerable.Range(400, 5000));

        var pages = await FetchAsync(x, (decimal)budget);

        Assert.InRange(x.Given, 0.01m, (decimal)budget);
        Assert.Equal(x.Given, pages.Sum(p => p.CostUsd));
        Assert.Contains(_watch.Notes, n => n.Contains("budget", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dollar_is_nearly_used_up_and_not_exceeded()
    {
        await using var x = await XStub.StartAsync(posts: 900, mentions: 500);
        (x.Reposts, x.Quotes) = (40, 30);

        await FetchAsync(x, 1m);

        Assert.InRange(x.Given, 0.90m, 1.00m);
    }

    [Fact]
    public async Task A_budget_smaller_than_one_look_up_is_refused_in_words_before_anything_is_asked()
    {
        await using var x = await XStub.StartAsync();

        var e = await Assert.ThrowsAsync<SourceException>(() => FetchAsync(x, 0.005m));

        Assert.Contains("Sources:X:BudgetUsd", e.Message);
        Assert.Empty(x.Asked);
    }

    [Fact]
    public async Task Runs_that_stop_at_their_budget_go_on_until_nothing_is_missing()
    {
        await using var x = await XStub.StartAsync(posts: 300, mentions: 60);
        var (posts, mentions) = (new List<string>(), new List<string>());
        string? highWater = null;
        for (var run = 0; run < 12; run++)
        {
            var pages = await FetchAsync(x, 0.50m, highWater);
            highWater = pages.Select(p => p.HighWater).OfType<string>().Last();
            foreach (var post in pages.SelectMany(p => p.Posts))
                (post.Author == "Aurora_Bakes" ? posts : mentions).Add(post.Id);
            // The account goes on posting while the runs catch up.
            _clock.Advance(TimeSpan.FromHours(5));
            x.Posts.Insert(0, XStub.IdAt(_clock.GetUtcNow().AddMinutes(-5), 1));
            x.Mentions.Insert(0, XStub.IdAt(_clock.GetUtcNow().AddMinutes(-5), 2));
        }

        Assert.Empty(x.Posts.Skip(1).Except(posts));
        Assert.Empty(x.Mentions.Skip(1).Except(mentions));
    }

    [Fact]
    public async Task The_next_run_fetches_only_what_is_new_and_the_reactions_that_have_grown()
    {
        await using var x = await XStub.StartAsync(posts: 30, mentions: 10);
        x.Reposts = 2;
        var first = await FetchAsync(x, 50m);
        var before = x.Asked.Count;
        x.Posts.Insert(0, XStub.IdAt(XStub.Now.AddMinutes(-1), 1));

        var second = await FetchAsync(x, 50m, first[^1].HighWater);

        var asked = x.Asked.Skip(before).ToList();
        Assert.Contains(asked, a => a.Contains("/tweets?max_results", StringComparison.Ordinal) && a.Contains("since_id=", StringComparison.Ordinal));
        Assert.Single(asked, a => a.Contains("/retweets", StringComparison.Ordinal));
        Assert.Contains(second.SelectMany(p => p.Posts), p => p.Id == x.Posts[0]);
        Assert.Equal(2, second.SelectMany(p => p.Interactions).Count());
    }

    [Fact]
    public async Task A_run_that_is_killed_after_any_page_goes_on_there()
    {
        await using var x = await XStub.StartAsync(posts: 120, mentions: 130);
        (x.Reposts, x.Quotes) = (1, 1);
        var whole = await FetchAsync(x, 20m);
        for (var kill = 1; kill < whole.Count; kill += 9)
        {
            var begun = await FetchAsync(x, 20m, pages: kill);
            var rest = await FetchAsync(x, 20m, cursor: begun[^1].Cursor);
            Assert.Equal(
                whole.SelectMany(p => p.Posts).Select(p => p.Id),
                begun.Concat(rest).SelectMany(p => p.Posts).Select(p => p.Id));
            Assert.Equal(whole.SelectMany(p => p.Interactions), begun.Concat(rest).SelectMany(p => p.Interactions));
            Assert.Equal(whole[^1].HighWater, rest[^1].HighWater);
        }
    }

    [Fact]
    public async Task A_resumed_run_does_not_get_a_second_budget()
    {
        await using var x = await XStub.StartAsync(posts: 900, mentions: 900);
        var begun = await FetchAsync(x, 1m, pages: 2);
        await FetchAsync(x, 1m, cursor: begun[^1].Cursor);

        Assert.InRange(x.Given, 0.30m, 1.00m);
    }

    [Fact]
    public async Task Short_and_empty_pages_with_a_next_token_are_not_the_end()
    {
        await using var x = await XStub.StartAsync(posts: 8);
        x.Instead = async c =>
        {
            if (c.Request.Path != "/2/users/1001/tweets")
                return false;
            await StubServer.Json(c, c.Request.Query["pagination_token"].ToString() switch
            {
                "" => """{"data":[{"id":"1990000000000000003","text":"c"}],"meta":{"result_count":1,"next_token":"t1"}}""",
                "t1" => """{"meta":{"result_count":0,"next_token":"t2"}}""",
                _ => """{"data":[{"id":"1990000000000000001","text":"a"}],"meta":{"result_count":1}}""",
            });
            return true;
        };

        var pages = await FetchAsync(x, 1m);

        Assert.Equal(["1990000000000000003", "1990000000000000001"], pages.SelectMany(p => p.Posts).Select(p => p.Id));
    }

    [Fact]
    public async Task What_is_not_in_the_plan_is_noted_and_the_rest_is_fetched()
    {
        await using var x = await XStub.StartAsync(posts: 6, mentions: 6);
        (x.Reposts, x.Likes) = (2, 5);
        x.Followers.Add(400);
        x.Instead = async c =>
        {
            var path = c.Request.Path.Value!;
            var status = path.EndsWith("liking_users", StringComparison.Ordinal) ? 401
                : path.EndsWith("/retweets", StringComparison.Ordinal) || path.EndsWith("/followers", StringComparison.Ordinal) ? 403 : 0;
            if (status == 0)
                return false;
            await StubServer.Json(c, """{"title":"Client Forbidden","detail":"Not in your plan.","type":"https://api.x.com/2/problems/client-forbidden"}""", status);
            return true;
        };

        var pages = await FetchAsync(x, 10m);

        var acts = pages.SelectMany(p => p.Interactions).ToList();
        // Reposters come without times, and none is invented.
        Assert.Equal(12, acts.Count(a => a is { Kind: InteractionKind.Repost, At: null }));
        Assert.DoesNotContain(acts, a => a.Kind == InteractionKind.Like);
        Assert.Single(_watch.Notes, n => n.Contains("likes", StringComparison.Ordinal) && n.Contains("not in your plan (401)", StringComparison.Ordinal));
        Assert.Single(_watch.Notes, n => n.Contains("followers", StringComparison.Ordinal) && n.Contains("not in your plan (403)", StringComparison.Ordinal));
        Assert.Single(x.Asked, a => a.Contains("liking_users", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_of_followers_that_is_shorter_than_their_count_is_not_complete()
    {
        await using var x = await XStub.StartAsync();
        x.Followers.AddRange(Enumerable.Range(400, 20));
        x.FollowersCount = 21;

        var pages = await FetchAsync(x, 10m);

        Assert.False(pages.Select(p => p.FollowList).OfType<FollowListPart>().First(l => l.Direction == FollowDirection.Followers).Complete);
        Assert.Contains(_watch.Notes, n => n.Contains("20 of 21", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_that_the_budget_does_not_cover_is_not_begun()
    {
        await using var x = await XStub.StartAsync();
        x.Followers.AddRange(Enumerable.Range(400, 200));

        await FetchAsync(x, 1m);

        Assert.DoesNotContain(x.Asked, a => a.Contains("followers?", StringComparison.Ordinal));
        Assert.Contains(_watch.Notes, n => n.Contains("$2.00", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_accounts_that_x_says_are_gone_are_gone()
    {
        await using var x = await XStub.StartAsync();
        x.Followers.Add(400);

        var answer = await Source(x, 1m).FindGoneAsync(["user400", "user401"], _watch, default);

        Assert.Equal(["user401"], answer.Gone);
        Assert.Equal(0.010m, answer.CostUsd);
        await Assert.ThrowsAsync<SourceException>(() => Source(x, 0.01m).FindGoneAsync(["user400", "user401"], _watch, default));
    }

    [Fact]
    public async Task An_unknown_account_and_a_wrong_token_end_the_fetch_in_words()
    {
        await using var x = await XStub.StartAsync();

        var unknown = await Assert.ThrowsAsync<SourceException>(async () =>
        {
            await foreach (var _ in Source(x, 1m).FetchAsync(new FetchRequest("nobody_here", null, null, _watch), default)) { }
        });
        Assert.Contains("Could not find user", unknown.Message);

        var options = XTransports.Options(x.Address) with { BearerToken = "wrong" };
        var refused = await Assert.ThrowsAsync<SourceException>(() => new XSource(XTransports.Create("http", () => options), () => options, _clock).TestConnectionAsync(default));
        Assert.Contains("bearer token (401)", refused.Message);
        Assert.Contains("accepts", await Source(x, 1m).TestConnectionAsync(default));
    }

    [Fact]
    public async Task Without_a_token_it_says_which_setting_is_missing()
    {
        await using var x = await XStub.StartAsync();
        var options = XTransports.Options(x.Address) with { BearerToken = null };

        Assert.Contains("Sources:X:BearerToken", new XSource(XTransports.Create("http", () => options), () => options, _clock).NotConfiguredReason);
    }

    private XSource Source(XStub x, decimal budget, string transport = "http")
    {
        var options = XTransports.Options(x.Address, budget);
        return new XSource(XTransports.Create(transport, x.Address), () => options, _clock);
    }

    private async Task<List<SourcePage>> FetchAsync(
        XStub x, decimal budget, string? highWater = null, string? cursor = null, int pages = int.MaxValue, string transport = "http")
    {
        var got = new List<SourcePage>();
        await foreach (var page in Source(x, budget, transport).FetchAsync(new FetchRequest("aurora_bakes", cursor, highWater, _watch), default))
        {
            got.Add(page);
            if (got.Count == pages)
                break;
        }
        return got;
    }
}
