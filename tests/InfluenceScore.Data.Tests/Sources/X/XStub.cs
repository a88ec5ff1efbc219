using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace InfluenceScore.Data.Tests.Sources.X;

/// <summary>
/// A small X on loopback, with the fictional account @aurora_bakes: pages, tokens, since_id and until_id as X's documentation says, and the prices of what it gave.
/// </summary>
internal sealed class XStub : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private StubServer _server = null!;

    /// <summary>Ids of the account's own posts and of posts that mention it, newest first.</summary>
    public List<string> Posts { get; } = [];
    public List<string> Mentions { get; } = [];

    /// <summary>Numbers of the users who follow.</summary>
    public List<int> Followers { get; } = [];

    /// <summary>Users who reposted, quoted and liked each own post.</summary>
    public int Reposts { get; set; }
    public int Quotes { get; set; }
    public int Likes { get; set; }

    public long? FollowersCount { get; set; }

    /// <summary>Answers instead of the world where it returns true.</summary>
    public Func<HttpContext, Task<bool>> Instead { get; set; } = _ => Task.FromResult(false);

    /// <summary>Says old names (retweet_count) or new ones (repost_count).</summary>
    public bool NewNames { get; set; }

    /// <summary>What X would charge for all it has given, US dollars.</summary>
    public decimal Given { get; private set; }

    public string Address => _server.Address;
    public IReadOnlyCollection<string> Asked => _server.Asked;

    public static async Task<XStub> StartAsync(int posts = 0, int mentions = 0)
    {
        var stub = new XStub();
        for (var i = 0; i < posts; i++)
            stub.Posts.Add(IdAt(Now.AddHours(-i - 1), 1));
        for (var i = 0; i < mentions; i++)
            stub.Mentions.Add(IdAt(Now.AddHours(-i - 1), 2));
        stub._server = await StubServer.StartAsync(stub.AnswerAsync);
        return stub;
    }

    public static string IdAt(DateTimeOffset time, int sequence) =>
        (((time.ToUnixTimeMilliseconds() - 1_288_834_974_657) << 22) + sequence).ToString(CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (await Instead(context))
            return;
        if (context.Request.Headers.Authorization != "Bearer secret-token")
        {
            await StubServer.Json(context, """{"title":"Unauthorized","detail":"Unauthorized","type":"about:blank","status":401}""", 401);
            return;
        }
        var parts = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        await StubServer.Json(context, (parts switch
        {
            ["2", "users", "by", "username", "aurora_bakes"] or ["2", "users", "1001"] => One(User(0)),
            ["2", "users", "by", "username", "XDevelopers"] => One(User(7)),
            ["2", "users", "by", "username", var unknown] => new JsonObject
            {
                ["errors"] = new JsonArray(new JsonObject { ["value"] = unknown, ["title"] = "Not Found Error", ["detail"] = $"Could not find user with username: [{unknown}].", ["type"] = "https://api.x.com/2/problems/resource-not-found" }),
            },
            ["2", "users", "by"] => UsersBy(context.Request.Query["usernames"].ToString()),
            ["2", "users", "1001", "tweets"] => PostPage(context, Posts, own: true),
            ["2", "users", "1001", "mentions"] => PostPage(context, Mentions, own: false),
            ["2", "users", "1001", "followers"] => UserPage(context, Followers, 0.010m),
            ["2", "users", "1001", "following"] => UserPage(context, [], 0.010m),
            ["2", "tweets"] => ManyPosts(context.Request.Query["ids"].ToString()),
            ["2", "tweets", var id, "retweets"] => PostPage(context, ActsOn(id, Reposts, 3), own: false, "retweeted", id),
            ["2", "tweets", var id, "quote_tweets"] => PostPage(context, ActsOn(id, Quotes, 500), own: false, "quoted", id),
            ["2", "tweets", _, "retweeted_by"] => UserPage(context, [.. Enumerable.Range(100, Reposts)], 0.010m),
            ["2", "tweets", _, "liking_users"] => UserPage(context, [.. Enumerable.Range(300, Likes)], 0.001m),
            _ => throw new InvalidOperationException("unexpected: " + context.Request.Path),
        }).ToJsonString());
    }

    private JsonObject One(JsonObject user)
    {
        Given += 0.010m;
        return new JsonObject { ["data"] = user };
    }

    private JsonObject UsersBy(string names)
    {
        var there = names.Split(',').Where(n => Followers.Select(Name).Contains(n)).ToList();
        var gone = names.Split(',').Except(there).ToList();
        Given += 0.010m * there.Count;
        var answer = new JsonObject();
        if (there.Count > 0)
            answer["data"] = new JsonArray([.. there.Select(n => new JsonObject { ["id"] = "5", ["username"] = n })]);
        if (gone.Count > 0)
            answer["errors"] = new JsonArray([.. gone.Select(n => new JsonObject { ["value"] = n, ["title"] = "Forbidden", ["detail"] = $"User has been suspended: [{n}]." })]);
        return answer;
    }

    private JsonObject ManyPosts(string ids)
    {
        var found = ids.Split(',').Where(Posts.Contains).ToList();
        Given += 0.005m * found.Count;
        return new JsonObject { ["data"] = new JsonArray([.. found.Select(i => Post(i, own: true, null, null))]) };
    }

    private List<string> ActsOn(string post, int count, int sequence) =>
        [.. Enumerable.Range(0, count).Select(i => (long.Parse(post, CultureInfo.InvariantCulture) + (60_000L << 22) + sequence + i).ToString(CultureInfo.InvariantCulture)).Reverse()];

    private JsonObject PostPage(HttpContext context, List<string> ids, bool own, string? type = null, string? refersTo = null)
    {
        var query = context.Request.Query;
        var newer = query["since_id"].ToString() is { Length: > 0 } since ? ids.Where(i => string.CompareOrdinal(i, since) > 0) : ids;
        var among = (query["until_id"].ToString() is { Length: > 0 } until ? newer.Where(i => string.CompareOrdinal(i, until) < 0) : newer).ToList();
        var (page, next) = Page(context, among);
        var answer = new JsonObject { ["meta"] = Meta(page.Count, next) };
        Given += 0.005m * page.Count;
        if (page.Count > 0)
            answer["data"] = new JsonArray([.. page.Select(i => Post(i, own, type, refersTo))]);
        if (!own && page.Count > 0)
        {
            answer["includes"] = new JsonObject { ["users"] = new JsonArray([.. page.Select(i => User(ActorOf(i)))]) };
            Given += 0.010m * page.Count;
        }
        return answer;
    }

    private JsonObject UserPage(HttpContext context, List<int> users, decimal price)
    {
        var (page, next) = Page(context, users);
        Given += price * page.Count;
        var answer = new JsonObject { ["meta"] = Meta(page.Count, next) };
        if (page.Count > 0)
            answer["data"] = new JsonArray([.. page.Select(User)]);
        return answer;
    }

    private static (List<T> Page, string? Next) Page<T>(HttpContext context, List<T> all)
    {
        var size = int.Parse(context.Request.Query["max_results"]!, CultureInfo.InvariantCulture);
        // Tokens name the last item given, as X's do in effect: what is posted meanwhile does not shift the pages.
        var begin = context.Request.Query["pagination_token"].ToString() is { Length: > 0 } token
            ? all.FindIndex(x => string.Equals("after-" + x, token, StringComparison.Ordinal)) + 1 : 0;
        var page = all.Skip(begin).Take(size).ToList();
        return (page, begin + page.Count < all.Count ? "after-" + page[^1] : null);
    }

    private static JsonObject Meta(int count, string? next)
    {
        var meta = new JsonObject { ["result_count"] = count };
        if (next is not null)
            meta["next_token"] = next;
        return meta;
    }

    private static int ActorOf(string id) => 100 + (int)(long.Parse(id, CultureInfo.InvariantCulture) % 97);

    public static string Name(int user) => user == 0 ? "Aurora_Bakes" : $"user{user}";

    private JsonObject User(int user) => new()
    {
        ["id"] = user == 0 ? "1001" : (2000 + user).ToString(CultureInfo.InvariantCulture),
        ["username"] = Name(user),
        ["name"] = "A fictional " + Name(user),
        ["created_at"] = "2015-03-01T08:00:00.000Z",
        ["public_metrics"] = new JsonObject
        {
            ["followers_count"] = user == 0 ? FollowersCount ?? Followers.Count : 12,
            ["following_count"] = 0,
            [NewNames ? "post_count" : "tweet_count"] = Posts.Count,
            ["listed_count"] = 3,
        },
    };

    private JsonObject Post(string id, bool own, string? type, string? refersTo)
    {
        var post = new JsonObject
        {
            ["id"] = id,
            ["text"] = type == "retweeted" ? "RT @Aurora_Bakes: bread &amp; butter" : "bread &amp; butter",
            ["author_id"] = own ? "1001" : (2000 + ActorOf(id)).ToString(CultureInfo.InvariantCulture),
            ["created_at"] = DateTimeOffset.FromUnixTimeMilliseconds((long.Parse(id, CultureInfo.InvariantCulture) >> 22) + 1_288_834_974_657).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["public_metrics"] = new JsonObject
            {
                [NewNames ? "repost_count" : "retweet_count"] = own ? Reposts : 0,
                ["reply_count"] = 0,
                ["like_count"] = own ? Likes : 0,
                ["quote_count"] = own ? Quotes : 0,
            },
        };
        if (refersTo is not null)
            post[NewNames ? "referenced_posts" : "referenced_tweets"] = new JsonArray(new JsonObject { ["type"] = NewNames && type == "retweeted" ? "reposted" : type, ["id"] = refersTo });
        if (!own && type != "quoted")
            post["entities"] = new JsonObject { ["mentions"] = new JsonArray(new JsonObject { ["username"] = "Aurora_Bakes", ["id"] = "1001" }) };
        if (type == "quoted")
            post["entities"] = new JsonObject { ["urls"] = new JsonArray(new JsonObject { ["expanded_url"] = $"https://x.com/Aurora_Bakes/status/{refersTo}" }) };
        return post;
    }
}
