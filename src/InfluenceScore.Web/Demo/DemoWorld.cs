using InfluenceScore.Data.Sources;
using InfluenceScore.Web.Demo.Cast;
using InfluenceScore.Web.Demo.Tricks;

namespace InfluenceScore.Web.Demo;

/// <summary>
/// Quillhaven: a harbour city that does not exist, with its shops, its newspaper, some two thousand four hundred people, and a few accounts that try to look bigger
/// than they are. It ends at the start of the day of as-of, and the same day and seed always give the same world, on every machine.
/// </summary>
/// <param name="AsOf">Where the world ends: midnight, UTC. Every fact is earlier.</param>
/// <param name="Tracked">Keys ("network:handle") of the accounts that the world is about.</param>
public sealed record DemoWorld(
    DateTime AsOf,
    IReadOnlyList<ProfileRecord> Profiles,
    IReadOnlyList<PostRecord> Posts,
    IReadOnlyList<InteractionRecord> Interactions,
    IReadOnlyList<FollowRecord> Follows,
    IReadOnlyList<string> Tracked)
{
    public const int DefaultSeed = 1861;

    /// <summary>120 days of scores, each with its 90 days of evidence before it, and a few to spare.</summary>
    public const int Days = 214;

    /// <param name="asOf">Any moment of the day that the world ends with.</param>
    /// <param name="without">Tricks that are left out, to measure what they gain.</param>
    public static DemoWorld Generate(DateTime asOf, int seed = DefaultSeed, DemoTricks without = DemoTricks.None)
    {
        var end = DateTime.SpecifyKind(asOf.Date, DateTimeKind.Utc);
        var facts = new DemoFacts(end.AddDays(-Days), end);
        var tricks = ~without;

        var people = Townsfolk.Settle(facts, seed);
        Friendships.Live(people, facts, seed);

        CastMember[] cast = [.. DemoCast.All, .. MutualRing.Friends];
        var posts = cast.ToDictionary(member => member, member => Postings.Write(member, facts, seed));
        foreach (var member in cast)
            Responses.ToPosts(member, posts[member], Audiences.Gather(member, people, facts, seed), facts, seed);
        Responses.ToTies(posts, facts, seed);

        if (tricks.HasFlag(DemoTricks.FollowChurn))
            FollowChurn.Play(facts, people, seed);
        if (tricks.HasFlag(DemoTricks.MutualRing))
            MutualRing.Play(facts, posts, seed);
        BoughtFollowers.Play(facts, posts[Shops.Lobsterlace], tricks, seed);
        QuietFollowers.Come(facts, cast, seed);

        foreach (var member in cast)
            ProfileHistory.Observe(member, facts, tricks, seed);

        return new(end, facts.Profiles, facts.Posts.ConvertAll(p => p.ToRecord()), facts.Interactions, facts.Follows, DemoCast.All.Select(m => m.Account.Key).ToList());
    }
}
