using System.Collections.Concurrent;
using System.Globalization;
using InfluenceScore.Data.Sources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InfluenceScore.Data.Tests.Sources;

/// <summary>A web server on loopback that answers as a test says.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _asked = new();

    private StubServer(WebApplication app) => _app = app;

    /// <summary>Path and query of every request, in order.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>Without a trailing slash.</summary>
    public string Address { get; private set; } = "";

    public string Authority => new Uri(Address).Authority;

    public static async Task<StubServer> StartAsync(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new StubServer(app);
        app.Run(context =>
        {
            server._asked.Enqueue(context.Request.Path + context.Request.QueryString.ToString());
            return answer(context);
        });
        await app.StartAsync();
        server.Address = app.Urls.Single();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public static async Task Json(HttpContext context, string json, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(json);
    }

    public static async Task Html(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html";
        await context.Response.WriteAsync("<!DOCTYPE html><html><body>Attention required</body></html>");
    }
}

/// <summary>The factory's clients as the program registers them; their retries run on the real clock.</summary>
internal static class RealHttp
{
    public static IHttpClientFactory Clients() => new ServiceCollection().AddSourceHttp().BuildServiceProvider().GetRequiredService<IHttpClientFactory>();

    /// <summary>What connects at the end of a client's chain of handlers, before its first use.</summary>
    public static SocketsHttpHandler PrimaryHandler(string name)
    {
        HttpMessageHandler? handler = new ServiceCollection().AddSourceHttp().BuildServiceProvider().GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(name);
        while (handler is DelegatingHandler outer)
            handler = outer.InnerHandler;
        return (SocketsHttpHandler)handler!;
    }
}

/// <summary>A clock that stands still, except that whoever waits is taken to the end of the wait at once.</summary>
internal sealed class JumpingClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly DateTimeOffset _start = start;
    private DateTimeOffset _now = start;

    public TimeSpan Waited { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => (GetUtcNow() - _start).Ticks;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public void Advance(TimeSpan time)
    {
        lock (_lock)
            _now += time;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            if (dueTime > TimeSpan.Zero)
            {
                _now += dueTime;
                Waited += dueTime;
            }
        }
        if (dueTime >= TimeSpan.Zero)
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new Done();
    }

    private sealed class Done : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>Writes down what a source tells of its fetch.</summary>
internal sealed class NotingWatch : IFetchWatch
{
    public List<string> Notes { get; } = [];
    public List<(DateTime Until, string Reason)> Waits { get; } = [];

    public void WaitingUntil(DateTime until, string reason) => Waits.Add((until, reason));

    public void Note(string sentence) => Notes.Add(sentence);
}

internal static class Epoch
{
    public static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
