namespace InfluenceScore.Web.Demo.Cast;

/// <summary>The shops of the town.</summary>
internal static class Shops
{
    public static readonly CastMember Ropequill = new("x", "ropequill", "Ropequill Coffee",
        "Coffee roasted in the old ropewalk. Open six to six. Dogs know the way.", "Quillhaven, Ropewalk Lane", new(5.5, 3310, 3.3, 640, 4120, 7400, 47))
    {
        PostsADay = 1,
        Hours = [7, 10, 15],
        People = (14, 15),
        Audience = (.50, .10),
        Themes =
        [
            new("ropequill", 4, 1,
            [
                "Today's roast: {roast}.", "We tried {roast} as a filter and will not go back.", "The grinder is mended. So are we.", "{dozens} cups before nine. A record.",
                "The window seat is free. For now.", "Regulars' board: who drinks what, in chalk.", "New cups from the potter in Ferrymoor.",
            ],
            ["Come in.", "Ask for a taste.", "Until six.", "", ""]),
            new("harbourmarket", 1, 1.4, ["We pour at the harbour market on Saturday, beside the bakery.", "Market coffee: {roast}, strong."], ["Bring a cup.", ""]),
            new("dogsofropequill", 1, 1.5, ["Dog of the week: {pet}.", "{pet} has opinions about {roast}."], ["See for yourself.", ""]),
        ],
    };

    public static readonly CastMember Barnaquill = new("bluesky", "barnaquillbooks.example", "Barnaquill Books",
        "Books, maps and a stove. Reading nights on Thursdays. We order anything.", "Quillhaven", new(2.2, 2480, 4, 720, 2300, 3900, 31))
    {
        PostsADay = 1,
        Hours = [9, 12, 18],
        People = (10, 12),
        Audience = (.48, .20),
        Latecomers = .4,
        Season = daysAgo => daysAgo < 6 ? 1.6 : 1,
        Themes =
        [
            new("nowreading", 4, 1,
            [
                "Now reading: {book}.", "Sold the last {book} to somebody who read it on the step.", "A box of sea charts came in, {dozens} of them, one with a coffee ring from the last century.",
                "The stove is on. So is the kettle.", "If you liked {book}, try {book}.", "Signed copies of {book} on the counter.",
            ],
            ["We post anywhere.", "Ask at the desk.", "", ""]),
            new("readingnight", 1.5, 1.6, ["Reading night on Thursday: {book}.", "{dozens} people and one dog came to hear {book}.", "Next reading night: bring a page you love."], ["Free, stove included.", "Doors at seven.", ""]),
        ],
    };

    public static readonly CastMember Kelpwick = new("bluesky", "kelpwick.example", "Kelpwick Candles",
        "Candles from beeswax and patience. Workshop visits by appointment.", "Saltwick Bay", new(1.6, 905, 1.2, 510, 780, 1460, 9))
    {
        PostsADay = .7,
        Hours = [10, 16, 20],
        People = (4.5, 5),
        Audience = (.16, .08),
        Themes =
        [
            new("candles", 1, 1,
            [
                "Dipping day: {dozens} pairs.", "New scent: {scent}.", "{scent} burns slower than we thought, and smells of {scent}.", "Winter stock is cooling on the racks.",
                "A wick is a small rope. Ours come from the chandler.", "The workshop is warm. Visitors welcome on {weekday}.",
            ],
            ["In the shop now.", "Order by {weekday}.", "", ""]),
        ],
    };

    public static readonly CastMember Lobsterlace = new("x", "lobsterlace", "Lobsterlace Outfitters",
        "Knitwear and oilskins for people who like weather. Free returns.", "Quillhaven", new(3.9, 12180, .7, 830, 3350, 1240, 22))
    {
        PostsADay = 1.1,
        Hours = [9, 13, 17],
        People = (2.1, 2.1),
        Audience = (.05, .02),
        Latecomers = 0,
        Themes =
        [
            new("lobsterlace", 1, 1,
            [
                "The {knit} is back in five colours.", "Made for {weather}.", "Our {knit} in the window, the rest inside.", "Last sizes of the {knit}.", "Layer up: {knit} over {knit}.",
                "New season, same sheep.",
            ],
            ["Free returns.", "Shop link in bio.", "While stocks last.", ""]),
        ],
    };

    public static readonly CastMember Gullgrist = new("x", "gullgrist", "Gullgrist Brewery",
        "Small brewery, big weather. Tap room open Thursday to Sunday.", "Quillhaven docks", new(4.4, 2870, 1.9, 910, 4480, 3100, 35))
    {
        PostsADay = .9,
        Hours = [11, 16, 18],
        People = (6, 6),
        Audience = (.20, .05),
        Themes =
        [
            new("gullgrist", 1, 1,
            [
                "On tap from {weekday}: {beer}.", "We brewed {beer} with spent grain from the bakery.", "{beer} sold out in {dozens} minutes.", "Tap room quiz on {weekday}.",
                "The kettle is on for {beer}.", "Label of the year: {beer}, drawn by the apprentice.",
            ],
            ["Come thirsty.", "Tap room opens at four.", "Cheers.", ""]),
        ],
    };
}
