using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace InfluenceScore.Web.Tests.Commands;

/// <summary>An AppView on loopback with accounts that never change (star.test, star1.test …): posts, likes, and followers over several pages.</summary>
internal sealed class BlueskyStub : IAsyncDisposable
{
    public const int Posts = 150;
    public const int LikesPerPost = 3;
    public const int Followers = 240;

    private static readonly DateTime Epoch = new(2026, 10, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly WebApplication _app;
    private readonly int _posts, _followers;
    private int _requests;

    private BlueskyStub(WebApplication app, int posts, int followers) => (_app, _posts, _followers) = (app, posts, followers);

    /// <summary>Told with the number of each request before it is answered.</summary>
    public Action<int>? OnRequest { get; set; }

    /// <summary>How long each answer takes.</summary>
    public int DelayMilliseconds { get; set; }

    public string Address { get; private set; } = "";

    /// <summary>Answers that are given before any other: status and headers, then the ordinary answers go on.</summary>
    public Queue<(int Status, (string Name, string Value)[] Headers, string Body)> FirstAnswers { get; } = [];

    /// <param name="posts">Of each account.</param>
    /// <param name="followers">Of each account.</param>
    public static async Task<BlueskyStub> StartAsync(int posts = Posts, int followers = Followers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var stub = new BlueskyStub(builder.Build(), posts, followers);
        stub._app.MapGet("/xrpc/{method}", stub.Answer);
        await stub._app.StartAsync();
        stub.Address = stub._app.Urls.First();
        return stub;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> Answer(string method, HttpContext context)
    {
        await Task.Delay(DelayMilliseconds);
        OnRequest?.Invoke(Interlocked.Increment(ref _requests));
        if (FirstAnswers.TryDequeue(out var special))
        {
            foreach (var (header, value) in special.Headers)
                context.Response.Headers[header] = value;
            return Results.Text(special.Body, "application/json", statusCode: special.Status);
        }
        var query = context.Request.Query;
        var from = int.TryParse(query["cursor"], CultureInfo.InvariantCulture, out var cursor) ? cursor : 0;
        var limit = int.TryParse(query["limit"], CultureInfo.InvariantCulture, out var asked) ? asked : 50;
        var name = NameOf(query["actor"].ToString());
        return method switch
        {
            "app.bsky.actor.getProfile" => Results.Json(Actor(name, counts: true)),
            "app.bsky.actor.getProfiles" => Results.Json(new { profiles = query["actors"].Select(a => Actor(NameOf(a!), counts: true)) }),
            "app.bsky.feed.getAuthorFeed" => Results.Json(Page("feed", from, limit, _posts, i => new { post = Post(name, i) })),
            "app.bsky.feed.getLikes" => Results.Json(Page("likes", from, limit, LikesPerPost, i => new { actor = Actor($"fan{i}"), createdAt = At(i), indexedAt = At(i) })),
            "app.bsky.graph.getFollowers" => Results.Json(Page("followers", from, limit, _followers, i => Actor($"fan{i}"))),
            "app.bsky.graph.getFollows" => Results.Json(Page("follows", from, limit, 0, i => Actor($"fan{i}"))),
            _ => Results.Json(new { error = "MethodNotImplemented", message = method }, statusCode: 501),
        };
    }

    private static Dictionary<string, object> Page(string key, int from, int limit, int total, Func<int, object> item)
    {
        var to = Math.Min(total, from + limit);
        var page = new Dictionary<string, object> { [key] = Enumerable.Range(from, Math.Max(0, to - from)).Select(item).ToList() };
        if (to < total)
            page["cursor"] = to.ToString(CultureInfo.InvariantCulture);
        return page;
    }

    private static string NameOf(string actor) => actor.Replace("did:plc:", "", StringComparison.Ordinal).Replace(".test", "", StringComparison.Ordinal);

    private object Post(string author, int i) => new
    {
        uri = $"at://did:plc:{author}/app.bsky.feed.post/{i:0000000000000}",
        author = Actor(author),
        record = new { text = $"Post {i}", createdAt = At(i), langs = new[] { "en" } },
        indexedAt = At(i),
        likeCount = LikesPerPost,
        repostCount = 0,
        replyCount = 0,
        quoteCount = 0,
    };

    private object Actor(string name, bool counts = false) => counts
        ? new { did = $"did:plc:{name}", handle = $"{name}.test", displayName = name, followersCount = IsStar(name) ? _followers : 7, followsCount = 0, postsCount = IsStar(name) ? _posts : 1 }
        : new { did = $"did:plc:{name}", handle = $"{name}.test", displayName = name };

    private static bool IsStar(string name) => name.StartsWith("star", StringComparison.Ordinal);

    private static string At(int i) => Epoch.AddDays(40).AddHours(-i).ToString("O", CultureInfo.InvariantCulture);
}
