namespace InfluenceScore.Data.Sources.X;

/// <summary>One endpoint of API v2: how it may be asked and what one returned item can cost.</summary>
/// <param name="Name">What the run's log and error messages call it.</param>
/// <param name="PerWindow">Requests of one app per 15 minutes (X's table of rate limits, app-only bearer token).</param>
/// <param name="PageMin">Fewest items that a page may ask for.</param>
/// <param name="PageMax">Most items that a page may ask for.</param>
internal sealed record XEndpoint(string Name, int PerWindow, int PageMin, int PageMax)
{
    /// <summary>The window of every limit of X.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    public static readonly XEndpoint UserByName = new("user look-up", 300, 1, 1);
    public static readonly XEndpoint UserById = new("user look-up by id", 300, 1, 1);
    public static readonly XEndpoint UsersByName = new("look-up of several users", 300, 1, 100);
    public static readonly XEndpoint Posts = new("posts by id", 3500, 1, 100);
    public static readonly XEndpoint Timeline = new("posts", 10000, 5, 100);
    public static readonly XEndpoint Mentions = new("mentions", 450, 5, 100);

    // X's table has no limit for this one: the sister endpoint's is taken.
    public static readonly XEndpoint Retweets = new("reposts", 75, 1, 100);
    public static readonly XEndpoint RetweetedBy = new("reposters", 75, 1, 100);
    public static readonly XEndpoint Quotes = new("quotes", 75, 10, 100);
    public static readonly XEndpoint LikingUsers = new("likes", 75, 1, 100);
    public static readonly XEndpoint Followers = new("followers", 300, 1, 1000);
    public static readonly XEndpoint Following = new("followed accounts", 300, 1, 1000);
}
