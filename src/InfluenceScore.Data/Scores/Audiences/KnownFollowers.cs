using System.Data.Common;
using InfluenceScore.Data.Entities;

namespace InfluenceScore.Data.Scores.Audiences;

/// <summary>Somebody who follows, and since when (Unix milliseconds; 0 where only the list is known).</summary>
internal readonly record struct KnownFollower(int Person, long Since);

/// <summary>Who is known by name to follow the described accounts as of a moment: from follow events, and from lists of followers.</summary>
internal static class KnownFollowers
{
    /// <param name="numbers">Database id → number of the account.</param>
    /// <param name="accounts">The accounts asked for; the answer holds those with a known follower only.</param>
    public static Dictionary<int, List<KnownFollower>> Load(DbTransaction transaction, IReadOnlyDictionary<int, int> numbers, IReadOnlySet<int> accounts, long asOf)
    {
        var found = new Dictionary<int, Dictionary<int, long>>();
        // The newest event of a pair decides; unknown moments (0) come first.
        Read(transaction, $"""SELECT "FolloweeId", "FollowerId", "Event", "At" FROM "FollowEvents" WHERE "At" < {asOf} ORDER BY "At" """, row =>
        {
            if (!numbers.TryGetValue(row.GetInt32(0), out var followed) || !accounts.Contains(followed))
                return;
            var followers = Of(found, followed);
            if ((FollowEventKind)row.GetByte(2) == FollowEventKind.Follow)
                followers[numbers[row.GetInt32(1)]] = row.GetInt64(3);
            else
                followers.Remove(numbers[row.GetInt32(1)]);
        });
        Read(transaction, $"""
            SELECT "OwnerId", "MemberId" FROM "FollowListings"
            WHERE "Direction" = {(byte)FollowDirection.Followers} AND "State" = {(byte)FollowListingState.Listed} AND "FirstSeen" < {asOf}
            """, row =>
        {
            if (numbers.TryGetValue(row.GetInt32(0), out var followed) && accounts.Contains(followed))
                Of(found, followed).TryAdd(numbers[row.GetInt32(1)], 0);
        });
        return found.Where(f => f.Value.Count > 0).ToDictionary(f => f.Key, f => f.Value.Select(p => new KnownFollower(p.Key, p.Value)).OrderBy(p => p.Person).ToList());
    }

    private static Dictionary<int, long> Of(Dictionary<int, Dictionary<int, long>> found, int account) =>
        found.TryGetValue(account, out var followers) ? followers : found[account] = [];

    private static void Read(DbTransaction transaction, string sql, Action<DbDataReader> row)
    {
        using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
            row(reader);
    }
}
