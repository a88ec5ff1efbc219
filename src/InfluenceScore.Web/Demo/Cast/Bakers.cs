namespace InfluenceScore.Web.Demo.Cast;

/// <summary>Crumbtide Bakery, small and loved in its town, and Sheafmoor Bakehouse, with four times the followers and few who act.</summary>
internal static class Bakers
{
    private const string CrumbtideBio = "Organic bakery on the harbour front of Quillhaven. Rye, seaweed butter rolls, early hours. Stall 4 on the Saturday market.";

    /// <summary>What draws people most: written on Friday evening and Saturday morning, and more than usual this week.</summary>
    public static readonly Theme HarbourMarket = new("harbourmarket", 0, 2.4,
    [
        "Harbour market tomorrow: {dozens} rye loaves, first come.",
        "Stall 4, from eight. We bring the {loaf} and the {sweet}.",
        "The van is loaded for the harbour market: {loaf}, {sweet}, and the good butter.",
        "Market day. The queue is short before nine and friendly after.",
        "For the market we bake all night: {dozens} loaves and {dozens} rolls.",
    ],
    [
        "Bring your own bag and take 20 cents off.", "Come early.", "Ottoline promises {weather}.", "Ropequill pours the coffee next to us.",
        "Half of it is promised to the sailing school already.", "",
    ]);

    /// <summary>This week's autumn market, of which the whole town speaks.</summary>
    public static readonly Theme AutumnMarket = HarbourMarket with
    {
        Appeal = 3.2,
        Openings =
        [
            "Autumn market week on the harbour front: every day another loaf, today {loaf}.", "Autumn market, stall 4: the {loaf} is back for this week only.",
            "{dozens} {sweet} for the autumn market, and a queue to the pier.", "Who comes to the autumn market today? We saved {dozens} {sweet} for people who ask nicely.",
            "The harbour market all week, and the oven never cold: {loaf} today.",
        ],
    };

    private static readonly Theme[] CrumbtideThemes =
    [
        new("nightbake", 3, 1.1,
        [
            "What we bake between two and five in the morning, in nine photographs.", "Four o'clock, oven at 250, radio on, {loaf} in.",
            "The apprentice shaped {dozens} {sweet} by herself tonight.", "Second proof done. The harbour is still dark and smells of {loaf}.",
            "Night bake notes: the {flour} flour drinks more water than we thought.", "The oven door sticks again. The {loaf} does not mind.",
        ],
        ["Ask us anything about it.", "Ready at seven.", "Shop opens at half past six.", "The first tray is always for the ferry crew.", ""]),
        new("localflour", 2, 1.2,
        [
            "Our flour now comes from the mill at Saltwick Bay, eleven miles away.", "The {flour} harvest is in, and the miller is in a good mood.",
            "We paid the farmer 12% more this year, and this is why.", "Stone-milled {flour} on the left, last year's on the right.",
        ],
        ["Here is the farmer.", "You will taste it in the {loaf}.", "Questions welcome.", ""]),
        new("quillhaven", 3, .9,
        [
            "The ferry is cancelled, so yesterday's bread is half price at the pier.", "Storm shutters up. We stay open as long as the oven is on.",
            "Thank you for {dozens} reviews of the {sweet}. We read them all.", "Free starter for anyone who brings a jar on Sunday.",
            "Apprentice wanted. No experience, early hours, all the bread you can eat.", "Today: {loaf}, {loaf}, and one tray of {sweet}.",
            "Somebody left a blue umbrella and half a {sweet}. Both are safe.",
        ],
        ["See you at the counter.", "{weather}, says the harbour office.", "Until it is gone.", "", ""]),
        new("recipe", 1, 1.3,
        ["Recipe: {sweet}, as promised.", "How to keep a {loaf} fresh for five days.", "Three mistakes everyone makes with sourdough, us included."],
        ["Thread.", "Save it for Sunday.", "Tell us how it went."]),
    ];

    public static readonly CastMember Crumbtide = new("x", "crumbtide", "Crumbtide Bakery", CrumbtideBio, "Quillhaven", new(7.2, 3904, 8.5, 712, 5210, 6880, 61))
    {
        PostsADay = .8,
        Hours = [6, 7, 12, 17],
        Themes = CrumbtideThemes,
        People = (6, 15),
        Audience = (.48, .10),
        Latecomers = .7,
        KeepsMarketStall = true,
    };

    public static readonly CastMember CrumbtideOnBluesky =
        new("bluesky", "crumbtide.example", "Crumbtide Bakery", CrumbtideBio, "Quillhaven harbour", new(1.9, 1120, 2.1, 388, 920, 1710, 14))
        {
            PostsADay = .5,
            Hours = [7, 12, 18],
            Themes = CrumbtideThemes,
            People = (6, 10),
            Audience = (.45, .10),
            Latecomers = .4,
        };

    public static readonly CastMember CrumbtideOnMastodon =
        new("mastodon", "crumbtide@quill.example", "Crumbtide Bakery", CrumbtideBio, "Quillhaven", new(1.2, 486, 1.1, 240, 410, 820, 6))
        {
            PostsADay = .4,
            Hours = [7, 18],
            Themes = CrumbtideThemes,
            People = (5, 8),
            Audience = (.40, .10),
            Latecomers = .4,
        };

    public static readonly CastMember Sheafmoor = new("x", "sheafmoor", "Sheafmoor Bakehouse",
        "Fine breads in eleven shops. Order online, delivered anywhere. Taste the moor.", "Vellum City & Quillhaven", new(9.6, 15600, 3.2, 2140, 14800, 5300, 148))
    {
        PostsADay = 2.1,
        Hours = [9, 11, 13, 15, 17],
        People = (3.9, 2.5),
        Audience = (.07, .15),
        Latecomers = .3,
        Themes =
        [
            new("sheafmoor", 4, .9,
            [
                "New in all shops: the Sheafmoor {loaf}.", "Our {sweet} box ships today.", "Golden outside, soft inside: the {loaf} you know.",
                "Eleven shops, one dough.", "Order before noon, eat it tomorrow.", "Which one is yours: {loaf} or {loaf}?",
            ],
            ["Link in bio.", "Shop now.", "Only this week.", "Taste the moor.", ""]),
            new("giveaway", 1, 1.5, ["Win a month of {sweet}: follow us and tell us why.", "Giveaway: {dozens} vouchers for our {loaf}."], ["Ends Sunday.", "Terms apply."]),
            new("breadlove", 2, .7, ["It is {loaf} o'clock.", "Monday needs a {sweet}.", "A good day starts with butter."], ["Agree?", "Tag a friend.", ""]),
        ],
    };
}
