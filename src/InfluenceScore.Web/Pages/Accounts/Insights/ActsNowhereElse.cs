namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>Many of its people act on nobody else that is known here.</summary>
public sealed class ActsNowhereElse : IInsight
{
    public const int Fewest = 10;
    public const double LeastShare = .25;

    public Insight? TellOrNull(InsightFacts facts)
    {
        var (only, all) = (facts.Audience.OnlyHere, facts.Audience.Acted.All - facts.Audience.Acted.Suspicious);
        return only < Fewest || only < LeastShare * all
            ? null
            : new Insight(.15 + .3 * only / all, $"{Words.Count(only)} of the {Words.Count(all)} accounts that act on it (suspicious ones left out) act on nobody else who is known here.", Section.People);
    }
}
