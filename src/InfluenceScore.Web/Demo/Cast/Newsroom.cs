namespace InfluenceScore.Web.Demo.Cast;

/// <summary>Those whom the town listens to: its newspaper and its harbour master.</summary>
internal static class Newsroom
{
    private const string LanternBio = "The newspaper of Quillhaven, Saltwick Bay and Ferrymoor since the big gale. Tips: the door beside the chandler.";

    private static readonly Theme[] News =
    [
        new("quillhaven", 4, 1,
        [
            "Council votes on the {street} car park tonight: both sides in one page.", "The ferry timetable changes from {weekday}: the full list.",
            "Water off in {street} until {hour}.", "{dozens} people came to the library meeting, and stayed until midnight.",
            "Who was {surname}? The name over the old ropewalk, explained.", "School roof: the repair costs twice the estimate. We read the contract.",
            "The lighthouse lamp is lit again after {dozens} days.", "A seal has moved into the inner harbour and will not be moved.",
        ],
        ["Full report in the paper.", "We were there.", "Photographs inside.", "What do you think?", "", ""]),
        new("harbourmarket", 1, 1.1,
        ["The harbour market grows: {dozens} stalls, one queue.", "What the market earns the town, stall by stall.", "Our pick of the market: the {loaf} at stall 4."],
        ["", "Saturday, eight to one.", "With map."]),
        new("ferry", 2, 1.3,
        ["No ferry before {hour}: {weather}.", "The {hour} ferry runs again.", "Why the ferry is late, in one drawing."],
        ["We update this post.", "Source: harbour office.", ""]),
        new("letters", 1, .8, ["Letter of the week: against leaf blowers, for rakes.", "You wrote {dozens} letters about gulls. We print three."], ["", "Keep them coming."]),
        new("weather", 2, .9, ["Tomorrow: {weather}.", "Storm warning from {hour}: {weather}.", "{weather} until {weekday}, then better."], ["Take care on the pier.", ""]),
    ];

    public static readonly CastMember Lantern =
        new("x", "quillhavenlantern", "The Quillhaven Lantern", LanternBio, "Quillhaven", new(12.4, 28400, 11, 940, 61200, 4100, 410, Verified: true))
        {
            PostsADay = 1.8,
            Hours = [7, 9, 12, 16, 19],
            People = (22, 23),
            Audience = (.92, .45),
            Latecomers = .2,
            Themes = News,
        };

    public static readonly CastMember LanternOnBluesky =
        new("bluesky", "lantern.quill.example", "The Quillhaven Lantern", LanternBio, "Quillhaven", new(2.1, 6240, 9, 410, 3900, 900, 75))
        {
            PostsADay = 1.2,
            Hours = [7, 12, 18],
            People = (9, 11),
            Audience = (.80, .26),
            Latecomers = .35,
            Themes = News,
        };

    public static readonly CastMember Ottoline = new("mastodon", "ottoline@quill.example", "Ottoline Brask",
        "Harbour master of Quillhaven. Tides, ferries, storm notices, lost oars. My own words after six.", "Quillhaven harbour office", new(4.8, 5120, 3.4, 610, 7300, 5200, 88))
    {
        PostsADay = 1,
        Hours = [6, 8, 13, 18],
        People = (16, 16),
        Audience = (.88, .45),
        Latecomers = .2,
        // The storm notices of two months ago were shared far beyond the town.
        Season = daysAgo => daysAgo is > 55 and < 63 ? 1.8 : 1,
        Themes =
        [
            new("tides", 3, .8, ["High water at {hour}, {weather}.", "Spring tide on {weekday}: move your dinghies.", "Low water at {hour}: the old slipway shows."], ["Mind the steps.", ""]),
            new("ferry", 3, 1.1, ["The {hour} ferry sails.", "No sailing before {hour}: {weather}.", "Two extra crossings on {weekday} for the market."], ["Thank the crew.", "I shall write when it changes.", ""]),
            new("storm", 1, 1.8, ["Storm notice: {weather}, all berths doubled by {hour}.", "Pier closed until {hour}."], ["Please pass this on."]),
            new("quillhaven", 2, 1,
            [
                "Found: one oar, one boot, one {sweet} in a bag from Crumbtide.", "The seal now has a berth number.", "{dozens} boats in, none lost. A good week.",
                "A word about mooring lines, for the third time.",
            ],
            ["Ask at the office.", "Yours, the harbour.", ""]),
        ],
    };
}
