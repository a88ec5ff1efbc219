namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>It answers hardly anybody who speaks to it, or nearly everybody.</summary>
public sealed class AnsweringPeople : IInsight
{
    public const int FewestPeople = 10;
    public const double Few = .2, Most = .6;

    public Insight? TellOrNull(InsightFacts facts)
    {
        var style = facts.Audience.Style;
        if (style.SpokeToIt < FewestPeople || style.Answered is not { } answered)
            return null;
        var share = (double)answered / style.SpokeToIt;
        if (share is > Few and < Most)
            return null;
        var own = style.Originals + style.Quotes;
        return new Insight(.25 + Math.Abs(share - .5) / 2,
            $"In {Words.Count(style.Days)} days it made {Words.Count(own, "post", "posts")} of its own and answered {Words.Count(answered)} of the {Words.Count(style.SpokeToIt)} people who spoke to it.", Section.Style);
    }
}
