using InfluenceScore.Scoring;

namespace InfluenceScore.Web.Demo;

/// <summary>What the townsfolk do among themselves: so that they are seen to be people whom other people answer.</summary>
internal static class Friendships
{
    private static readonly InteractionKind[] Kinds = [InteractionKind.Like, InteractionKind.Reply, InteractionKind.Repost];
    private static readonly double[] Shares = [.55, .33, .12];

    public static void Live(List<DemoAccount> people, DemoFacts facts, int seed)
    {
        const double PostsEach = 3.6, ChanceToAct = .2, MentionsEach = .6;
        var dice = new DemoRandom(seed, "friendships");
        foreach (var circle in people.GroupBy(p => (p.Network, p.Local)))
        {
            var members = circle.ToList();
            var friends = Befriend(members, dice);
            for (var i = 0; i < members.Count; i++)
            {
                for (var left = dice.Poisson(PostsEach * Math.Min(2.5, members[i].Activity)); left > 0; left--)
                {
                    if (facts.PostOrNull(members[i], SomeMoment(facts, dice), DemoSmallTalk.Say(dice)) is not { } post)
                        continue;
                    foreach (var friend in friends[i].Where(_ => dice.Chance(ChanceToAct)))
                        facts.Act(members[friend], post, Kinds[dice.Weighted(Shares)], DemoRhythm.ReactionTo(post.At, dice));
                }
                for (var left = dice.Poisson(MentionsEach); left > 0; left--)
                    facts.Act(members[i], members[dice.Pick(friends[i])], InteractionKind.Mention, SomeMoment(facts, dice));
            }
        }
    }

    /// <summary>Each knows a few neighbours in the list (friends of friends know each other) and, now and then, anyone.</summary>
    private static List<int>[] Befriend(List<DemoAccount> members, DemoRandom dice)
    {
        const int Nearby = 12;
        var friends = members.Select(_ => new SortedSet<int>()).ToArray();
        for (var i = 0; i < members.Count; i++)
        {
            for (var left = dice.Whole(2, 4); left > 0; left--)
            {
                var other = dice.Chance(.15) ? dice.Whole(0, members.Count - 1) : (i + dice.Whole(1, Nearby)) % members.Count;
                if (other == i)
                    continue;
                friends[i].Add(other);
                friends[other].Add(i);
            }
        }
        return friends.Select(f => f.ToList()).ToArray();
    }

    private static DateTime SomeMoment(DemoFacts facts, DemoRandom dice) => DemoRhythm.Waking(facts.Start.AddDays(dice.Whole(0, facts.Days - 1)), dice);
}
