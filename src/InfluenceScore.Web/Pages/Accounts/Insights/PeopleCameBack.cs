using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Scores.Audiences;

namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>People acted again after a long silence.</summary>
public sealed class PeopleCameBack : IInsight
{
    public Insight? TellOrNull(InsightFacts facts)
    {
        var named = facts.People.Where(p => p.Role == AudienceRole.CameBack).MaxBy(p => p.OwnScore ?? -1);
        if (facts.Audience.CameBack == 0 || named is null)
            return null;
        var others = facts.Audience.CameBack - 1;
        var sentence = $"{InsightFacts.Name(named.Shown)} came back after {Words.Count((long)named.SilentDays)} days without an act"
            + (others == 0 ? "." : $", and so did {Words.Count(others, "other", "others")} after {AudienceFacts.SilenceDays} or more.");
        return new Insight(.25 + .5 * facts.Audience.CameBack / Math.Max(1, facts.Audience.Recent), sentence, Section.People);
    }
}
