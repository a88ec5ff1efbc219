using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace InfluenceScore.Data.Tests.Sources.X;

public class XTransportTests
{
    public static TheoryData<string> Transports => XTransports.All;

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Sends_the_path_as_it_is_with_the_bearer_token_and_hands_back_status_headers_and_body(string transport)
    {
        string? authorization = null;
        await using var server = await StubServer.StartAsync(c =>
        {
            authorization = c.Request.Headers.Authorization;
            c.Response.Headers["x-rate-limit-remaining"] = "74";
            return StubServer.Json(c, """{"data":{"id":"1"}}""");
        });

        var answer = await XTransports.Create(transport, server.Address).GetAsync("/2/users/by/username/aurora_bakes?user.fields=created_at,verified&x=a%20b", default);

        Assert.Equal(200, answer.Status);
        Assert.Equal("""{"data":{"id":"1"}}""", answer.Body);
        Assert.Equal("74", answer.HeaderOrNull("X-Rate-Limit-Remaining"));
        Assert.Equal("Bearer secret-token", authorization);
        Assert.Equal(["/2/users/by/username/aurora_bakes?user.fields=created_at,verified&x=a%20b"], server.Asked);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Every_status_is_an_answer_with_its_headers(string transport)
    {
        await using var server = await StubServer.StartAsync(c =>
        {
            c.Response.Headers["x-rate-limit-reset"] = "1795000000";
            return StubServer.Json(c, """{"title":"x"}""", int.Parse(c.Request.Query["status"]!));
        });
        var x = XTransports.Create(transport, server.Address);

        foreach (var status in new[] { 400, 401, 402, 403, 404, 429, 500, 503 })
        {
            var answer = await x.GetAsync("/2/tweets?status=" + status, default);
            Assert.Equal((status, "1795000000", """{"title":"x"}"""), (answer.Status, answer.HeaderOrNull("x-rate-limit-reset"), answer.Body));
        }
        Assert.Equal(8, server.Asked.Count);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_connection_that_is_reset_is_no_answer(string transport)
    {
        await using var server = await StubServer.StartAsync(async c =>
        {
            c.Response.ContentLength = 1000;
            await c.Response.WriteAsync("{");
            c.Abort();
        });

        await Assert.ThrowsAsync<HttpRequestException>(() => XTransports.Create(transport, server.Address).GetAsync("/2/tweets", default));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_body_that_trickles_is_not_waited_for(string transport)
    {
        await using var server = await StubServer.StartAsync(async c =>
        {
            for (var i = 0; i < 100 && !c.RequestAborted.IsCancellationRequested; i++)
            {
                await c.Response.WriteAsync(" ");
                await c.Response.Body.FlushAsync();
                await Task.Delay(100);
            }
        });

        var started = Stopwatch.GetTimestamp();
        await Assert.ThrowsAsync<TimeoutException>(() => XTransports.Create(transport, server.Address, TimeSpan.FromSeconds(1)).GetAsync("/2/tweets", default));
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(8));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_cancelled_request_says_that_it_was_cancelled(string transport)
    {
        await using var server = await StubServer.StartAsync(c => Task.Delay(20_000, c.RequestAborted));
        using var stop = new CancellationTokenSource(300);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => XTransports.Create(transport, server.Address).GetAsync("/2/tweets", stop.Token));
    }
}
