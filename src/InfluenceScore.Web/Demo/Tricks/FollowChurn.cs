using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Demo.Cast;

namespace InfluenceScore.Web.Demo.Tricks;

/// <summary>Brightmast Growth Studio: seven times, sixteen days apart, it follows a pile of people and drops nearly all of them nine days later.</summary>
internal static class FollowChurn
{
    private const int Episodes = 7, DaysApart = 16, LastBegan = 17;
    private const double FollowedBefore = .5, Dropped = .97, FollowedBack = .07;

    public static void Play(DemoFacts facts, List<DemoAccount> people, int seed)
    {
        var dice = new DemoRandom(seed, "follow churn");
        var studio = Marketers.Brightmast.Account;
        var strangers = dice.Sample(people.Where(p => p.Network == studio.Network).ToList(), people.Count, _ => 1);
        strangers.InsertRange(0, [Shops.Ropequill.Account, Waterfront.Tidewright.Account, Shops.Lobsterlace.Account]);
        var before = new List<DemoAccount>();
        for (var episode = Episodes - 1; episode >= 0; episode--)
        {
            var began = facts.End.AddDays(-LastBegan - (DaysApart * episode));
            var again = dice.Sample(before, (int)(dice.Whole(170, 200) * (before.Count == 0 ? 0 : FollowedBefore)), _ => 1);
            var fresh = strangers.Take(dice.Whole(170, 200) - again.Count).ToList();
            strangers.RemoveRange(0, fresh.Count);
            before.RemoveAll(again.Contains);
            foreach (var target in again.Concat(fresh))
                if (Keep(studio, target, began, facts, dice))
                    before.Add(target);
        }
    }

    /// <summary>One follow and, usually, its end nine days later; true where it ended.</summary>
    private static bool Keep(DemoAccount studio, DemoAccount target, DateTime began, DemoFacts facts, DemoRandom dice)
    {
        var followed = began.AddHours(dice.Between(8, 56));
        facts.Follow(studio, target, FollowEventKind.Follow, followed);
        var back = dice.Chance(FollowedBack);
        if (back)
            facts.Follow(target, studio, FollowEventKind.Follow, followed.AddHours(dice.Between(1, 60)));
        if (!dice.Chance(Dropped))
            return false;
        var dropped = began.AddDays(dice.Whole(9, 10)).AddHours(dice.Between(9, 23));
        facts.Follow(studio, target, FollowEventKind.Unfollow, dropped);
        if (back && dice.Chance(.6))
            facts.Follow(target, studio, FollowEventKind.Unfollow, dropped.AddDays(dice.Between(.5, 5)));
        return true;
    }
}
