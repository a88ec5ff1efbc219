namespace InfluenceScore.Web.Demo.Cast;

/// <summary>Boats, birds and lessons.</summary>
internal static class Waterfront
{
    public static readonly CastMember Tidewright = new("x", "tidewright", "Tidewright Boatyard",
        "Wooden boats, built and mended. Three hands, one slipway.", "Quillhaven slipway", new(6.7, 2050, 1.1, 420, 1980, 2600, 40))
    {
        PostsADay = .75,
        Hours = [8, 12, 17],
        People = (13, 14),
        Audience = (.34, .09),
        // The whole yard is away on a delivery voyage; the last post says so.
        PausedDays = 29.9,
        Themes =
        [
            new("boatyard", 4, 1,
            [
                "Plank {dozens} of the {boat} is on.", "The {boat} goes down the slip on {weekday}.", "Steam box on, gloves on, radio off.", "We found a coin under the mast step of the {boat}.",
                "Before and after: the transom of the {boat}.", "Caulking week. Everybody smells of tar.", "An oak arrived. It was older than the town.",
            ],
            ["Visitors welcome.", "Mind the glue.", "{weather}, so we work inside.", "", ""]),
            new("launchday", 1, 1.8, ["Launch day: the {boat} floats.", "{dozens} people pulled the {boat} to the water."], ["Thank you all.", "She leaks less than last year."]),
        ],
    };

    public static readonly CastMember Pellworm = new("mastodon", "pellwormsails@quill.example", "Pellworm Sailing School",
        "Sailing for beginners and the stubborn. Courses from spring to first ice.", "Ferrymoor", new(2.6, 870, .9, 330, 1240, 1900, 12))
    {
        PostsADay = .6,
        Hours = [9, 17],
        People = (6, 7.5),
        Audience = (.26, .13),
        Season = daysAgo => daysAgo < 7 ? 1.5 : 1,
        Themes =
        [
            new("learntosail", 1, 1,
            [
                "Autumn course: {dozens} beginners, {dozens} capsizes, no tears.", "Lesson {dozens}: the knot that everyone forgets.", "{weather}. Perfect for a first reef.",
                "Places left in the {weekday} group.", "Why we still teach with paper charts.", "Our smallest pupil sailed the {boat} home alone.",
            ],
            ["Sign up at the jetty.", "Bring a towel.", "", ""]),
        ],
    };

    public static readonly CastMember Fennick = new("bluesky", "fennick.quill.example", "Fennick Marrowby",
        "I photograph terns and whoever stands beside them. Prints on request.", "Ferrymoor", new(2.4, 4310, 2.2, 360, 2650, 6100, 54))
    {
        PostsADay = .8,
        Hours = [6, 8, 20],
        People = (17, 17),
        Audience = (.52, .40),
        // The tern season ended two months ago, and the crowd with it.
        Season = daysAgo => daysAgo is > 50 and < 110 ? 1.5 : daysAgo < 30 ? .8 : 1,
        Themes =
        [
            new("terns", 4, 1.1,
            [
                "{dozens} terns on the west groyne, one with a ring from Port Ambergris.", "First light, third frame, {weather}.", "The colony leaves. {dozens} pairs raised young this year.",
                "A tern, a gull, and a disagreement.", "Waited {dozens} minutes for this second.", "What a tern sees of us.",
            ],
            ["Prints on request.", "No bird was hurried.", "", ""]),
            new("quillhaven", 1, .9, ["The harbour from above the {street} steps.", "{weather}, in one photograph.", "The night bakers of Crumbtide, by their own light."], ["", "Large version on request."]),
        ],
    };

    /// <summary>Added to the list of watched accounts yesterday: nobody has acted on it yet.</summary>
    public static readonly CastMember Ternwatch =
        new("x", "ternwatch", "ternwatch", "Counting terns at Quillhaven. New here.", "Quillhaven", new(.01, 3, 0, 21, 0, 4, 0));
}
