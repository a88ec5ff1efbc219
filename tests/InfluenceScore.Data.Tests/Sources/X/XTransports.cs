using InfluenceScore.Data.Sources.X;
using Microsoft.Extensions.DependencyInjection;

namespace InfluenceScore.Data.Tests.Sources.X;

/// <summary>The transports that this build has: all contract tests run over each.</summary>
public static class XTransports
{
    public static TheoryData<string> All { get; } =
#if USE_TWEETINVI
        ["http", "tweetinvi"];
#else
        ["http"];
#endif

    internal static IXTransport Create(string name, string baseUrl, TimeSpan? timeout = null) => Create(name, () => Options(baseUrl), timeout);

    internal static IXTransport Create(string name, Func<XOptions> options, TimeSpan? timeout = null)
    {
        var clients = new ServiceCollection().AddXHttp(timeout).BuildServiceProvider().GetRequiredService<IHttpClientFactory>();
#if USE_TWEETINVI
        if (name == "tweetinvi")
            return new TweetinviXTransport(clients, options);
#endif
        Assert.Equal("http", name);
        return new HttpXTransport(clients, options);
    }

    internal static XOptions Options(string baseUrl, decimal budget = 1m) => new(new Uri(baseUrl), "secret-token", budget, XPrices.Listed, FollowLists: true);
}
