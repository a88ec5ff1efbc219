namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>Every kind of insight there is, and how they are chosen. A new kind is a class and a line here.</summary>
public static class AllInsights
{
    /// <summary>Sentences shown, at most: what comes after these nobody reads.</summary>
    public const int Most = 12;

    public static IReadOnlyList<IInsight> Kinds { get; } =
    [
        new BusyHours(), new BusyWeekday(), new TopicThatWorks(), new OnePostCarries(), new FewPeopleCarry(), new FirstTimers(), new InfluentialFirstTimer(),
        new PeopleCameBack(), new PauseCostsNothing(), new SuspiciousCountLittle(), new AnsweringPeople(), new AnswersDrawMore(), new WideInterval(), new FollowersWithoutScore(),
        new PassedOnOrLiked(), new InactiveFollowers(), new ActsNowhereElse(), new SteadyAudience(), new QuickEcho(), new ActsUnanswered(), new OtherNetworks(),
    ];

    /// <summary>What there is to say, the weightiest first.</summary>
    public static IReadOnlyList<Insight> Tell(InsightFacts facts) =>
        [.. Kinds.Select(k => k.TellOrNull(facts)).OfType<Insight>().OrderByDescending(i => i.Weight).ThenBy(i => i.Sentence, StringComparer.Ordinal).Take(Most)];
}
