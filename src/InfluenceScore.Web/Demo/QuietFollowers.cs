using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources;
using InfluenceScore.Web.Demo.Cast;

namespace InfluenceScore.Web.Demo;

/// <summary>People who followed long ago and did nothing since, as every account has them; of a few of them not even a profile is known.</summary>
internal static class QuietFollowers
{
    private const int FollowersEach = 70, Most = 56;
    private const double WithoutProfile = .15;

    public static void Come(DemoFacts facts, IEnumerable<CastMember> cast, int seed)
    {
        var dice = new DemoRandom(seed, "quiet followers");
        var names = new DemoNames();
        var taken = facts.Profiles.Select(p => $"{p.Network}:{p.Handle}").ToHashSet(StringComparer.Ordinal);
        foreach (var member in cast)
        {
            // Before the window of any score that is shown today: who follows now is not silent.
            for (var left = Math.Min(Most, member.Profile.Followers / FollowersEach); left > 0; left--)
            {
                var (handle, name) = names.Next(member.Network, dice);
                if (!taken.Add($"{member.Network}:{handle}"))
                    continue;
                var person = new DemoAccount(member.Network, handle, name);
                facts.Follow(person, member.Account, FollowEventKind.Follow, DemoRhythm.Waking(facts.Start.AddDays(dice.Between(4, 110)), dice));
                if (!dice.Chance(WithoutProfile))
                    StandStill(person, facts, dice);
            }
        }
    }

    /// <summary>Seen when the world begins and again this week, with the same numbers.</summary>
    private static void StandStill(DemoAccount person, DemoFacts facts, DemoRandom dice)
    {
        var followers = (long)Math.Max(12, dice.LogNormal(160, .7));
        var posts = (long)Math.Max(20, dice.LogNormal(700, .8));
        var first = new ProfileRecord(
            person.Network,
            person.Handle,
            facts.Start.AddMinutes(dice.Whole(60, 3 * 24 * 60)),
            Name: person.Name,
            CreatedAt: facts.Start.AddDays(-365 * dice.Between(2, 9)).Date.AddMinutes(dice.Whole(0, 1439)),
            Location: DemoPlaces.SayOrNull(dice.Chance(.5), dice),
            Bio: dice.Chance(.3) ? "" : DemoWords.Fill("{hobby} and {home}.", dice),
            Followers: followers,
            Following: (long)Math.Max(20, followers * dice.LogNormal(1.2, .3)),
            Posts: posts,
            LikesGiven: (long)(posts * dice.LogNormal(.7, .4)),
            Listed: (long)(followers * .01),
            Verified: false,
            DefaultAvatar: false);
        facts.Profiles.Add(first);
        facts.Profiles.Add(first with { ObservedAt = facts.End.AddDays(-dice.Between(1, 6)) });
    }
}
