using InfluenceScore.Web.Pages.Accounts.Audiences;

namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>A weekday on which far more happens than on others.</summary>
public sealed class BusyWeekday : IInsight
{
    /// <summary>A multiple of the even share of one day in seven.</summary>
    public const double LeastTimes = 1.4;

    public Insight? TellOrNull(InsightFacts facts)
    {
        var week = facts.Week;
        if (week.All < BusyHours.FewestActs)
            return null;
        var day = Enumerable.Range(0, 7).MaxBy(week.OfDay);
        var share = (double)week.OfDay(day) / week.All;
        return share * 7 < LeastTimes ? null : new Insight(.2 + share, $"{WeekHours.Days[day]}s bring {Words.Count(week.OfDay(day))} of {Words.Count(week.All)} acts.", Section.When);
    }
}
