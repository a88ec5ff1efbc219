using System.Data.Common;
using InfluenceScore.Scoring;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Scores;

/// <summary>Reads the facts of the whole store into <see cref="FactArrays"/>: no object a row, and on SQLite the interactions beside everything else, on a second connection.</summary>
public static class ScoringInputLoader
{
    internal const string TrackedIds = """(SELECT "Id" FROM "Accounts" WHERE "Tracked")""";

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
        var version = FactsWatch.Read(snapshot);
        if (second is null)
            return Join(StoredPeople.Read(snapshot, sums is not null, cancellationToken), StoredActs.Read(snapshot, sums is not null, cancellationToken), sums, version);
        var acts = Task.Run(() => StoredActs.Read(second.Transaction, sums is not null, cancellationToken), cancellationToken);
        try
        {
            var people = StoredPeople.Read(snapshot, sums is not null, cancellationToken);
            return Join(people, await acts, sums, version);
        }
        finally
        {
            // Whatever failed first: the second connection is not taken from a thread that reads.
            await ((Task)acts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Numbers in place of ids, and the order of time.</summary>
    private static FactArrays Join(StoredPeople people, StoredActs acts, StoreSums? sums, long version)
    {
        var posts = new IdNumbers(people.PostIds);
        Parallel.For(0, acts.Times.Length, act =>
        {
            (acts.Actors[act], acts.Targets[act]) = (people.Numbers[acts.Actors[act]], people.Numbers[acts.Targets[act]]);
            var post = posts.Find(acts.Posts[act]);
            acts.Posts[act] = post;
            // Networks that do not say when somebody reposted: most reposts follow the post within hours, so its time stands in (0 = Facts.UnknownTime).
            if (acts.Times[act] == 0 && post >= 0)
                acts.Times[act] = people.PostTimes[post];
        });
        var order = TimeOrder.Sort(ref acts.Times);
        return new FactArrays
        {
            AccountIds = people.AccountIds,
            AccountKeys = people.AccountKeys,
            Tracked = people.Tracked,
            Numbers = people.Numbers,
            Profiles = people.Profiles,
            PostIds = people.PostIds,
            PostAuthors = people.PostAuthors,
            PostTimes = people.PostTimes,
            PostIsRepost = people.PostIsRepost,
            ActActors = TimeOrder.Permuted(ref acts.Actors, order),
            ActTargets = TimeOrder.Permuted(ref acts.Targets, order),
            ActKinds = TimeOrder.Permuted(ref acts.Kinds, order),
            ActPosts = TimeOrder.Permuted(ref acts.Posts, order),
            ActTimes = acts.Times,
            Version = version,
            Sum = sums is null ? null : options => sums(options, people.AccountIds.Length, people.Numbers.Find),
        };
    }
}

/// <summary>Sums up the interactions of every pair in the store.</summary>
/// <param name="accounts">Number of accounts.</param>
/// <param name="numberOf">Database id → account number, −1 for accounts that are not among them.</param>
internal delegate SummedEvidence StoreSums(ScoringOptions options, int accounts, Func<int, int> numberOf);
