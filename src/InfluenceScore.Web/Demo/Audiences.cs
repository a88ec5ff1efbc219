using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Demo.Cast;

namespace InfluenceScore.Web.Demo;

/// <summary>Somebody who acts on an account, how readily, and from when to when.</summary>
internal sealed record Listener(DemoAccount Person, double Weight, DateTime From, DateTime Until)
{
    public double WeightAt(DateTime at) => at >= From && at < Until ? Weight : 0;
}

/// <summary>Who listens to whom.</summary>
internal static class Audiences
{
    /// <summary>People who first act on the bakery's market posts in the last week.</summary>
    private const int MarketNewcomers = 215;

    private const double MarketNewcomerWeight = 2.2;

    public static List<Listener> Gather(CastMember member, List<DemoAccount> people, DemoFacts facts, int seed)
    {
        var dice = new DemoRandom(seed, $"audience {member.Account.Key}");
        var listeners = new List<Listener>();
        var strangers = new List<DemoAccount>();
        foreach (var person in people.Where(p => p.Network == member.Network))
        {
            if (!dice.Chance(person.Local ? member.Audience.Local : member.Audience.Away))
            {
                strangers.Add(person);
                continue;
            }
            var from = dice.Chance(member.Latecomers) ? dice.Between(0, facts.Days - 8) : 0;
            var until = dice.Chance(.08) ? dice.Between(from + 20, facts.Days + 20) : facts.Days + 1;
            listeners.Add(new(person, person.Activity * dice.LogNormal(1, .6), facts.Start.AddDays(from), facts.Start.AddDays(until)));
        }
        if (member.KeepsMarketStall)
            listeners.AddRange(dice.Sample(strangers, MarketNewcomers, p => p.Local ? 1 : .03)
                .Select(p => new Listener(p, MarketNewcomerWeight, facts.End.AddDays(-dice.Between(3, 6.8)), facts.End)));
        foreach (var listener in listeners)
            Follow(listener, member.Account, facts, dice);
        return listeners;
    }

    /// <summary>Most who come to listen follow, and some who leave drop it: the natural background of follow events.</summary>
    private static void Follow(Listener listener, DemoAccount account, DemoFacts facts, DemoRandom dice)
    {
        if (listener.From <= facts.Start || !dice.Chance(.6))
            return;
        facts.Follow(listener.Person, account, FollowEventKind.Follow, DemoRhythm.Waking(listener.From, dice));
        if (listener.Until < facts.End && dice.Chance(.5))
            facts.Follow(listener.Person, account, FollowEventKind.Unfollow, DemoRhythm.Waking(listener.Until.AddDays(1), dice));
    }
}
