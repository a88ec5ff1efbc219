namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>Much of the audience comes month after month.</summary>
public sealed class SteadyAudience : IInsight
{
    public const int Fewest = 20;
    public const double LeastShare = .4;

    public Insight? TellOrNull(InsightFacts facts)
    {
        var (again, recent) = (facts.Audience.Again, facts.Audience.Recent);
        return again < Fewest || again < LeastShare * recent
            ? null
            : new Insight(.15 + .4 * again / recent, $"{Words.Count(again)} of the {Words.Count(recent)} accounts that acted in the last 30 days had acted in the 30 days before as well.", Section.People);
    }
}
