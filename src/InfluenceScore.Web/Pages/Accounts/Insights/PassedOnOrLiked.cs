namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>People mostly pass it on, or mostly like.</summary>
public sealed class PassedOnOrLiked : IInsight
{
    public const int FewestActs = 30;
    public const double ManyPassedOn = .4, ManyLikes = .7;

    public Insight? TellOrNull(InsightFacts facts)
    {
        var kinds = facts.Audience.Kinds;
        if (kinds.All < FewestActs)
            return null;
        var passedOn = kinds.Reposts + kinds.Quotes;
        if (passedOn >= ManyPassedOn * kinds.All)
            return new Insight(.25, $"{Words.Count(passedOn)} of {Words.Count(kinds.All)} acts pass it on to others: {Words.Count(kinds.Reposts, "repost", "reposts")} and {Words.Count(kinds.Quotes, "quote", "quotes")}, beside {Words.Count(kinds.Likes, "like", "likes")}.", Section.People);
        return kinds.Likes >= ManyLikes * kinds.All
            ? new Insight(.25, $"{Words.Count(kinds.Likes)} of {Words.Count(kinds.All)} acts are likes, which show least of a person’s attention.", Section.People)
            : null;
    }
}
