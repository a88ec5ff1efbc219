namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>A time without posts, and what the score did meanwhile.</summary>
public sealed class PauseCostsNothing : IInsight
{
    /// <summary>Days from which a gap between posts is told.</summary>
    public const double LeastDays = 10;

    public Insight? TellOrNull(InsightFacts facts)
    {
        if (facts.Audience.LongestPause is not { } pause || pause.Days < LeastDays
            || facts.ScoreAtOrNull(pause.From) is not { } before || facts.ScoreAtOrNull(pause.To) is not { } after)
            return null;
        var (was, now) = (before.High - before.Low, after.High - after.Low);
        var interval = Words.Points(now) == Words.Points(was) ? "" : $" The interval went from {Words.Points(was)} to {Words.Points(now)} points wide.";
        var sentence = pause.Ended
            ? $"The {Words.Count((long)pause.Days)} days without posts from {Words.LongDay(pause.From)} moved the score by {Words.Signed(after.Value - before.Value)}."
            : $"It has not posted for {Words.Count((long)pause.Days)} days. The score moved by {Words.Signed(after.Value - before.Value)} since.";
        return new Insight(.3 + Math.Min(.4, pause.Days / 100), $"{sentence} A pause alone costs nothing.{interval}", Section.Trend);
    }
}
