namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>One kind of thing that may stand out. Silent where there is nothing to say; exact in its numbers; neither shaming nor flattering.</summary>
public interface IInsight
{
    /// <returns>Null where nothing stands out, or where what it rests on is not known.</returns>
    Insight? TellOrNull(InsightFacts facts);
}

/// <summary>One sentence and where to look.</summary>
/// <param name="Weight">0–1, how much of the score or the audience it speaks of; the heaviest stand first.</param>
public sealed record Insight(double Weight, string Sentence, Section Section);

/// <summary>A section of the account page.</summary>
public sealed record Section(string Anchor, string Label)
{
    public static readonly Section Score = new("h-score", "Score");
    public static readonly Section Trend = new("trend", "Trend");
    public static readonly Section Posts = new("posts", "Posts");
    public static readonly Section Topics = new("topics", "Topics that work");
    public static readonly Section People = new("people", "People");
    public static readonly Section Influencers = new("influencers", "People who influence it");
    public static readonly Section When = new("when", "When they act");
    public static readonly Section Audience = new("audience", "Audience quality");
    public static readonly Section Style = new("style", "Style");
    public static readonly Section Fresh = new("fresh", "Freshness and coverage");
}
