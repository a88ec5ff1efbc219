using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using InfluenceScore.Web.Demo.Cast;

namespace InfluenceScore.Web.Demo.Tricks;

/// <summary>Lobsterlace Outfitters: 9,800 followers in two days, of whom a few hundred are known by name, and likes that arrive within minutes.</summary>
internal static class BoughtFollowers
{
    /// <summary>Followers bought, in accounts.</summary>
    public const int Bought = 9800;

    private const int DaysAgo = 48, KnownByName = 320, Likers = 140, PostsLiked = 14;

    private static readonly string[] Words = ["rollfan", "happyday", "truelife", "bestnews", "sunnyone", "livelaugh", "dailyjoy", "wowshop", "goodvibe", "realtalk"];

    /// <summary>How many of the bought followers are there already.</summary>
    public static int CountAt(DateTime at, DemoFacts facts, DemoTricks tricks)
    {
        if (!tricks.HasFlag(DemoTricks.BoughtFollowers))
            return 0;
        var days = Math.Clamp((at - facts.End.AddDays(-DaysAgo)).TotalDays, 0, 2);
        return (int)(Bought * days / 2);
    }

    public static void Play(DemoFacts facts, List<DemoPost> posts, DemoTricks tricks, int seed)
    {
        if ((tricks & (DemoTricks.BoughtFollowers | DemoTricks.BoughtEngagement)) == DemoTricks.None)
            return;
        var dice = new DemoRandom(seed, "bought followers");
        var began = facts.End.AddDays(-DaysAgo);
        var crowd = Enumerable.Range(0, KnownByName).Select(_ => Empty(began, facts, dice)).DistinctBy(a => a.Key).ToList();
        if (tricks.HasFlag(DemoTricks.BoughtFollowers))
            foreach (var account in crowd)
                facts.Follow(account, Shops.Lobsterlace.Account, FollowEventKind.Follow, began.AddHours(dice.Between(0, 48)));
        if (tricks.HasFlag(DemoTricks.BoughtEngagement))
            Like(facts, posts.Where(p => p.At > began.AddDays(3)).ToList(), crowd.Take(Likers).ToList(), new(seed, "bought engagement"));
    }

    /// <summary>A young account with nothing in it but the people it follows.</summary>
    private static DemoAccount Empty(DateTime began, DemoFacts facts, DemoRandom dice)
    {
        var handle = $"{dice.Pick(Words)}_{dice.Whole(1000, 9999)}";
        var account = new DemoAccount("x", handle, handle);
        facts.Profiles.Add(new(
            "x",
            handle,
            began.AddHours(1),
            Name: handle,
            CreatedAt: began.AddDays(-dice.Between(6, 30)),
            Bio: "",
            Followers: dice.Whole(0, 19),
            Following: dice.Whole(240, 1900),
            Posts: dice.Whole(0, 9),
            LikesGiven: 0,
            Listed: 0,
            Verified: false,
            DefaultAvatar: dice.Chance(.8)));
        return account;
    }

    private static void Like(DemoFacts facts, List<DemoPost> posts, List<DemoAccount> crowd, DemoRandom dice)
    {
        foreach (var post in dice.Sample(posts, PostsLiked, _ => 1))
            foreach (var account in crowd.Where(_ => dice.Chance(.65)))
                facts.Act(account, post, dice.Chance(.92) ? InteractionKind.Like : InteractionKind.Repost, post.At.AddMinutes(dice.Between(1, 14)));
    }
}
