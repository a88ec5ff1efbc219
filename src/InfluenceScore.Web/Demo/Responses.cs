using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using InfluenceScore.Web.Demo.Cast;

namespace InfluenceScore.Web.Demo;

/// <summary>How people act on what the cast posts, and how the cast answers.</summary>
internal static class Responses
{
    private static readonly InteractionKind[] Kinds = [InteractionKind.Like, InteractionKind.Repost, InteractionKind.Reply, InteractionKind.Quote];
    private static readonly double[] Shares = [.60, .19, .16, .05];
    private static readonly double[] SharesAmongCast = [.15, .40, .25, .20];

    private static readonly string[] Answers =
        ["Thank you, and until {weekday}.", "From {hour}.", "Yes, with pleasure.", "A good question. Not before {weekday}.", "Glad you liked it.", "You are right, mended.", "Thank you for telling us."];

    public static void ToPosts(CastMember member, List<DemoPost> posts, List<Listener> audience, DemoFacts facts, int seed)
    {
        var dice = new DemoRandom(seed, $"responses {member.Account.Key}");
        foreach (var post in posts)
        {
            var usual = member.People.AtFirst + ((member.People.Now - member.People.AtFirst) * (post.At - facts.Start).TotalDays / facts.Days);
            var people = dice.Poisson(usual * post.Appeal * member.Season((facts.End - post.At).TotalDays) * dice.LogNormal(1, .3));
            foreach (var listener in dice.Sample(audience, people, l => l.WeightAt(post.At)))
                Respond(member, listener.Person, post, facts, dice);
        }
        Mention(member, audience, facts, dice);
    }

    /// <summary>The cast among themselves.</summary>
    public static void ToTies(IReadOnlyDictionary<CastMember, List<DemoPost>> posts, DemoFacts facts, int seed)
    {
        foreach (var (actor, target, usual, lastWeek) in DemoCast.Ties)
        {
            var dice = new DemoRandom(seed, $"tie {actor.Account.Key} {target.Account.Key}");
            foreach (var post in posts[target])
            {
                var at = DemoRhythm.ReactionTo(post.At, dice);
                var kind = Kinds[dice.Weighted(SharesAmongCast)];
                if (dice.Chance(post.At >= facts.End.AddDays(-7) ? lastWeek : usual) && at < facts.End.AddDays(-actor.PausedDays))
                    facts.Act(actor.Account, post, kind, at);
            }
        }
    }

    private static void Respond(CastMember member, DemoAccount person, DemoPost post, DemoFacts facts, DemoRandom dice)
    {
        var at = DemoRhythm.ReactionTo(post.At, dice, member.KeepsMarketStall);
        var kind = Kinds[dice.Weighted(Shares)];
        facts.Act(person, post, kind, at);
        if (kind != InteractionKind.Like && dice.Chance(.3))
            facts.Act(person, post, InteractionKind.Like, at.AddSeconds(-dice.Whole(5, 90)));
        if (kind is InteractionKind.Reply or InteractionKind.Quote && dice.Chance(.35))
            Answer(member, person, DemoRhythm.ReactionTo(at, dice), facts, dice);
    }

    /// <summary>An answer to a reply: the reply itself was never fetched, so the act answers no known post. Now and then the answer's text is known.</summary>
    private static void Answer(CastMember member, DemoAccount person, DateTime at, DemoFacts facts, DemoRandom dice)
    {
        if (at >= facts.End.AddDays(-member.PausedDays))
            return;
        facts.Act(member.Account, person, InteractionKind.Reply, at);
        if (dice.Chance(.1))
            facts.PostOrNull(member.Account, at, $"@{person.Handle} {DemoWords.Fill(dice.Pick(Answers), dice)}", PostKind.Reply);
    }

    /// <summary>People also speak of an account without answering a post: about one act in thirty.</summary>
    private static void Mention(CastMember member, List<Listener> audience, DemoFacts facts, DemoRandom dice)
    {
        for (var day = facts.Start; day < facts.End; day = day.AddDays(1))
        {
            var paused = day >= facts.End.AddDays(-member.PausedDays);
            var mentions = dice.Poisson(member.People.Now * Math.Min(1, member.PostsADay) * (paused ? .01 : .035));
            foreach (var listener in dice.Sample(audience, mentions, l => l.WeightAt(day)))
                facts.Act(listener.Person, member.Account, InteractionKind.Mention, DemoRhythm.Waking(day, dice));
        }
    }
}
