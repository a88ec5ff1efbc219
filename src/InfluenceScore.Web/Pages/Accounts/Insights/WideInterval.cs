namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>The interval is wide, and why.</summary>
public sealed class WideInterval : IInsight
{
    /// <summary>Width in points from which evidence is no longer strong.</summary>
    public const double LeastWidth = 6;

    public const int FewActors = 40, FewPosts = 10;

    public const double ManyUnknown = .5;

    public Insight? TellOrNull(InsightFacts facts)
    {
        var score = facts.Score;
        var width = score.High - score.Low;
        if (width < LeastWidth || CauseOrNull(facts) is not { } cause)
            return null;
        return new Insight(Math.Min(.8, .2 + width / 40), $"The interval is {Words.Points(width)} points wide because {cause}.", Section.Score);
    }

    private static string? CauseOrNull(InsightFacts facts)
    {
        var score = facts.Score;
        if (score.Actors < FewActors)
            return score.Actors == 0 ? "nobody is known to act on it" : $"only {Words.Count(score.Actors, "account acts", "accounts act")} on it";
        if (score.Posts < FewPosts)
            return score.Posts == 0 ? "none of its posts is known" : $"only {Words.Count(score.Posts, "post of it is", "posts of it are")} known";
        var unknown = facts.Audience.Acted.Unknown;
        return unknown >= ManyUnknown * facts.Audience.Acted.All ? $"the profiles of {Words.Count(unknown)} of the {Words.Count(facts.Audience.Acted.All)} accounts that act on it are unknown" : null;
    }
}
