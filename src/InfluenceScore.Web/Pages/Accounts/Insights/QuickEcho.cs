namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>Half of the acts come soon after the post.</summary>
public sealed class QuickEcho : IInsight
{
    public const int FewestActs = 50;
    public const double MostMinutes = 360;

    public Insight? TellOrNull(InsightFacts facts)
    {
        if (facts.Audience.MedianDelayMinutes is not { } minutes || minutes > MostMinutes || facts.Audience.Kinds.All < FewestActs)
            return null;
        var whole = (long)Math.Round(minutes);
        var (hours, rest) = Math.DivRem(whole, 60);
        var span = (hours, rest) switch
        {
            (0, _) => Words.Count(rest, "minute", "minutes"),
            (_, 0) => Words.Count(hours, "hour", "hours"),
            _ => $"{Words.Count(hours, "hour", "hours")} and {Words.Count(rest, "minute", "minutes")}",
        };
        return new Insight(.2, $"Half of the acts on a post come within {span} of it.", Section.When);
    }
}
