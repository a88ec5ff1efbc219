using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace InfluenceScore.Data.Tests.Sources.Mastodon;

/// <summary>A small Mastodon on loopback with the fictional account @ada: Link pagination with internal ids, ISO 8601 rate limits.</summary>
internal sealed class MastodonStub : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private StubServer _server = null!;

    /// <summary>How many posts @ada wrote, one an hour, the newest an hour ago; post n has the id n.</summary>
    public int Posts { get; set; }

    /// <summary>Who boosted, favourited, answered each post: so many accounts.</summary>
    public int Boosts { get; set; }
    public int Favourites { get; set; }
    public int Replies { get; set; }
    public List<int> Followers { get; } = [];
    public long? FollowersCount { get; set; }
    public bool? HideCollections { get; set; } = false;

    public Func<HttpContext, Task<bool>> Instead { get; set; } = _ => Task.FromResult(false);

    public string Authority => _server.Authority;
    public IReadOnlyCollection<string> Asked => _server.Asked;

    public static async Task<MastodonStub> StartAsync(int posts = 0)
    {
        var stub = new MastodonStub { Posts = posts };
        stub._server = await StubServer.StartAsync(stub.AnswerAsync);
        return stub;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (await Instead(context))
            return;
        context.Response.Headers["X-RateLimit-Limit"] = "300";
        context.Response.Headers["X-RateLimit-Remaining"] = "299";
        context.Response.Headers["X-RateLimit-Reset"] = "2026-11-20T12:05:00.000000Z";
        JsonNode? answer = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            [".well-known", "webfinger"] => new JsonObject
            {
                ["subject"] = context.Request.Query["resource"].ToString(),
                ["links"] = new JsonArray(new JsonObject { ["rel"] = "self", ["type"] = "application/activity+json", ["href"] = $"http://{Authority}/users/ada" }),
            },
            ["api", "v1", "accounts", "lookup"] => context.Request.Query["acct"] == "ada" ? Account(0) : null,
            ["api", "v1", "accounts", "0", "statuses"] => Page(context, [.. Enumerable.Range(1, Posts).Reverse()], 20, 40, Status),
            ["api", "v1", "accounts", "0", "followers"] => HideCollections is true ? new JsonArray() : Page(context, Followers, 40, 80, Account),
            ["api", "v1", "accounts", "0", "following"] => new JsonArray(),
            ["api", "v1", "statuses", var id, "reblogged_by"] => Page(context, [.. Enumerable.Range(100, Boosts)], 40, 80, Account),
            ["api", "v1", "statuses", var id, "favourited_by"] => Page(context, [.. Enumerable.Range(200, Favourites)], 40, 80, Account),
            ["api", "v1", "statuses", var id, "context"] => new JsonObject
            {
                ["ancestors"] = new JsonArray(),
                ["descendants"] = new JsonArray([.. Enumerable.Range(300, Replies).Select(r => Reply(id, r))]),
            },
            ["api", "v1", "statuses", var id] => Status(int.Parse(id, CultureInfo.InvariantCulture)),
            _ => null,
        };
        await (answer is null ? StubServer.Json(context, """{"error":"Record not found"}""", 404) : StubServer.Json(context, answer.ToJsonString()));
    }

    private JsonArray Page<T>(HttpContext context, List<T> all, int standard, int largest, Func<T, JsonObject> show)
    {
        var size = Math.Min(int.TryParse(context.Request.Query["limit"], out var asked) ? asked : standard, largest);
        // The id in the Link is the server's own, never an account's.
        var begin = context.Request.Query["max_id"].ToString() is { Length: > 0 } id ? int.Parse(id[1..], CultureInfo.InvariantCulture) : 0;
        var page = all.Skip(begin).Take(size).ToList();
        if (begin + page.Count < all.Count)
            context.Response.Headers.Link = $"<http://{Authority}{context.Request.Path}?limit={size}&max_id=r{begin + page.Count}>; rel=\"next\", <http://{Authority}{context.Request.Path}?min_id=r{begin}>; rel=\"prev\"";
        return new JsonArray([.. page.Select(show)]);
    }

    private JsonObject Account(int number)
    {
        var name = number == 0 ? "ada" : "user" + number;
        return new()
        {
            ["id"] = number.ToString(CultureInfo.InvariantCulture),
            ["acct"] = number is 0 or < 200 ? name : name + "@far.example",
            ["uri"] = number < 200 ? $"http://{Authority}/users/{name}" : $"https://far.example/users/{name}",
            ["display_name"] = name.ToUpperInvariant(),
            ["note"] = "<p>tea</p>",
            ["created_at"] = "2020-02-03T00:00:00.000Z",
            ["followers_count"] = number == 0 ? FollowersCount ?? Followers.Count : 5,
            ["following_count"] = 0,
            ["statuses_count"] = 7,
            ["hide_collections"] = number == 0 ? HideCollections : null,
        };
    }

    private JsonObject Status(int number) => new()
    {
        ["id"] = number.ToString(CultureInfo.InvariantCulture),
        ["uri"] = UriOf(number),
        ["created_at"] = Now.AddHours(number - Posts - 1).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["content"] = $"<p>post {number}</p>",
        ["visibility"] = "public",
        ["account"] = Account(0),
        ["reblogs_count"] = Boosts,
        ["favourites_count"] = Favourites,
        ["replies_count"] = Replies,
    };

    public string UriOf(int number) => $"http://{Authority}/users/ada/statuses/{number}";

    private JsonObject Reply(string to, int actor) => new()
    {
        ["id"] = $"{to}-{actor}",
        ["uri"] = $"https://far.example/n/{to}-{actor}",
        ["created_at"] = "2026-11-20T11:59:00.000Z",
        ["content"] = "yes",
        ["visibility"] = "public",
        ["account"] = Account(actor),
        ["in_reply_to_id"] = to,
        ["in_reply_to_account_id"] = "0",
        ["mentions"] = new JsonArray(new JsonObject { ["id"] = "0", ["acct"] = "ada" }),
    };
}
