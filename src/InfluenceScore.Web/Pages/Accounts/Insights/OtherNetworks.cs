namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>An account of the same name stands elsewhere on another network. A name alone proves no person: it is told as what it is.</summary>
public sealed class OtherNetworks : IInsight
{
    public const double LeastPoints = 2;

    public Insight? TellOrNull(InsightFacts facts)
    {
        if (facts.Elsewhere.Count == 0)
            return null;
        var (network, score) = facts.Elsewhere.MaxBy(e => Math.Abs(e.Score - facts.Score.Value));
        var difference = facts.Score.Value - score;
        return Math.Abs(difference) < LeastPoints
            ? null
            : new Insight(.3 + Math.Min(.4, Math.Abs(difference) / 50), $"On {Words.Network(network)} an account of the same name scores {Words.Points(score)}, this one {Words.Points(facts.Score.Value)}.", Section.Score);
    }
}
