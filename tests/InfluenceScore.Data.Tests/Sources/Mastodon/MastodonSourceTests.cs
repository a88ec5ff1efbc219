using System.Globalization;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Sources.Mastodon;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Tests.Sources.Mastodon;

public class MastodonSourceTests
{
    private readonly JumpingClock _clock = new(MastodonStub.Now);
    private readonly NotingWatch _watch = new();

    [Fact]
    public async Task Everything_that_the_home_server_tells_arrives_once()
    {
        await using var m = await MastodonStub.StartAsync(posts: 95);
        (m.Boosts, m.Favourites, m.Replies) = (2, 100, 3);
        m.Followers.AddRange(Enumerable.Range(100, 170));

        var pages = await FetchAsync(m);

        Assert.Equal(Enumerable.Range(1, 95).Select(m.UriOf).Order(), pages.SelectMany(p => p.Posts).Where(p => p.Author.StartsWith("ada@", StringComparison.Ordinal)).Select(p => p.Id).Order());
        var acts = pages.SelectMany(p => p.Interactions).ToList();
        Assert.Equal(95 * 2, acts.Count(a => a is { Kind: InteractionKind.Repost, At: null, Post: not null }));
        Assert.Equal(95 * 100, acts.Count(a => a is { Kind: InteractionKind.Like, At: null }));
        Assert.Equal(95 * 3, acts.Count(a => a is { Kind: InteractionKind.Reply, At: not null, Post: not null } && a.Target == "ada@" + m.Authority));
        Assert.Equal(acts.Count, acts.Distinct().Count());
        var lists = pages.Select(p => p.FollowList).OfType<FollowListPart>().Where(l => l.Direction == FollowDirection.Followers).ToList();
        Assert.Equal(170, lists.Sum(l => l.Members.Count));
        Assert.Equal((true, true), (lists[0].First, lists[^1].Complete));
        Assert.Equal(m.Asked.Count, pages.Sum(p => p.Requests));
        Assert.All(pages, p => Assert.InRange(p.Cursor.Length, 1, 4000));
    }

    [Fact]
    public async Task A_run_that_is_killed_after_any_page_goes_on_there()
    {
        await using var m = await MastodonStub.StartAsync(posts: 50);
        (m.Boosts, m.Favourites, m.Replies) = (1, 90, 1);
        m.Followers.AddRange(Enumerable.Range(100, 90));
        var whole = await FetchAsync(m);
        for (var kill = 1; kill < whole.Count; kill += 17)
        {
            var begun = await FetchAsync(m, pages: kill);
            var rest = await FetchAsync(m, cursor: begun[^1].Cursor);
            Assert.Equal(whole.SelectMany(p => p.Posts), begun.Concat(rest).SelectMany(p => p.Posts));
            Assert.Equal(whole.SelectMany(p => p.Interactions), begun.Concat(rest).SelectMany(p => p.Interactions));
        }
    }

    [Fact]
    public async Task The_next_run_reads_back_two_weeks_and_no_further()
    {
        await using var m = await MastodonStub.StartAsync(posts: 24 * 40);
        var first = await FetchAsync(m);
        var before = m.Asked.Count;

        var second = await FetchAsync(m, highWater: first[^1].HighWater);

        Assert.Equal(24 * 40, first.Sum(p => p.Posts.Count));
        Assert.InRange(second.Sum(p => p.Posts.Count), 14 * 24, 14 * 24 + 80);
        Assert.Equal(first[^1].HighWater, second[^1].HighWater);
        Assert.InRange(m.Asked.Count - before, 9, 14);
    }

    [Fact]
    public async Task A_429_waits_until_the_iso_8601_moment_of_the_reset()
    {
        await using var m = await MastodonStub.StartAsync(posts: 1);
        var refused = false;
        m.Instead = async c =>
        {
            if (refused || !c.Request.Path.Value!.EndsWith("/statuses", StringComparison.Ordinal))
                return false;
            refused = true;
            c.Response.Headers["X-RateLimit-Limit"] = "300";
            c.Response.Headers["X-RateLimit-Remaining"] = "0";
            c.Response.Headers["X-RateLimit-Reset"] = _clock.GetUtcNow().AddMinutes(3).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
            await StubServer.Json(c, """{"error":"Too many requests"}""", 429);
            return true;
        };

        var pages = await FetchAsync(m);

        Assert.Equal(m.UriOf(1), Assert.Single(pages.SelectMany(p => p.Posts)).Id);
        Assert.Equal(MastodonStub.Now.AddMinutes(3).UtcDateTime, Assert.Single(_watch.Waits).Until, TimeSpan.FromSeconds(2));
        Assert.InRange(_clock.Waited, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(3.1));
    }

