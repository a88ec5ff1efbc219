using System.Data.Common;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Scores;

/// <summary>Reads the facts of the whole store into <see cref="FactArrays"/>: no object a row, and on SQLite the interactions beside everything else, on a second connection.</summary>
public static class ScoringInputLoader
{
    private const string TrackedIds = """(SELECT "Id" FROM "Accounts" WHERE "Tracked")""";

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
            using var second = snapshot is SqliteTransaction one ? SqliteSnapshots.BeginSameOrNull(one) : null;
            return await LoadAsync(snapshot, second, sums, cancellationToken);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>
    /// Begins to read a SQLite file that is there, beside the start of everything else: a program that does nothing but score spends a second on that. What cannot be read so
    /// (another schema, another engine) is left to <see cref="LoadAsync(InfluenceDbContext, CancellationToken)"/>, which tells why.
    /// </summary>
    /// <returns>Null where it was not possible.</returns>
    public static Task<FactArrays?> LoadAheadOrNullAsync(DatabaseChoice choice, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(choice);
        if (choice.File is not { } file || !File.Exists(file))
            return Task.FromResult<FactArrays?>(null);
        return Task.Run(async () =>
        {
            try
            {
                await using var connection = new SqliteConnection(choice.ConnectionString);
                await connection.OpenAsync(cancellationToken);
                await using var snapshot = connection.BeginTransaction(deferred: true);
                using var second = SqliteSnapshots.BeginSameOrNull(snapshot);
                return await LoadAsync(snapshot, second, null, cancellationToken);
            }
            catch (Exception e) when (e is SqliteException or InvalidOperationException or AggregateException)
            {
                return null;
            }
        }, cancellationToken);
    }

