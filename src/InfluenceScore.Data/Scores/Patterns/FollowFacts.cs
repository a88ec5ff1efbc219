using System.Data.Common;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring.Patterns;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Scores.Patterns;

/// <summary>Everything the store knows of who followed whom, by database id: events, and the counts of the profiles' history.</summary>
public sealed class FollowFacts
{
    /// <summary>Follower → what it began and ceased to follow.</summary>
    public required IReadOnlyDictionary<int, List<FollowMoment>> Outbound { get; init; }

    /// <summary>Followed account → who began to follow it, and when.</summary>
    public required ILookup<int, (int Follower, long At)> Inbound { get; init; }

    /// <summary>Account → how many it followed, over time; only accounts with two readings or more.</summary>
    public required IReadOnlyDictionary<int, List<CountMoment>> Following { get; init; }

    /// <summary>Account → how many followed it, over time; the same.</summary>
    public required IReadOnlyDictionary<int, List<CountMoment>> Followers { get; init; }

    /// <summary>The newest event, Unix milliseconds; 0 where there is none.</summary>
    public required long DataEnd { get; init; }

    /// <summary>Accounts with any evidence of whom they follow, by id.</summary>
    public IEnumerable<int> Accounts => Outbound.Keys.Union(Following.Keys).Order();

    public FollowHistory HistoryOf(int account) =>
        new(Outbound.GetValueOrDefault(account) ?? [], Following.GetValueOrDefault(account) ?? [], DataEnd);

    /// <summary>Reads what was known before a moment (Unix milliseconds). Events of unknown time are left out: nobody can say how long they lasted.</summary>
    /// <param name="isKnown">Accounts that the caller knows: an import may have brought more since. Null for all.</param>
    public static async Task<FollowFacts> LoadAsync(InfluenceDbContext db, long before, CancellationToken cancellationToken, Func<int, bool>? isKnown = null)
    {
        isKnown ??= _ => true;
        List<FollowFact> facts = [];
        await ReadAsync(db, $"""SELECT "FollowerId", "FolloweeId", "Event", "At" FROM "FollowEvents" WHERE "At" > 0 AND "At" < {before}""",
            r =>
            {
                if (isKnown(r.GetInt32(0)) && isKnown(r.GetInt32(1)))
                    facts.Add(new FollowFact(r.GetInt32(0), r.GetInt32(1), r.GetByte(2) == (byte)FollowEventKind.Follow, r.GetInt64(3)));
            }, cancellationToken);
        Dictionary<int, List<CountMoment>> following = [], followers = [];
        await ReadAsync(db, $"""
            SELECT "AccountId", "ObservedAt", "Following", "Followers" FROM "Profiles" p WHERE "ObservedAt" > 0 AND "ObservedAt" < {before}
                AND EXISTS (SELECT 1 FROM "Profiles" o WHERE o."AccountId" = p."AccountId" AND o."ObservedAt" <> p."ObservedAt")
            ORDER BY "AccountId", "ObservedAt"
            """,
            r =>
            {
                if (!isKnown(r.GetInt32(0)))
                    return;
                Add(following, r, 2);
                Add(followers, r, 3);
            }, cancellationToken);
        var ends = facts.Count == 0 ? [] : VanishedTargets.Judge(facts, await NamesAsync(db, cancellationToken));
        return new FollowFacts
        {
            Outbound = facts.Select((f, i) => (f.Follower, Moment: new FollowMoment(f.Followee, f.Begins, f.At, ends[i]))).GroupBy(f => f.Follower)
                .ToDictionary(g => g.Key, g => g.Select(f => f.Moment).ToList()),
            Inbound = facts.Where(f => f.Begins).ToLookup(f => f.Followee, f => (f.Follower, f.At)),
            Following = following.Where(f => f.Value.Count > 1).ToDictionary(),
            Followers = followers.Where(f => f.Value.Count > 1).ToDictionary(),
            DataEnd = facts.Count == 0 ? 0 : facts.Max(f => f.At),
        };
    }

    /// <summary>Handles by id, for networks with servers in their handles; elsewhere nobody moves.</summary>
    private static async Task<IReadOnlyList<string>> NamesAsync(InfluenceDbContext db, CancellationToken cancellationToken)
    {
        var names = new string[await db.Accounts.MaxAsync(a => (int?)a.Id, cancellationToken) + 1 ?? 1];
        Array.Fill(names, "");
        await foreach (var a in db.Accounts.AsNoTracking().Where(a => EF.Functions.Like(a.Handle, "%@%")).Select(a => new { a.Id, a.Handle }).AsAsyncEnumerable().WithCancellation(cancellationToken))
            names[a.Id] = a.Handle;
        return names;
    }

    private static void Add(Dictionary<int, List<CountMoment>> series, DbDataReader row, int column)
    {
        if (row.IsDBNull(column))
            return;
        if (!series.TryGetValue(row.GetInt32(0), out var counts))
            series[row.GetInt32(0)] = counts = [];
        counts.Add(new CountMoment(row.GetInt64(1), row.GetInt64(column)));
    }

    private static async Task ReadAsync(InfluenceDbContext db, string sql, Action<DbDataReader> row, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction is { } current ? Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(current) : null;
#pragma warning disable CA2100 // holds no text from outside, only a whole number
            command.CommandText = sql;
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                row(reader);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
