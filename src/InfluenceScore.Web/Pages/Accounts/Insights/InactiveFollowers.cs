namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>Followers who do nothing any more.</summary>
public sealed class InactiveFollowers : IInsight
{
    public const int Fewest = 5;

    public Insight? TellOrNull(InsightFacts facts) => facts.Audience.Follows is { } follows && follows.Inactive >= Fewest
        ? new Insight(.2 + .4 * follows.Inactive / follows.All, $"{Words.Count(follows.Inactive)} of the {Words.Count(follows.All)} followers known by name are inactive. They cost nothing.", Section.Audience)
        : null;
}
