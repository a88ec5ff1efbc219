using System.Data.Common;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Scores;

/// <summary>Reads the facts of the whole store into <see cref="FactArrays"/>, by plain data readers: no object a row.</summary>
public static class ScoringInputLoader
{
    /// <summary>All facts.</summary>
    public static Task<FactArrays> LoadAsync(InfluenceDbContext db, CancellationToken cancellationToken = default) => LoadAsync(db, null, cancellationToken);

    /// <summary>What scores are made of: all facts or, where the store sums up the evidence of pairs itself, acts and posts of the tracked accounts alone.</summary>
    /// <exception cref="InfluenceScoreException">The store was told to do the sums and cannot.</exception>
    public static Task<FactArrays> LoadForScoringAsync(InfluenceDbContext db, CancellationToken cancellationToken = default) =>
        LoadAsync(db, db.PrepareSums(cancellationToken), cancellationToken);

    private static async Task<FactArrays> LoadAsync(InfluenceDbContext db, StoreSums? sums, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            // All queries see the same moment, also while an import is writing.
            await using var snapshot = db.BeginReadSnapshot();
            return Load(new Reader(db.Database.GetDbConnection(), snapshot, cancellationToken), sums);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static FactArrays Load(Reader read, StoreSums? sums)
    {
        const string tracked = """(SELECT "Id" FROM "Accounts" WHERE "Tracked")""";
        var (ofTracked, byTracked) = sums is null ? ("", "") : ($"""WHERE "TargetId" IN {tracked}""",
            $"""AND ("AuthorId" IN {tracked} OR "Id" IN (SELECT "PostId" FROM "Interactions" WHERE "TargetId" IN {tracked}))""");
        List<int> accountIds = [];
        List<string> keys = [];
        List<bool> isTracked = [];
        read.Rows("""SELECT "Id", "Network", "Handle", "Tracked" FROM "Accounts" ORDER BY "Id" """, r =>
        {
            accountIds.Add(r.GetInt32(0));
            keys.Add($"{r.GetString(1)}:{r.GetString(2)}");
            isTracked.Add(r.GetBoolean(3));
        });
        var numbers = new IdNumbers(accountIds);

        List<int> profileAccounts = [];
        List<long> profileTimes = [];
        List<ProfileSnapshot> profiles = [];
        read.Rows("""
            SELECT p."AccountId", p."ObservedAt", a."Handle", p."Name", p."Bio", p."Followers", p."Following", p."Posts", p."LikesGiven", p."Listed", p."DefaultAvatar"
            FROM "Profiles" p JOIN "Accounts" a ON a."Id" = p."AccountId" ORDER BY p."AccountId", p."ObservedAt"
            """, r =>
        {
            profileAccounts.Add(numbers[r.GetInt32(0)]);
            profileTimes.Add(r.GetInt64(1));
            profiles.Add(new ProfileSnapshot(r.GetString(2), Text(r, 3), Text(r, 4), Number(r, 5), Number(r, 6), Number(r, 7), Number(r, 8), Number(r, 9),
                r.IsDBNull(10) ? null : r.GetBoolean(10)));
        });

        List<int> postIds = [];
        List<int> postAuthors = [];
        List<long> postTimes = [];
        List<bool> postIsRepost = [];
        read.Rows($"""
            SELECT "Id", "AuthorId", "CreatedAt", "Kind" FROM "Posts"
            WHERE "AuthorId" IS NOT NULL AND "CreatedAt" IS NOT NULL {byTracked} ORDER BY "CreatedAt", "Id"
            """, r =>
        {
            postIsRepost.Add((PostKind)r.GetByte(3) == PostKind.Repost);
            postIds.Add(r.GetInt32(0));
            postAuthors.Add(numbers[r.GetInt32(1)]);
            postTimes.Add(r.GetInt64(2));
        });
        var postNumbers = new Dictionary<int, int>(postIds.Count);
        for (var i = 0; i < postIds.Count; i++)
            postNumbers.Add(postIds[i], i);

        List<int> actors = [];
        List<int> targets = [];
        List<InteractionKind> kinds = [];
        List<int> posts = [];
        List<long> times = [];
        read.Rows($"""SELECT "ActorId", "TargetId", "Kind", "PostId", "At" FROM "Interactions" {ofTracked}""", r =>
        {
            actors.Add(numbers[r.GetInt32(0)]);
            targets.Add(numbers[r.GetInt32(1)]);
            kinds.Add((InteractionKind)r.GetByte(2));
            var post = postNumbers.GetValueOrDefault(r.GetInt32(3), -1);
            posts.Add(post);
            // Networks that do not say when somebody reposted: most reposts follow the post within hours, so its time stands in (0 = Facts.UnknownTime).
            times.Add(r.GetInt64(4) is 0 && post >= 0 ? postTimes[post] : r.GetInt64(4));
        });
        var order = new int[times.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        var actTimes = times.ToArray();
        Array.Sort(actTimes, order);

        return new FactArrays
        {
            AccountIds = [.. accountIds],
            AccountKeys = [.. keys],
            Tracked = [.. isTracked],
            Profiles = [.. profiles],
            ProfileAccounts = [.. profileAccounts],
            ProfileTimes = [.. profileTimes],
            PostIds = [.. postIds],
            PostAuthors = [.. postAuthors],
            PostTimes = [.. postTimes],
            PostIsRepost = [.. postIsRepost],
            ActActors = Permuted(actors, order),
            ActTargets = Permuted(targets, order),
            ActKinds = Permuted(kinds, order),
            ActPosts = Permuted(posts, order),
            ActTimes = actTimes,
            Sum = sums is null ? null : options => sums(options, accountIds.Count, numbers.FindOrMinusOne),
        };
    }

    private static T[] Permuted<T>(List<T> values, int[] order)
    {
        var result = new T[order.Length];
        for (var i = 0; i < order.Length; i++)
            result[i] = values[order[i]];
        return result;
    }

    private static string? Text(DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);

    private static long? Number(DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetInt64(column);

    /// <summary>Database id → number 0..n−1. Ids are dense enough for an array, and millions of look-ups want one.</summary>
    private sealed class IdNumbers
    {
        private readonly int[] _numbers;
        private readonly int _first;

        public IdNumbers(List<int> sortedIds)
        {
            _first = sortedIds.Count == 0 ? 0 : sortedIds[0];
            _numbers = new int[sortedIds.Count == 0 ? 0 : sortedIds[^1] + 1];
            for (var i = 0; i < sortedIds.Count; i++)
                _numbers[sortedIds[i]] = i;
        }

        public int this[int id] => _numbers[id];

        /// <summary>−1 for an id that came later.</summary>
        public int FindOrMinusOne(int id) => id < _numbers.Length && (_numbers[id] > 0 || id == _first) ? _numbers[id] : -1;
    }

    private sealed record Reader(DbConnection Connection, DbTransaction Snapshot, CancellationToken CancellationToken)
    {
        public void Rows(string sql, Action<DbDataReader> row)
        {
            using var command = Connection.CreateCommand();
            command.Transaction = Snapshot;
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            for (var n = 0; reader.Read(); n++)
            {
                if ((n & 0xFFFF) == 0)
                    CancellationToken.ThrowIfCancellationRequested();
                row(reader);
            }
        }
    }
}

/// <summary>Sums up the interactions of every pair in the store.</summary>
/// <param name="accounts">Number of accounts.</param>
/// <param name="numberOf">Database id → account number, −1 for accounts that are not among them.</param>
internal delegate SummedEvidence StoreSums(ScoringOptions options, int accounts, Func<int, int> numberOf);
