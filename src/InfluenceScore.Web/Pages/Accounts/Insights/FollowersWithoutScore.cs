namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>Followers grow and the score does not.</summary>
public sealed class FollowersWithoutScore : IInsight
{
    public const int Days = 90, FewestNew = 50;
    public const double LeastGrowth = .03, MostPoints = .3;

    public Insight? TellOrNull(InsightFacts facts)
    {
        if (facts.Followers is not var (now, then) || now - then < Math.Max(FewestNew, LeastGrowth * then) || facts.ScoreAtOrNull(facts.AsOf.AddDays(-Days)) is not { } before)
            return null;
        var moved = facts.Score.Value - before.Value;
        return moved > MostPoints
            ? null
            : new Insight(.5, $"In {Days} days {Words.Count(now - then)} followers came, from {Words.Count(then)} to {Words.Count(now)}; the score moved by {Words.Signed(moved)}. Followers are shown and never counted.", Section.Trend);
    }
}
