namespace InfluenceScore.Web.Demo;

/// <summary>When people do things. Quillhaven keeps UTC.</summary>
internal static class DemoRhythm
{
    /// <summary>Relative activity by hour of an ordinary day: breakfast, noon, evening.</summary>
    private static readonly double[] Ordinary =
        [.05, .02, .02, .02, .03, .10, .35, .75, .80, .45, .35, .45, .80, .65, .35, .25, .30, .50, .70, .90, .95, .80, .50, .20];

    private static readonly double[] Weekend =
        [.10, .05, .03, .02, .03, .06, .15, .40, .75, .85, .80, .65, .60, .50, .45, .45, .50, .55, .65, .75, .80, .70, .50, .25];

    /// <summary>How likely somebody is to act in this hour, 0–1; on a market Saturday from 8 to 11 more than ever.</summary>
    public static double Activity(DateTime at, bool marketSaturdays)
    {
        var day = at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? Weekend : Ordinary;
        if (!marketSaturdays)
            return day[at.Hour];
        return at.DayOfWeek == DayOfWeek.Saturday && at.Hour is >= 8 and < 11 ? 1 : day[at.Hour] * .4;
    }

    /// <summary>
    /// When somebody reacts to a post: about two hours later at the median, one in ten a day or more later, and awake.
    /// </summary>
    public static DateTime ReactionTo(DateTime post, DemoRandom dice, bool marketSaturdays = false)
    {
        const double MedianMinutes = 120, Spread = 1.3, LateShare = .1;
        for (var tries = 0; ; tries++)
        {
            var minutes = dice.Chance(LateShare) ? dice.Between(1, 5) * 24 * 60 : Math.Max(2, dice.LogNormal(MedianMinutes, Spread));
            var at = post.AddMinutes(minutes);
            if (tries == 12 || dice.Chance(Activity(at, marketSaturdays)))
                return at;
        }
    }

    /// <summary>Some waking moment of the day.</summary>
    public static DateTime Waking(DateTime day, DemoRandom dice)
    {
        for (var tries = 0; ; tries++)
        {
            var at = day.Date.AddMinutes(dice.Between(0, 24 * 60));
            if (tries == 12 || dice.Chance(Activity(at, marketSaturdays: false)))
                return at;
        }
    }
}
