using InfluenceScore.Scoring;
using InfluenceScore.Web.Demo.Cast;

namespace InfluenceScore.Web.Demo.Tricks;

/// <summary>Gullgrist Brewery and six friends of the trade, who for a hundred days repost whatever any of them posts.</summary>
internal static class MutualRing
{
    private const int BeganDaysAgo = 100;
    private const double Reposted = .92, Liked = .4;

    /// <summary>The six friends. They are in the world also without the trick, with small audiences of their own; nobody watches them.</summary>
    public static readonly CastMember[] Friends =
    [
        Friend("saltsleeve", "Saltsleeve Taproom", "Twelve taps and a view.", 1480),
        Friend("hopwherry", "Hopwherry Bottle Shop", "Bottles from everywhere, advice for free.", 960),
        Friend("maltmarrow", "Maltmarrow Distillery", "Slow spirits.", 2140),
        Friend("dregsby", "Dregsby Bar Supply", "Glasses, taps, mops.", 610),
        Friend("foamwick", "Foamwick Events", "We bring the tent.", 1730),
        Friend("tapgallant", "Tapgallant Tours", "Walks with beer, in all weathers.", 840),
    ];

    public static void Play(DemoFacts facts, IReadOnlyDictionary<CastMember, List<DemoPost>> posts, int seed)
    {
        var dice = new DemoRandom(seed, "mutual ring");
        CastMember[] ring = [Shops.Gullgrist, .. Friends];
        foreach (var author in ring)
            foreach (var post in posts[author].Where(p => p.At >= facts.End.AddDays(-BeganDaysAgo)))
                foreach (var other in ring.Where(o => o != author && dice.Chance(Reposted)))
                {
                    var at = post.At.AddMinutes(dice.Between(4, 240));
                    facts.Act(other.Account, post, InteractionKind.Repost, at);
                    if (dice.Chance(Liked))
                        facts.Act(other.Account, post, InteractionKind.Like, at);
                }
    }

    private static CastMember Friend(string handle, string name, string bio, int followers) =>
        new("x", handle, name, bio, "Quillhaven docks", new(3.5, followers, .4, followers / 3, followers * 2, followers, followers / 90))
        {
            PostsADay = .8,
            Hours = [11, 15, 19],
            People = (2.5, 2.5),
            Audience = (.08, .02),
            Themes =
            [
                new(handle, 1, 1,
                ["{weekday} evening with us: {beer}.", "{beer} has arrived.", "{dozens} glasses, one evening, no speeches.", "Fully booked until {weekday}.", "Who comes on {weekday}?"],
                ["See you.", "From {hour}.", ""]),
            ],
        };
}
