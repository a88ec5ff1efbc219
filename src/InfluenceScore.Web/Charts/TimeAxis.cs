using InfluenceScore.Web.Pages;

namespace InfluenceScore.Web.Charts;

/// <summary>A horizontal axis of days; the last moment stands at the right end.</summary>
public sealed record TimeAxis(DateTime From, DateTime To)
{
    /// <summary>A tick label and its place in per cent. Wide labels are dropped on narrow screens.</summary>
    public readonly record struct Tick(double X, string Label, bool Wide);

    /// <summary>Place of a moment from the left, per cent of the box. On an axis of no length everything is at the right end.</summary>
    public double X(DateTime at) => To > From ? Math.Clamp(100 * (at - From) / (To - From), 0, 100) : 100;

    /// <summary>Months, or days or years where the range asks for it; labels that would touch the end label are left out.</summary>
    public IEnumerable<Tick> Ticks()
    {
        var days = (To - From).TotalDays;
        var starts = days switch
        {
            < 2 => [],
            < 45 => Days(Math.Max(1, (int)Math.Ceiling(days / 5))),
            < 800 => Months(Math.Max(1, (int)Math.Ceiling(days / 30.4 / 7))),
            _ => Months(12 * Math.Max(1, (int)Math.Ceiling(days / 365.25 / 7))),
        };
        Func<DateTime, string> label = days switch { < 45 => Words.ShortDay, < 800 => Words.Month, _ => Words.Year };
        var shown = starts.Where(s => X(s) is > 3 and < 84).ToList();
        return shown.Select((s, i) => new Tick(X(s), label(s), Wide: (shown.Count - i) % 2 == 1));
    }

    /// <summary>The last day, as short as the range allows.</summary>
    public string EndLabel => (To - From).TotalDays < 800 ? Words.ShortDay(To) : Words.MonthYear(To);

    private IEnumerable<DateTime> Days(int step)
    {
        for (var day = To.Date.AddDays(-step); day >= From; day = day.AddDays(-step))
            yield return day;
    }

    private IEnumerable<DateTime> Months(int step)
    {
        var month = new DateTime(To.Year, step >= 12 ? 1 : To.Month, 1, 0, 0, 0, DateTimeKind.Utc);
        for (; month >= From; month = month.AddMonths(-step))
            yield return month;
    }
}
