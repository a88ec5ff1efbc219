using InfluenceScore.Data.Erasure;
using InfluenceScore.Data.Sources;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace InfluenceScore.Data.Ingestion;

// Accounts are named by handle, and handles change hands; where the network has a stable id, the id decides.
public sealed partial class Ingestor
{
    /// <summary>
    /// Learns which handle a network's stable id has now. An account that is known under another handle is renamed; a row that only knew the handle and turns out to be
    /// the same account is merged with it; a handle that has changed hands is taken from its former holder, who keeps his facts under his id.
    /// </summary>
    /// <returns>Stored where anything changed.</returns>
    public StoreResult Store(AccountRecord record) => Guarded(() =>
    {
        var told = AccountKey.HandleOfId(record.NetworkUserId);
        if (!RecordRules.TryNetwork(record.Network, out var network, out var reason)
            || !RecordRules.TryHandle("handle", record.Handle ?? told, out var handle, out reason))
            return StoreResult.Rejected(reason);
        if (RecordRules.IdProblemOrNull("id", record.NetworkUserId) is { } problem)
            return StoreResult.Rejected(problem);
        if (IsErased(network, handle, record.NetworkUserId))
            return StoreResult.Rejected(DoNotImport.Reason);

        // An archive may have named it by its id without claiming to know the account.
        var byId = FindByIdOrNull(network, record.NetworkUserId)
            ?? (FindByHandleOrNull(network, told) is { UserId: null } named ? (named.Id, told, named.Tracked) : null);
        if (byId is { } known && (record.Handle is null || known.Handle == handle))
            return StoreResult.Duplicate;

        var byHandle = FindByHandleOrNull(network, handle);
        if (byHandle is { UserId: { } holder } taken && holder != record.NetworkUserId)
        {
            Execute("UPDATE Accounts SET Handle = $1 WHERE Id = $0", taken.Id, AccountKey.HandleOfId(holder));
            byHandle = null;
        }
        if (byId is { } a && byHandle is { } b)
            Merge(a, b, record.NetworkUserId, handle);
        else if (byId is { } renamed)
            Execute("UPDATE Accounts SET Handle = $1, NetworkUserId = $2 WHERE Id = $0", renamed.Id, handle, record.NetworkUserId);
        else if (byHandle is { } unnamed)
            Execute("UPDATE Accounts SET NetworkUserId = $1 WHERE Id = $0", unnamed.Id, record.NetworkUserId);
        else
            Execute("UPDATE Accounts SET NetworkUserId = $1 WHERE Id = $0", _writer.AddAccount(network, handle), record.NetworkUserId);
        _accounts = new RecentIds(RememberedIds);
        return StoreResult.Stored;
    });

    /// <summary>The row of an account, made if need be; null where no account can be named like that, or it was erased.</summary>
    internal int? FindOrAddAccountOrNull(string network, string handle) =>
        RecordRules.TryHandle("handle", handle, out var stored, out _) && !IsErased(network, stored) ? AccountId(network, stored) : null;

    // "id:12" or a DID in the place of a handle names an account by its id: see AccountKey.HandleOfId.
    private int? FindByHandleOfIdOrNull(string network, string handle) =>
        handle.StartsWith("did:", StringComparison.Ordinal) ? FindByIdOrNull(network, handle)?.Id
        : handle.StartsWith("id:", StringComparison.Ordinal) ? FindByIdOrNull(network, handle[3..])?.Id
        : null;

    private (int Id, string Handle, bool Tracked)? FindByIdOrNull(string network, string userId)
    {
        using var command = Command("SELECT Id, Handle, Tracked FROM Accounts WHERE Network = $0 AND NetworkUserId = $1 ORDER BY Id LIMIT 1", network, userId);
        using var row = command.ExecuteReader();
        return row.Read() ? (row.GetInt32(0), row.GetString(1), row.GetBoolean(2)) : null;
    }

    private (int Id, string? UserId, bool Tracked)? FindByHandleOrNull(string network, string handle)
    {
        using var command = Command("SELECT Id, NetworkUserId, Tracked FROM Accounts WHERE Network = $0 AND Handle = $1", network, handle);
        using var row = command.ExecuteReader();
        return row.Read() ? (row.GetInt32(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetBoolean(2)) : null;
    }

    // The tracked row stays: clients and schedules point to it. What both rows hold is kept once; scores are made anew.
    private void Merge((int Id, string Handle, bool Tracked) a, (int Id, string? UserId, bool Tracked) b, string userId, string handle)
    {
        var (stays, goes) = b.Tracked && !a.Tracked ? (b.Id, a.Id) : (a.Id, b.Id);
        (string Table, string Column)[] facts =
        [
            ("Interactions", "TargetId"), ("Interactions", "ActorId"), ("FollowEvents", "FollowerId"), ("FollowEvents", "FolloweeId"),
            ("FollowListings", "OwnerId"), ("FollowListings", "MemberId"), ("FollowLists", "OwnerId"), ("Profiles", "AccountId"), ("Posts", "AuthorId"),
            ("IngestionSchedules", "AccountId"), ("IngestionRuns", "AccountId"), ("ClientAccounts", "AccountId"), ("UserAccounts", "AccountId"),
        ];
        foreach (var (table, column) in facts)
        {
            Execute($"UPDATE OR IGNORE {table} SET {column} = $1 WHERE {column} = $0", goes, stays);
            Execute($"DELETE FROM {table} WHERE {column} = $0", goes);
        }
        Execute("DELETE FROM Scores WHERE AccountId = $0", goes);
        Execute("DELETE FROM PersonContributions WHERE AccountId = $0 OR ActorId = $0", goes);
        Execute("DELETE FROM PostContributions WHERE AccountId = $0", goes);
        Execute("DELETE FROM Accounts WHERE Id = $0", goes);
        Execute("UPDATE Accounts SET Handle = $1, NetworkUserId = $2, Tracked = $3 WHERE Id = $0", stays, handle, userId, a.Tracked || b.Tracked);
    }

    private void Execute(string sql, params ReadOnlySpan<object> values)
    {
        using var command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new SqliteCommand(sql, (SqliteConnection)_db.Database.GetDbConnection(), (SqliteTransaction)_transaction.GetDbTransaction());
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue($"${i}", values[i]);
        return command;
    }
}
