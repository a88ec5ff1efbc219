using InfluenceScore.Data.Entities;

namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>Somebody influential acted for the first time.</summary>
public sealed class InfluentialFirstTimer : IInsight
{
    /// <summary>Own score from which somebody is worth a name here.</summary>
    public const double LeastScore = 20;

    public Insight? TellOrNull(InsightFacts facts)
    {
        var person = facts.People.Where(p => p.Role == AudienceRole.FirstTime && p.OwnScore >= LeastScore).MaxBy(p => p.OwnScore);
        return person is not { OwnScore: { } own }
            ? null
            : new Insight(Math.Min(.95, .4 + own / 100), $"{InsightFacts.Name(person.Shown)}, whose own score is {Words.Points(own)}, acted on it for the first time in the last 30 days.", Section.People);
    }
}
