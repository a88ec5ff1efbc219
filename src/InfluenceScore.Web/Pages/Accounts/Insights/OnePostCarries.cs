namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>One post makes a large share of the score.</summary>
public sealed class OnePostCarries : IInsight
{
    /// <summary>Share of the score.</summary>
    public const double LeastShare = .1;

    public Insight? TellOrNull(InsightFacts facts)
    {
        if (facts.PostPoints.Count == 0 || facts.Score.Value <= 0)
            return null;
        var (at, points) = facts.PostPoints.MaxBy(p => p.Points);
        var share = points / facts.Score.Value;
        return share < LeastShare
            ? null
            : new Insight(.4 + share, $"One post{(at is { } day ? $", of {Words.LongDay(day)}," : "")} makes {Words.Points(points)} of the {Words.Points(facts.Score.Value)} points.", Section.Posts);
    }
}