    private static async Task<FactArrays> LoadAsync(DbTransaction snapshot, SqliteSnapshots? second, StoreSums? sums, CancellationToken cancellationToken)
    {
        if (second is null)
            return Join(People.Read(snapshot, sums is not null, cancellationToken), Acts.Read(snapshot, sums is not null, cancellationToken), sums);
        var acts = Task.Run(() => Acts.Read(second.Transaction, sums is not null, cancellationToken), cancellationToken);
        try
        {
            var people = People.Read(snapshot, sums is not null, cancellationToken);
            return Join(people, await acts, sums);
        }
        finally
        {
            // Whatever failed first: the second connection is not taken from a thread that reads.
            await acts.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Numbers in place of ids, and the order of time.</summary>
    private static FactArrays Join(People people, Acts acts, StoreSums? sums)
    {
        Parallel.For(0, Blocks(acts.Times.Length), block =>
        {
            var (first, end) = Block(block, acts.Times.Length);
            for (var act = first; act < end; act++)
            {
                (acts.Actors[act], acts.Targets[act]) = (people.Numbers[acts.Actors[act]], people.Numbers[acts.Targets[act]]);
                var post = acts.Posts[act] < people.PostNumbers.Length ? people.PostNumbers[acts.Posts[act]] - 1 : -1;
                acts.Posts[act] = post;
                // Networks that do not say when somebody reposted: most reposts follow the post within hours, so its time stands in (0 = Facts.UnknownTime).
                if (acts.Times[act] == 0 && post >= 0)
                    acts.Times[act] = people.PostTimes[post];
            }
        });
        var order = TimeOrder.Sort(ref acts.Times);
        return new FactArrays
        {
            AccountIds = people.AccountIds,
            AccountKeys = people.AccountKeys,
            Tracked = people.Tracked,
            Profiles = people.Profiles,
            ProfileAccounts = people.ProfileAccounts,
            ProfileTimes = people.ProfileTimes,
            HasLocations = people.HasLocations,
            PostIds = people.PostIds,
            PostAuthors = people.PostAuthors,
            PostTimes = people.PostTimes,
            PostIsRepost = people.PostIsRepost,
            ActActors = TimeOrder.Permuted(ref acts.Actors, order),
            ActTargets = TimeOrder.Permuted(ref acts.Targets, order),
            ActKinds = TimeOrder.Permuted(ref acts.Kinds, order),
            ActPosts = TimeOrder.Permuted(ref acts.Posts, order),
            ActTimes = acts.Times,
            Sum = sums is null ? null : options => sums(options, people.AccountIds.Length, people.Numbers.Find),
        };
    }

    private const int BlockSize = 1 << 16;

    private static int Blocks(int count) => (count + BlockSize - 1) / BlockSize;

    private static (int First, int End) Block(int block, int count) => (block * BlockSize, Math.Min(count, (block + 1) * BlockSize));

    /// <summary>The interactions, by ids, as they lie in their table.</summary>
    private sealed class Acts
    {
        public int[] Actors = [], Targets = [], Posts = [];
        public InteractionKind[] Kinds = [];
        public long[] Times = [];

        public static Acts Read(DbTransaction snapshot, bool ofTracked, CancellationToken cancellationToken)
        {
            var acts = new Acts();
            var count = 0;
            RowReader.Each(snapshot.Connection!, snapshot, $"""
                SELECT "ActorId", "TargetId", "Kind", "PostId", "At" FROM "Interactions" {(ofTracked ? $"""WHERE "TargetId" IN {TrackedIds}""" : "")}
                """, row =>
            {
                if (count == acts.Times.Length)
                    acts.Resize(Math.Max(1 << 16, count + (count >> 1)));
                (acts.Actors[count], acts.Targets[count], acts.Kinds[count]) = (row.Int(0), row.Int(1), (InteractionKind)row.Long(2));
                (acts.Posts[count], acts.Times[count++]) = (row.Int(3), row.Long(4));
            }, cancellationToken);
            acts.Resize(count);
            return acts;
        }

        private void Resize(int length)
        {
            Array.Resize(ref Actors, length);
            Array.Resize(ref Targets, length);
            Array.Resize(ref Posts, length);
            Array.Resize(ref Kinds, length);
            Array.Resize(ref Times, length);
        }
    }

    /// <summary>Accounts, profiles and posts.</summary>
    private sealed class People
    {
        public int[] AccountIds = [];
        public string[] AccountKeys = [];
        public bool[] Tracked = [];

        public IdNumbers Numbers = new([]);
        public ProfileSnapshot[] Profiles = [];
        public int[] ProfileAccounts = [];
        public long[] ProfileTimes = [];
        public bool HasLocations;
        public int[] PostIds = [], PostAuthors = [];
        public long[] PostTimes = [];
        public bool[] PostIsRepost = [];

        /// <summary>Database id → number and one, 0 for posts that are not among them.</summary>
        public int[] PostNumbers = [];

        public static People Read(DbTransaction snapshot, bool ofTracked, CancellationToken cancellationToken)
        {
            var people = new People();
            people.ReadProfiles(people.ReadAccounts(snapshot, cancellationToken), snapshot, cancellationToken);
            people.ReadPosts(snapshot, ofTracked, cancellationToken);
            return people;
        }

        private List<string> ReadAccounts(DbTransaction snapshot, CancellationToken cancellationToken)
        {
            List<int> ids = [];
            List<string> keys = [], handles = [];
            List<bool> tracked = [];
            var network = "";
            RowReader.Each(snapshot.Connection!, snapshot, """SELECT "Id", "Network", "Handle", "Tracked" FROM "Accounts" ORDER BY "Id" """, row =>
            {
                ids.Add(row.Int(0));
                handles.Add(row.TextOrNull(2)!);
                var of = row.TextOrNull(1)!;
                network = of == network ? network : of;
                keys.Add($"{network}:{handles[^1]}");
                tracked.Add(row.Flag(3));
            }, cancellationToken);
            (AccountIds, AccountKeys, Tracked) = ([.. ids], [.. keys], [.. tracked]);
            Numbers = new IdNumbers(AccountIds);
            return handles;
        }

        private void ReadProfiles(List<string> handles, DbTransaction snapshot, CancellationToken cancellationToken)
        {
            List<int> accounts = [];
            List<long> times = [];
            List<ProfileSnapshot> profiles = [];
            RowReader.Each(snapshot.Connection!, snapshot, """
                SELECT "AccountId", "ObservedAt", "Name", "Bio", "Followers", "Following", "Posts", "LikesGiven", "Listed", "DefaultAvatar", "Location" IS NOT NULL
                FROM "Profiles" ORDER BY "AccountId", "ObservedAt"
                """, row =>
            {
                accounts.Add(Numbers[row.Int(0)]);
                times.Add(row.Long(1));
                HasLocations |= row.Flag(10);
                // Of a bio the score reads one thing: whether it says "bot". Others are not kept: they are most of what a profile weighs.
                profiles.Add(new ProfileSnapshot(handles[accounts[^1]], row.TextOrNull(2), row.Contains(3, "bot"u8) ? row.TextOrNull(3) : null,
                    row.LongOrNull(4), row.LongOrNull(5), row.LongOrNull(6), row.LongOrNull(7), row.LongOrNull(8), row.IsNull(9) ? null : row.Flag(9)));
            }, cancellationToken);
            (ProfileAccounts, ProfileTimes, Profiles) = ([.. accounts], [.. times], [.. profiles]);
        }

        private void ReadPosts(DbTransaction snapshot, bool ofTracked, CancellationToken cancellationToken)
        {
            List<int> ids = [], authors = [];
            List<long> times = [];
            List<bool> reposts = [];
            RowReader.Each(snapshot.Connection!, snapshot, $"""
                SELECT "Id", "AuthorId", "CreatedAt", "Kind" FROM "Posts" WHERE "AuthorId" IS NOT NULL AND "CreatedAt" IS NOT NULL
                {(ofTracked ? $"""AND ("AuthorId" IN {TrackedIds} OR "Id" IN (SELECT "PostId" FROM "Interactions" WHERE "TargetId" IN {TrackedIds}))""" : "")} ORDER BY "Id"
                """, row =>
            {
                ids.Add(row.Int(0));
                authors.Add(Numbers[row.Int(1)]);
                times.Add(row.Long(2));
                reposts.Add((PostKind)row.Long(3) == PostKind.Repost);
            }, cancellationToken);
            (PostIds, PostAuthors, PostTimes, PostIsRepost) = ([.. ids], [.. authors], [.. times], [.. reposts]);
            var order = TimeOrder.Sort(ref PostTimes);
            PostIds = TimeOrder.Permuted(ref PostIds, order);
            PostAuthors = TimeOrder.Permuted(ref PostAuthors, order);
            PostIsRepost = TimeOrder.Permuted(ref PostIsRepost, order);
            PostNumbers = new int[ids.Count == 0 ? 0 : ids[^1] + 1];
            for (var i = 0; i < PostIds.Length; i++)
                PostNumbers[PostIds[i]] = i + 1;
        }
    }
}

/// <summary>Sums up the interactions of every pair in the store.</summary>
/// <param name="accounts">Number of accounts.</param>
/// <param name="numberOf">Database id → account number, −1 for accounts that are not among them.</param>
internal delegate SummedEvidence StoreSums(ScoringOptions options, int accounts, Func<int, int> numberOf);
