namespace InfluenceScore.Scoring.Validation.Simulation;

/// <summary>
/// Profiles as the labelled public samples show them (Cresci et al. 2015; see docs/scoring.md, "Authenticity"): counts only, because only
/// they carry weight. Genuine shapes run from lurker and newcomer to celebrity; young bots follow many and have nothing; aged bots were bought
/// with a history and look like small genuine accounts; bought followers have the shape of the bought sample.
/// </summary>
public static class ProfileShapes
{
    /// <summary>Share of people who are new or only read, and whom no profile can tell from a bot.</summary>
    private const double LurkerShare = 0.10;

    /// <summary>A person: following grows with the root of followers, likes with activity, lists with followers.</summary>
    internal static ProfileSnapshot Person(SeededRandom random, string handle, double followers, double postsPerDay, double activity)
    {
        if (followers < 150 && random.Chance(2 * LurkerShare))
        {
            return Shape(handle, random.LogNormal(12, 0.7), random.LogNormal(80, 0.7), random.LogNormal(15, 1), random.LogNormal(15, 1.2), 0,
                random.Chance(0.15));
        }

        var age = random.Uniform(200, 3_000);
        return Shape(handle, followers, random.LogNormal(25 * Math.Sqrt(followers) / 1.3, 0.6), 1.5 * postsPerDay * age * random.LogNormal(1, 0.4) + 20,
            0.8 * activity * age * random.LogNormal(1, 0.8) + 5, followers * random.LogNormal(0.02, 0.7), random.Chance(0.02));
    }

    /// <summary>Weeks old, follows hundreds, hardly followed, hardly posts (check case 18/344/36/0/0).</summary>
    public static ProfileSnapshot YoungBot(SeededRandom random, string handle) =>
        Shape(handle, random.LogNormal(18, 0.7), random.LogNormal(340, 0.6), random.LogNormal(30, 0.8), random.Chance(0.5) ? 0 : random.LogNormal(8, 1), 0,
            random.Chance(0.4));

    /// <summary>Years old and stocked with followers and posts; most pass any test of the profile.</summary>
    public static ProfileSnapshot AgedBot(SeededRandom random, string handle) =>
        Shape(handle, random.LogNormal(180, 0.7), random.LogNormal(300, 0.6), random.LogNormal(900, 0.9), random.LogNormal(250, 1.0), random.LogNormal(2, 0.8), false);

    /// <summary>The bought sample: few followers, many followed, about forty posts, nothing liked.</summary>
    public static ProfileSnapshot BoughtFollower(SeededRandom random, string handle) =>
        Shape(handle, random.LogNormal(17, 0.8), random.LogNormal(370, 0.5), random.LogNormal(36, 0.8), 0, 0, random.Chance(0.05));

    private static ProfileSnapshot Shape(string handle, double followers, double following, double posts, double likes, double listed, bool defaultAvatar) =>
        new(handle, Name: handle, Followers: (long)followers, Following: (long)following, Posts: (long)posts, LikesGiven: (long)likes, Listed: (long)listed,
            DefaultAvatar: defaultAvatar);
}
