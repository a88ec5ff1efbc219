using InfluenceScore.Data.Sources;

namespace InfluenceScore.Web.Demo;

/// <summary>The ordinary people: some two thousand four hundred, half of them from Quillhaven and the towns around it.</summary>
internal static class Townsfolk
{
    private static readonly (string Network, int People)[] Networks = [("x", 1480), ("bluesky", 520), ("mastodon", 380)];

    private static readonly string[] Bios =
    [
        "{job} in {town}. {hobby}.", "{job}. {home}.", "{hobby}, {hobby}, and {home}.", "{job} with {home}.", "Mostly {hobby}.", "I like {hobby} and {weather}.", "{town} born, {town} based.",
        "{job} by day, {hobby} by night.", "Opinions my own, {home} too.", "{hobby} | {home} | {town}",
    ];

    public static List<DemoAccount> Settle(DemoFacts facts, int seed)
    {
        var dice = new DemoRandom(seed, "townsfolk");
        var names = new DemoNames();
        var people = new List<DemoAccount>();
        foreach (var (network, count) in Networks)
        {
            for (var i = 0; i < count; i++)
            {
                var (handle, name) = names.Next(network, dice);
                var person = new DemoAccount(network, handle, name) { Local = dice.Chance(.55), Activity = dice.LogNormal(1, .6) };
                people.Add(person);
                // Seen once, when the world begins: as an account is that nobody watches.
                facts.Profiles.Add(Profile(person, facts.Start.AddMinutes(dice.Whole(1, 3 * 24 * 60)), dice));
            }
        }
        return people;
    }

    /// <summary>Counts in the shape of genuine accounts; one in twelve is a newcomer or a lurker, of whom little can be said.</summary>
    private static ProfileRecord Profile(DemoAccount person, DateTime seen, DemoRandom dice)
    {
        var newcomer = dice.Chance(.08);
        var followers = Math.Max(3, dice.LogNormal(newcomer ? 14 : 270, .75));
        var following = Math.Max(8, followers * dice.LogNormal(newcomer ? 4 : 1.15, .4));
        var posts = Math.Max(1, dice.LogNormal(newcomer ? 15 : 1700, .85) * Math.Sqrt(person.Activity));
        var likes = Math.Max(0, posts * dice.LogNormal(newcomer ? .5 : .75, .6));
        return new(
            person.Network,
            person.Handle,
            seen,
            Name: person.Name,
            CreatedAt: seen.AddDays(-365 * (newcomer ? dice.Between(.05, .5) : Math.Min(14, dice.LogNormal(5, .5)))).Date.AddMinutes(dice.Whole(0, 1439)),
            Location: DemoPlaces.SayOrNull(person.Local, dice),
            Bio: dice.Chance(newcomer ? .5 : .1) ? "" : DemoWords.Fill(dice.Pick(Bios), dice),
            Followers: (long)followers,
            Following: (long)following,
            Posts: (long)posts,
            LikesGiven: (long)likes,
            Listed: newcomer ? 0 : (long)Math.Round(followers * dice.LogNormal(.013, .6)),
            Verified: false,
            DefaultAvatar: dice.Chance(newcomer ? .3 : .01));
    }
}
