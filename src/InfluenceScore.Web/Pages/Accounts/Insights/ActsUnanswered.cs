namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>Most of those whom it acts on have not acted on it.</summary>
public sealed class ActsUnanswered : IInsight
{
    public const int Fewest = 8;
    public const double LeastShare = .5;

    public Insight? TellOrNull(InsightFacts facts)
    {
        var (acted, silent) = (facts.Audience.ActedOn, facts.Audience.ActedOn - facts.Audience.ActedOnBack);
        return acted < Fewest || silent < LeastShare * acted
            ? null
            : new Insight(.2, $"It acts on {Words.Count(acted)} accounts; {Words.Count(silent)} of them have not acted on it.", Section.Influencers);
    }
}
