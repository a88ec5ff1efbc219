namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>Five people make a large share of the score.</summary>
public sealed class FewPeopleCarry : IInsight
{
    public const int Few = 5;

    /// <summary>Share of the score.</summary>
    public const double LeastShare = .2;

    public Insight? TellOrNull(InsightFacts facts)
    {
        if (facts.PersonPoints.Count <= Few || facts.Score.Value <= 0)
            return null;
        var points = facts.PersonPoints.OrderDescending().Take(Few).Sum();
        var share = points / facts.Score.Value;
        return share < LeastShare
            ? null
            : new Insight(
                .35 + share,
                $"Five of the {Words.Count(facts.Score.Actors)} accounts that act on it make {Words.Points(points)} of its {Words.Points(facts.Score.Value)} points: it depends on few people.",
                Section.People);
    }
}
