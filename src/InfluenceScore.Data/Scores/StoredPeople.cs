using System.Data.Common;
using InfluenceScore.Data.Entities;

namespace InfluenceScore.Data.Scores;

/// <summary>Accounts, profiles and posts, by number.</summary>
internal sealed class StoredPeople
{
    public int[] AccountIds;
    public string[] AccountKeys;
    public bool[] Tracked;
    public IdNumbers Numbers;
    public ProfileTable Profiles;

    /// <summary>Posts whose author and time are known, in the order of time.</summary>
    public int[] PostIds, PostAuthors;
    public long[] PostTimes;
    public bool[] PostIsRepost;

    private StoredPeople(DbTransaction snapshot, string fromPosts, CancellationToken cancellationToken)
    {
        // Counted first: arrays that grow would lie in memory twice.
        var accounts = RowReader.Count(snapshot, "FROM \"Accounts\"");
        (AccountIds, AccountKeys, Tracked) = (new int[accounts], new string[accounts], new bool[accounts]);
        ReadAccounts(snapshot, cancellationToken);
        Numbers = new IdNumbers(AccountIds);
        Profiles = ProfileTable.Read(snapshot, AccountKeys, Numbers, cancellationToken);
        var posts = RowReader.Count(snapshot, fromPosts);
        (PostIds, PostAuthors, PostTimes, PostIsRepost) = (new int[posts], new int[posts], new long[posts], new bool[posts]);
        ReadPosts(snapshot, fromPosts, cancellationToken);
    }

    public static StoredPeople Read(DbTransaction snapshot, bool ofTracked, CancellationToken cancellationToken)
    {
        var posts = "FROM \"Posts\" WHERE \"AuthorId\" IS NOT NULL AND \"CreatedAt\" IS NOT NULL";
        if (ofTracked)
            posts += $""" AND ("AuthorId" IN {ScoringInputLoader.TrackedIds} OR "Id" IN (SELECT "PostId" FROM "Interactions" WHERE "TargetId" IN {ScoringInputLoader.TrackedIds}))""";
        return new StoredPeople(snapshot, posts, cancellationToken);
    }

    private void ReadAccounts(DbTransaction snapshot, CancellationToken cancellationToken)
    {
        var account = 0;
        RowReader.Each(snapshot, """SELECT "Id", "Network" || ':' || "Handle", "Tracked" FROM "Accounts" ORDER BY "Id" """, row =>
            (AccountIds[account], AccountKeys[account], Tracked[account++]) = (row.Int(0), row.TextOrNull(1)!, row.Flag(2)), cancellationToken);
    }

    private void ReadPosts(DbTransaction snapshot, string from, CancellationToken cancellationToken)
    {
        var post = 0;
        RowReader.Each(snapshot, $"""SELECT "Id", "AuthorId", "CreatedAt", "Kind" {from} ORDER BY "Id" """, row =>
        {
            (PostIds[post], PostAuthors[post]) = (row.Int(0), Numbers[row.Int(1)]);
            (PostTimes[post], PostIsRepost[post++]) = (row.Long(2), (PostKind)row.Long(3) == PostKind.Repost);
        }, cancellationToken);
        var order = TimeOrder.Sort(ref PostTimes);
        PostIds = TimeOrder.Permuted(ref PostIds, order);
        PostAuthors = TimeOrder.Permuted(ref PostAuthors, order);
        PostIsRepost = TimeOrder.Permuted(ref PostIsRepost, order);
    }
}
