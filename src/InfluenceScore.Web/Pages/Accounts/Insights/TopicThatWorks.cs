namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>A topic whose posts draw clearly more people than the others.</summary>
public sealed class TopicThatWorks : IInsight
{
    public const double LeastTimes = 1.3;

    public Insight? TellOrNull(InsightFacts facts)
    {
        var topic = facts.Audience.Topics.FirstOrDefault(t => t.Times >= LeastTimes && t.PeoplePerPost > t.PeopleElsewhere);
        return topic is not { PeopleElsewhere: { } elsewhere, PeoplePerPost: var with }
            ? null
            : new Insight(
                Math.Min(.9, .35 + topic.Points / Math.Max(1, facts.Score.Value)),
                $"The {Words.Count(topic.Posts)} posts with {InsightFacts.Name(Words.Plain(topic.Term, 60)!)} draw {Words.Points(with)} people each; its other posts draw {Words.Points(elsewhere)}.",
                Section.Topics);
    }
}
