namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>What it answers others draws more people than what it posts by itself.</summary>
public sealed class AnswersDrawMore : IInsight
{
    public const int FewestPosts = 5;
    public const double LeastTimes = 1.2;

    public Insight? TellOrNull(InsightFacts facts)
    {
        var (answers, others) = (facts.Audience.Answers, facts.Audience.OtherPosts);
        if (answers.Posts < FewestPosts || others.Posts < FewestPosts || answers.PerPost < LeastTimes * others.PerPost)
            return null;
        return new Insight(.35, $"Its {Words.Count(answers.Posts)} answers to others draw {Words.Points(answers.PerPost)} accounts each, its {Words.Count(others.Posts)} other posts {Words.Points(others.PerPost)}.", Section.Posts);
    }
}
