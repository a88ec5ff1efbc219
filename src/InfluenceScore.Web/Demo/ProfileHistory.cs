using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources;
using InfluenceScore.Web.Demo.Cast;
using InfluenceScore.Web.Demo.Tricks;

namespace InfluenceScore.Web.Demo;

/// <summary>The cast as seen once a day: followers, following and posts as series, backwards from today.</summary>
internal static class ProfileHistory
{
    public static void Observe(CastMember member, DemoFacts facts, DemoTricks tricks, int seed)
    {
        var dice = new DemoRandom(seed, $"history {member.Account.Key}");
        var created = facts.End.AddDays(-365 * member.Profile.YearsOld).Date.AddMinutes(dice.Whole(0, 1439));
        var posts = facts.Posts.Where(p => p.Author.Key == member.Account.Key).Select(p => p.At).Order().ToArray();
        var follows = facts.Follows.Where(f => f.Network == member.Network && f.Follower == member.Handle).OrderBy(f => f.At).ToArray();
        var minute = dice.Whole(60, 340);
        for (var day = facts.Start; day < facts.End; day = day.AddDays(1))
        {
            var seen = day.AddMinutes(minute + dice.Whole(0, 12));
            if (seen <= created)
                continue;
            var daysAgo = (facts.End - seen).TotalDays;
            var followers = member.Profile.Followers - (member.Profile.FollowersADay * daysAgo) + (daysAgo < 1 ? 0 : dice.Whole(-2, 2));
            if (member == Shops.Lobsterlace)
                followers -= BoughtFollowers.Bought - BoughtFollowers.CountAt(seen, facts, tricks);
            facts.Profiles.Add(new(
                member.Network,
                member.Handle,
                seen,
                Name: member.Name,
                CreatedAt: created,
                Location: member.Location,
                Bio: member.Bio,
                Followers: Math.Max(0, (long)followers),
                Following: Math.Max(0, member.Profile.Following - (long)(daysAgo * .1) + Held(follows, seen)),
                Posts: Math.Max(0, member.Profile.PostsMade - posts.Count(p => p >= seen)),
                LikesGiven: Math.Max(0, member.Profile.LikesGiven - (long)(daysAgo * member.Profile.LikesGiven / (365 * Math.Max(1, member.Profile.YearsOld)))),
                Listed: member.Profile.Listed,
                Verified: member.Profile.Verified,
                DefaultAvatar: false));
        }
    }

    private static int Held(FollowRecord[] follows, DateTime at) =>
        follows.TakeWhile(f => f.At < at).Sum(f => f.Event == FollowEventKind.Follow ? 1 : -1);
}
