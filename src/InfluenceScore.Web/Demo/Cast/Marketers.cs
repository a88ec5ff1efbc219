namespace InfluenceScore.Web.Demo.Cast;

/// <summary>Two who work on their numbers rather than on their posts.</summary>
internal static class Marketers
{
    public static readonly CastMember Brightmast = new("x", "brightmastgrowth", "Brightmast Growth Studio",
        "We grow brands. Ask how we doubled ours.", "Quillhaven", new(6.1, 2234, .2, 1180, 5900, 2050, 19))
    {
        PostsADay = 1.8,
        Hours = [9, 11, 14, 16],
        People = (.9, .9),
        Audience = (.02, .01),
        Latecomers = 0,
        Themes =
        [
            new("growth", 1, 1,
            [
                "{dozens} ways to grow your audience.", "Consistency beats talent.", "Your brand is a promise. Is yours kept?", "We doubled a client in {dozens} days.",
                "Stop posting. Start connecting.", "Nobody talks about this growth lever.",
            ],
            ["Thread.", "Ask us how.", "Follow for more.", ""]),
        ],
    };

    /// <summary>A machine that posts an offer every hour, day and night.</summary>
    public static readonly CastMember HarbourDeals = new("x", "harbourdeals", "Harbour Deals Hourly",
        "A new deal every hour, day and night. Posted by a bot.", "", new(.28, 41, .3, 12, 2440, 0, 0))
    {
        PostsADay = 24,
        Hours = [.. Enumerable.Range(0, 24)],
        People = (.005, .005),
        Audience = (.008, .002),
        Themes = [new("deals", 1, 1, ["Deal of the hour: {knit}, {percent}% off.", "{hour} deal: {scent} candle, {percent}% off.", "Save {percent}% on {roast}."], ["Hurry.", "Ends soon.", ""])],
    };
}