    [Fact]
    public async Task No_more_than_300_pages_in_15_minutes_are_asked_for()
    {
        await using var m = await MastodonStub.StartAsync();
        m.Followers.AddRange(Enumerable.Range(100, 80 * 320));
        var times = new List<DateTimeOffset>();
        m.Instead = c =>
        {
            if (c.Request.Query.ContainsKey("max_id"))
                times.Add(_clock.GetUtcNow());
            return Task.FromResult(false);
        };

        await FetchAsync(m);

        Assert.Equal(319, times.Count);
        Assert.All(times.Zip(times.Skip(300)), t => Assert.True(t.Second - t.First >= TimeSpan.FromMinutes(15)));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task What_needs_a_token_is_noted_once_and_the_rest_is_fetched(int status)
    {
        await using var m = await MastodonStub.StartAsync(posts: 9);
        (m.Boosts, m.Favourites, m.Replies) = (1, 1, 2);
        m.Instead = async c =>
        {
            if (!c.Request.Path.Value!.EndsWith("reblogged_by", StringComparison.Ordinal))
                return false;
            c.Response.StatusCode = status; // and nothing else, as snac2 does
            await c.Response.CompleteAsync();
            return true;
        };

        var pages = await FetchAsync(m);

        Assert.Single(m.Asked, a => a.Contains("reblogged_by", StringComparison.Ordinal));
        Assert.Single(_watch.Notes, n => n.Contains("Who boosted", StringComparison.Ordinal) && n.Contains($"without a token ({status})", StringComparison.Ordinal));
        Assert.Equal(9, pages.SelectMany(p => p.Interactions).Count(a => a.Kind == InteractionKind.Like));
    }

    [Fact]
    public async Task A_token_goes_to_its_host_only()
    {
        await using var m = await MastodonStub.StartAsync(posts: 1);
        var tokens = new List<string>();
        m.Instead = c =>
        {
            tokens.Add($"{c.Request.Path.Value!.Split('/')[1]} {c.Request.Headers.Authorization}");
            return Task.FromResult(false);
        };

        await FetchAsync(m, settings: name => name == "Sources:Mastodon:Tokens:" + m.Authority ? "tea-token" : name == "Sources:Mastodon:Tokens:other.example" ? "other" : null);

        Assert.Equal(".well-known ", tokens[0]);
        Assert.All(tokens.Skip(1), t => Assert.Equal("api Bearer tea-token", t));
    }

    [Fact]
    public async Task A_hidden_or_shortened_list_of_followers_is_never_complete()
    {
        await using var m = await MastodonStub.StartAsync();
        m.Followers.AddRange([100, 101]);
        m.HideCollections = true;
        Assert.DoesNotContain(await FetchAsync(m), p => p.FollowList is { Direction: FollowDirection.Followers });
        Assert.Contains(_watch.Notes, n => n.Contains("hides", StringComparison.Ordinal));

        (m.HideCollections, m.FollowersCount) = (null, 3);
        Assert.False(Assert.Single(await FetchAsync(m), p => p.FollowList is { Direction: FollowDirection.Followers }).FollowList!.Complete);

        // Zero without a word on hiding: snac2 says that of everybody.
        m.FollowersCount = 0;
        Assert.DoesNotContain(await FetchAsync(m), p => p.FollowList is { Direction: FollowDirection.Followers });
    }

    [Fact]
    public async Task A_server_without_a_link_header_gives_one_page_and_the_fetch_ends()
    {
        await using var m = await MastodonStub.StartAsync(posts: 300);
        m.Instead = c =>
        {
            c.Response.OnStarting(() =>
            {
                c.Response.Headers.Remove("Link");
                return Task.CompletedTask;
            });
            return Task.FromResult(false);
        };

        Assert.Equal(40, (await FetchAsync(m)).Sum(p => p.Posts.Count));
    }

    [Theory]
    [InlineData(200, "instead of JSON")]
    [InlineData(503, "503")]
    public async Task A_web_page_instead_of_json_ends_the_fetch_in_words(int status, string words)
    {
        await using var m = await MastodonStub.StartAsync(posts: 1);
        m.Instead = async c =>
        {
            if (!c.Request.Path.Value!.EndsWith("/statuses", StringComparison.Ordinal))
                return false;
            await StubServer.Html(c, status);
            return true;
        };

        var e = await Assert.ThrowsAsync<SourceException>(() => FetchAsync(m));

        Assert.Contains(words, e.Message);
        Assert.Equal(status == 503, e.Passing);
    }

    [Fact]
    public async Task A_host_that_claims_accounts_of_another_is_not_believed()
    {
        await using var good = await MastodonStub.StartAsync();
        await using var evil = await MastodonStub.StartAsync();
        evil.Instead = async c =>
        {
            if (c.Request.Path != "/.well-known/webfinger")
                return false;
            await StubServer.Json(c, $$"""{"subject":"acct:ada@{{good.Authority}}","links":[{"rel":"self","href":"http://{{evil.Authority}}/users/ada"}]}""");
            return true;
        };

        var e = await Assert.ThrowsAsync<SourceException>(() => FetchAsync(evil));

        Assert.Contains("does not confirm", e.Message);
    }

    [Fact]
    public async Task Accounts_that_their_own_servers_no_longer_know_are_gone()
    {
        await using var m = await MastodonStub.StartAsync();

        var answer = await Source(null).FindGoneAsync(["ada@" + m.Authority, "kit@" + m.Authority], _watch, default);

        Assert.Equal(["kit@" + m.Authority], answer.Gone);
    }

    [Fact]
    public async Task An_unknown_account_is_said_to_be_unknown()
    {
        await using var m = await MastodonStub.StartAsync();

        var e = await Assert.ThrowsAsync<SourceException>(async () =>
        {
            await foreach (var _ in Source(null).FetchAsync(new FetchRequest("kit@" + m.Authority, null, null, _watch), default)) { }
        });

        Assert.Contains("knows no account kit", e.Message);
    }

    private MastodonSource Source(Func<string, string?>? settings) => MastodonSetup.Create(
        RealHttp.Clients(), new SourceSettings(name => name == "Sources:Mastodon:AllowPrivateHosts" ? "true" : settings?.Invoke(name)), _clock);

    private async Task<List<SourcePage>> FetchAsync(
        MastodonStub m, string? highWater = null, string? cursor = null, int pages = int.MaxValue, Func<string, string?>? settings = null)
    {
        var got = new List<SourcePage>();
        await foreach (var page in Source(settings).FetchAsync(new FetchRequest("ada@" + m.Authority, cursor, highWater, _watch), default))
        {
            got.Add(page);
            if (got.Count == pages)
                break;
        }
        return got;
    }
}
