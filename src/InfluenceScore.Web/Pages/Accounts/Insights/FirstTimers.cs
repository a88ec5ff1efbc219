namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>Many acted for the first time in the last 30 days.</summary>
public sealed class FirstTimers : IInsight
{
    public const int Fewest = 5;
    public const double LeastShare = .1;

    public Insight? TellOrNull(InsightFacts facts)
    {
        if (facts.Audience is not { FirstTime: { } first, Recent: var recent } || first < Fewest || first < LeastShare * recent)
            return null;
        return new Insight(.3 + .5 * first / recent, $"{Words.Count(first)} of the {Words.Count(recent)} accounts that acted in the last 30 days did so for the first time.", Section.People);
    }
}
