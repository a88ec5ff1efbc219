using InfluenceScore.Web.Demo.Cast;

namespace InfluenceScore.Web.Demo;

/// <summary>What the cast posts, and when.</summary>
internal static class Postings
{
    private const string Farewell = "We deliver a boat down the coast and are away for a month. The slipway is locked, the kettle is cold, the cat is at Ropequill's.";

    public static List<DemoPost> Write(CastMember member, DemoFacts facts, int seed)
    {
        var dice = new DemoRandom(seed, $"posts {member.Account.Key}");
        var posts = new List<DemoPost?>();
        var lastDay = facts.End.AddDays(-member.PausedDays);
        var created = facts.End.AddDays(-365 * member.Profile.YearsOld).Date;
        for (var day = created > facts.Start ? created : facts.Start; day < facts.End; day = day.AddDays(1))
        {
            if (member.KeepsMarketStall)
                posts.AddRange(MarketPosts(member, day, facts, dice));
            var count = (int)member.PostsADay + (dice.Chance(member.PostsADay % 1) ? 1 : 0);
            foreach (var hour in dice.Sample(member.Hours, count, _ => 1).Order())
            {
                var at = day.AddHours(hour).AddMinutes(dice.Whole(0, 59));
                if (at < lastDay)
                    posts.Add(Post(member, member.Themes[dice.Weighted(member.Themes.Select(t => t.Share).ToArray())], at, facts, dice));
            }
        }
        if (member.PausedDays > 0)
            posts.Add(facts.PostOrNull(member.Account, lastDay, Farewell));
        return posts.OfType<DemoPost>().ToList();
    }

    /// <summary>On the eve, on the morning, and in the last week nearly every day: the autumn market.</summary>
    private static IEnumerable<DemoPost?> MarketPosts(CastMember member, DateTime day, DemoFacts facts, DemoRandom dice)
    {
        if (day.DayOfWeek == DayOfWeek.Friday)
            yield return Post(member, Bakers.HarbourMarket, day.AddHours(18).AddMinutes(dice.Whole(0, 59)), facts, dice);
        if (day.DayOfWeek == DayOfWeek.Saturday)
            yield return Post(member, Bakers.HarbourMarket, day.AddHours(7).AddMinutes(dice.Whole(20, 59)), facts, dice);
        if ((facts.End - day).Days is >= 2 and <= 6)
            yield return Post(member, Bakers.AutumnMarket, day.AddHours(16).AddMinutes(dice.Whole(0, 59)), facts, dice);
    }

    private static DemoPost? Post(CastMember member, Theme theme, DateTime at, DemoFacts facts, DemoRandom dice)
    {
        var words = DemoWords.Fill(dice.Pick(theme.Openings), dice);
        var closing = DemoWords.Fill(dice.Pick(theme.Closings), dice);
        var tag = theme.Tag is null ? "" : $"#{theme.Tag}";
        return facts.PostOrNull(member.Account, at, string.Join(' ', new[] { words, closing, tag }.Where(part => part.Length > 0)), tag: theme.Tag, appeal: theme.Appeal);
    }
}
