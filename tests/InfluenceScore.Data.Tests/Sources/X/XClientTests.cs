using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Sources.X;

namespace InfluenceScore.Data.Tests.Sources.X;

public class XClientTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly JumpingClock _clock = new(Start);
    private readonly NotingWatch _watch = new();

    public static TheoryData<string> Transports => XTransports.All;

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Of_10000_requests_never_one_is_over_75_in_15_minutes(string transport)
    {
        const int requests = 10_000;
        var arrivals = new Queue<DateTimeOffset>();
        var (inFixedWindow, fixedWindow, most, over) = (0, Start, 0, 0);
        await using var server = await StubServer.StartAsync(c =>
        {
            // X's side of the bargain, kept in both ways that a window can be meant: sliding, and beginning with the first request.
            var now = _clock.GetUtcNow();
            arrivals.Enqueue(now);
            while (arrivals.Peek() + XEndpoint.Window <= now)
                arrivals.Dequeue();
            if (now >= fixedWindow + XEndpoint.Window)
                (fixedWindow, inFixedWindow) = (now, 0);
            inFixedWindow++;
            most = Math.Max(most, Math.Max(arrivals.Count, inFixedWindow));
            if (arrivals.Count > 75 || inFixedWindow > 75)
                over++;
            return StubServer.Json(c, """{"meta":{"result_count":0}}""");
        });
        var client = new XClient(XTransports.Create(transport, server.Address), _clock);

        for (var i = 0; i < requests; i++)
        {
            await client.GetAsync<IReadOnlyList<XUser>>(XEndpoint.RetweetedBy, "/2/tweets/1/retweeted_by", _watch, default);
            _clock.Advance(TimeSpan.FromMilliseconds(i % 7 * 130));
        }

        Assert.Equal(requests, server.Asked.Count);
        Assert.Equal(0, over);
        Assert.Equal(75, most);
        // 134 windows are needed; it does not dawdle either.
        Assert.InRange(_clock.GetUtcNow() - Start, TimeSpan.FromMinutes(133 * 15), TimeSpan.FromMinutes(134 * 15.2));
        Assert.NotEmpty(_watch.Waits);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_429_is_waited_out_until_the_reset_even_where_the_clocks_differ(string transport)
    {
        var asked = 0;
        await using var server = await StubServer.StartAsync(c =>
        {
            // X's clock is ten minutes behind ours.
            var theirs = _clock.GetUtcNow().AddMinutes(-10);
            c.Response.Headers.Date = theirs.ToString("R");
            c.Response.Headers["x-rate-limit-reset"] = Epoch.Seconds(theirs.AddMinutes(7));
            return asked++ == 0 ? StubServer.Json(c, """{"title":"Too Many Requests","status":429}""", 429) : StubServer.Json(c, """{"data":[]}""");
        });
        var client = new XClient(XTransports.Create(transport, server.Address), _clock);

        var answer = await client.GetAsync<IReadOnlyList<XUser>>(XEndpoint.Followers, "/2/users/1/followers", _watch, default);

        Assert.Equal(2, answer.Requests);
        Assert.InRange(_clock.Waited, TimeSpan.FromMinutes(7), TimeSpan.FromMinutes(7) + TimeSpan.FromSeconds(3));
        var wait = Assert.Single(_watch.Waits);
        Assert.Contains("429", wait.Reason);
    }

    [Fact]
    public async Task What_the_headers_say_is_used_up_is_not_asked_for_again_before_the_reset()
    {
        var arrivals = new List<DateTimeOffset>();
        await using var server = await StubServer.StartAsync(c =>
        {
            arrivals.Add(_clock.GetUtcNow());
            c.Response.Headers.Date = _clock.GetUtcNow().ToString("R");
            c.Response.Headers["x-rate-limit-remaining"] = arrivals.Count == 5 ? "0" : "3";
            c.Response.Headers["x-rate-limit-reset"] = Epoch.Seconds(_clock.GetUtcNow().AddMinutes(4));
            return StubServer.Json(c, """{"data":[]}""");
        });
        var client = new XClient(XTransports.Create("http", server.Address), _clock);

        for (var i = 0; i < 6; i++)
            await client.GetAsync<IReadOnlyList<XUser>>(XEndpoint.Quotes, "/2/tweets/1/quote_tweets", _watch, default);

        Assert.All(arrivals.Take(5), a => Assert.Equal(Start, a));
        Assert.Equal(Start.AddMinutes(4), arrivals[5]);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_busy_or_broken_server_is_asked_again_and_then_given_up_in_words(string transport)
    {
        var asked = 0;
        await using var server = await StubServer.StartAsync(async c =>
        {
            if (++asked == 1)
                await StubServer.Html(c, 503);
            else if (asked == 2)
                c.Abort();
            else if (asked == 3)
                await StubServer.Json(c, """{"data":[]}""");
            else
                await StubServer.Json(c, "{}", 503);
        });
        var client = new XClient(XTransports.Create(transport, server.Address), _clock);

        var answer = await client.GetAsync<IReadOnlyList<XUser>>(XEndpoint.Followers, "/2/users/1/followers", _watch, default);
        Assert.Equal(3, answer.Requests);

        var e = await Assert.ThrowsAsync<SourceException>(() => client.GetAsync<IReadOnlyList<XUser>>(XEndpoint.Followers, "/2/users/1/followers", _watch, default));
        Assert.True(e.Passing);
        Assert.Contains("followers", e.Message);
        Assert.Contains("503", e.Message);
    }

    [Theory]
    [InlineData(402, """{"title":"Payment Required"}""", "credits")]
    [InlineData(401, """{"title":"Unauthorized","detail":"Unauthorized"}""", "bearer token")]
    [InlineData(400, """{"title":"Invalid Request","detail":"One or more parameters are invalid.","errors":[{"message":"The `max_results` query parameter value [3] is not between 5 and 100"}]}""", "max_results")]
    [InlineData(429, """{"title":"Usage cap exceeded","detail":"Usage cap exceeded: Monthly product cap","type":"https://api.x.com/2/problems/usage-capped"}""", "monthly cap")]
    [InlineData(200, "<!DOCTYPE html><html></html>", "a web page instead of the JSON")]
    [InlineData(200, "", "instead of the JSON")]
    public async Task What_waiting_cannot_mend_is_said_in_words_and_not_asked_twice(int status, string body, string words)
    {
        await using var server = await StubServer.StartAsync(c => StubServer.Json(c, body, status));
        var client = new XClient(XTransports.Create("http", server.Address), _clock);

        var e = await Assert.ThrowsAsync<SourceException>(() => client.GetAsync<IReadOnlyList<XPost>>(XEndpoint.Timeline, "/2/users/1/tweets", _watch, default));

        Assert.Contains(words, e.Message);
        Assert.False(e.Passing);
        Assert.DoesNotContain("secret-token", e.ToString());
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task Data_with_errors_is_taken_and_the_errors_are_noted()
    {
        await using var server = await StubServer.StartAsync(c => StubServer.Json(c, """
            {"data":[{"id":"20","text":"hi"}],"errors":[{"title":"Authorization Error","detail":"Sorry, you are not authorized to see the Tweet with referenced_tweets.id: [19].","type":"https://api.x.com/2/problems/not-authorized-for-resource"}],"meta":{"result_count":1}}
            """));
        var client = new XClient(XTransports.Create("http", server.Address), _clock);

        var answer = await client.GetAsync<IReadOnlyList<XPost>>(XEndpoint.Timeline, "/2/users/1/tweets", _watch, default);

        Assert.Equal("20", Assert.Single(answer.Envelope.Data!).Id);
        Assert.Contains("not authorized", Assert.Single(_watch.Notes));
    }
}
