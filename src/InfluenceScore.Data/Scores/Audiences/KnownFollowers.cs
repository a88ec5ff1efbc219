using System.Data.Common;
using InfluenceScore.Data.Entities;

namespace InfluenceScore.Data.Scores.Audiences;

/// <summary>Somebody who follows, and since when (Unix milliseconds; 0 where only the list is known).</summary>
internal readonly record struct KnownFollower(int Person, long Since);

/// <summary>Who is known by name to follow the described accounts as of a moment: from follow events, and from lists of followers.</summary>
internal static class KnownFollowers
{
    /// <param name="accounts">The accounts asked for; the answer holds those with a known follower only.</param>
    public static Dictionary<int, List<KnownFollower>> Load(DbTransaction transaction, FactArrays facts, IReadOnlySet<int> accounts, long asOf)
    {
        var numbers = facts.Numbers;
        var found = new Dictionary<int, Dictionary<int, long>>();
        // The newest event of a pair decides; unknown moments (0) come first.
        RowReader.Each(transaction, $"""SELECT "FolloweeId", "FollowerId", "Event", "At" FROM "FollowEvents" WHERE "At" < {asOf} ORDER BY "At" """, row =>
        {
            // Whoever came after the facts were read has no number.
            var (followed, follower) = (numbers.Find(row.Int(0)), numbers.Find(row.Int(1)));
            if (follower < 0 || !accounts.Contains(followed))
                return;
            if ((FollowEventKind)row.Long(2) == FollowEventKind.Follow)
                Of(found, followed)[follower] = row.Long(3);
            else
                Of(found, followed).Remove(follower);
        });
        RowReader.Each(transaction, $"""
            SELECT "OwnerId", "MemberId" FROM "FollowListings"
            WHERE "Direction" = {(byte)FollowDirection.Followers} AND "State" = {(byte)FollowListingState.Listed} AND "FirstSeen" < {asOf}
            """, row =>
        {
            var (followed, follower) = (numbers.Find(row.Int(0)), numbers.Find(row.Int(1)));
            if (follower >= 0 && accounts.Contains(followed))
                Of(found, followed).TryAdd(follower, 0);
        });
        return found.Where(f => f.Value.Count > 0).ToDictionary(f => f.Key, f => f.Value.Select(p => new KnownFollower(p.Key, p.Value)).OrderBy(p => p.Person).ToList());
    }

    private static Dictionary<int, long> Of(Dictionary<int, Dictionary<int, long>> found, int account) =>
        found.TryGetValue(account, out var followers) ? followers : found[account] = [];
}
