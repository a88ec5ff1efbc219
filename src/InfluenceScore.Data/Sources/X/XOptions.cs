using System.Globalization;

namespace InfluenceScore.Data.Sources.X;

/// <summary>Settings <c>Sources:X:…</c>.</summary>
/// <param name="BaseUrl">Where X answers; another server for tests.</param>
/// <param name="BearerToken">App-only bearer token from X's developer console. A secret. Null = the source is not configured.</param>
/// <param name="BudgetUsd">Most that one run may cost, US dollars. The run stops before a request that could exceed it.</param>
/// <param name="FollowLists">Fetch the lists of followers and followed accounts where the budget covers the whole list.</param>
public sealed record XOptions(Uri BaseUrl, string? BearerToken, decimal BudgetUsd, XPrices Prices, bool FollowLists)
{
    /// <exception cref="InfluenceScoreException">A setting cannot be read; the message names it.</exception>
    public static XOptions Read(SourceSettings settings) => new(
        settings.Address("Sources:X:BaseUrl", "https://api.x.com"),
        settings["Sources:X:BearerToken"],
        Amount(settings, "Sources:X:BudgetUsd", 1m),
        new XPrices(
            Amount(settings, "Sources:X:Prices:Post", XPrices.Listed.Post),
            Amount(settings, "Sources:X:Prices:User", XPrices.Listed.User),
            Amount(settings, "Sources:X:Prices:Follow", XPrices.Listed.Follow),
            Amount(settings, "Sources:X:Prices:Like", XPrices.Listed.Like)),
        !string.Equals(settings["Sources:X:FollowLists"], "false", StringComparison.OrdinalIgnoreCase));

    private static decimal Amount(SourceSettings settings, string name, decimal standard) =>
        settings[name] is not { } text ? standard
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount
        : throw new InfluenceScoreException($"The setting {name} is '{text}', which is not an amount of US dollars such as 2.50.");
}

/// <summary>What X charges per returned resource, US dollars.</summary>
/// <param name="Follow">One member of a list of followers or followed accounts.</param>
/// <param name="Like">One account that liked a post.</param>
public sealed record XPrices(decimal Post, decimal User, decimal Follow, decimal Like)
{
    /// <summary>X's pay-per-use price list of February 2026. X may change it any day.</summary>
    public static readonly XPrices Listed = new(Post: 0.005m, User: 0.010m, Follow: 0.010m, Like: 0.001m);
}
