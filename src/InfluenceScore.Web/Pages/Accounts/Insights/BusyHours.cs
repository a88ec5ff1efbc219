using InfluenceScore.Web.Pages.Accounts.Audiences;

namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>Three hours of the week in which far more happens than in others.</summary>
public sealed class BusyHours : IInsight
{
    /// <summary>Acts without which an hour of the week stands out by chance.</summary>
    public const int FewestActs = 60;

    /// <summary>A multiple of the even share. People sleep and eat, so three hours of an ordinary evening have three times theirs.</summary>
    public const double LeastTimes = 4.5;

    private const int Stretch = 3;

    public Insight? TellOrNull(InsightFacts facts)
    {
        var week = facts.Week;
        if (week.All < FewestActs)
            return null;
        var (start, acts) = week.Busiest(Stretch);
        var share = (double)acts / week.All;
        return share < LeastTimes * Stretch / WeekHours.Hours
            ? null
            : new Insight(.3 + share, $"{WeekHours.Stretch(start, Stretch)} ({week.Zone}) brings {Words.Count(acts)} of {Words.Count(week.All)} acts, in {Stretch} of {WeekHours.Hours} hours.", Section.When);
    }
}
