namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>Many acts come from suspicious accounts, and make hardly any points.</summary>
public sealed class SuspiciousCountLittle : IInsight
{
    /// <summary>Share of all acts inside the window.</summary>
    public const double LeastShare = .02;

    public Insight? TellOrNull(InsightFacts facts)
    {
        var (acts, all) = (facts.Audience.SuspiciousActs, facts.Audience.Kinds.All);
        if (acts == 0 || acts < LeastShare * all)
            return null;
        return new Insight(
            .4 + .5 * acts / all,
            $"{Words.Count(acts)} of {Words.Count(all)} acts come from {Words.Count(facts.Audience.Acted.Suspicious, "account", "accounts")} that look suspicious. They make {Words.Exact(facts.Audience.SuspiciousPoints)} of {Words.Exact(facts.Score.Value)} points.",
            Section.Audience);
    }
}
