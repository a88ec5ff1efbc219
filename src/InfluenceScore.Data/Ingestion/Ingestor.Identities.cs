using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using InfluenceScore.Data.Erasure;
using InfluenceScore.Data.Sources;
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
        _writer.Flush();

        // An archive may have named it by its id without claiming to know the account.
        var byId = FindByIdOrNull(network, record.NetworkUserId)
            ?? (FindByHandleOrNull(network, told) is { UserId: null } named ? (named.Id, told, named.Tracked) : null);
        if (byId is { } known && (record.Handle is null || known.Handle == handle))
            return StoreResult.Duplicate;

        var byHandle = FindByHandleOrNull(network, handle);
        _changed = true;
        if (byHandle is { UserId: { } holder } taken && holder != record.NetworkUserId)
        {
            _writer.New?.IsAll = false;
            Execute("""UPDATE "Accounts" SET "Handle" = @v1 WHERE "Id" = @v0""", taken.Id, AccountKey.HandleOfId(holder));
            byHandle = null;
        }
        if (byId is not null)
            _writer.New?.IsAll = false;
        if (byId is { } a && byHandle is { } b)
            Merge(a, b, record.NetworkUserId, handle);
        else if (byId is { } renamed)
            Execute("""UPDATE "Accounts" SET "Handle" = @v1, "NetworkUserId" = @v2 WHERE "Id" = @v0""", renamed.Id, handle, record.NetworkUserId);
        else if (byHandle is { } unnamed)
            Execute("""UPDATE "Accounts" SET "NetworkUserId" = @v1 WHERE "Id" = @v0""", unnamed.Id, record.NetworkUserId);
        else
            Execute("""UPDATE "Accounts" SET "NetworkUserId" = @v1 WHERE "Id" = @v0""", _writer.AddAccount(network, handle), record.NetworkUserId);
        _writer.ForgetAccounts();
        return StoreResult.Stored;
    });

    /// <summary>The row of an account, made if need be; null where no account can be named like that, or it was erased.</summary>
    internal int? FindOrAddAccountOrNull(string network, string handle) =>
        RecordRules.TryHandle("handle", handle, out var stored, out _) && !IsErased(network, stored) ? Guarded(() => _writer.AccountId(network, stored)) : null;

    /// <summary>The row of an account, where it is known without asking the store.</summary>
    internal int? RememberedOrNull(string network, string handle) => _writer.Remembers(network, handle) ? _writer.AccountId(network, handle) : null;

    /// <inheritdoc cref="FactWriter.Remember"/>
    internal void Remember(string network, string handle, int account) => _writer.Remember(network, handle, account);

    private (int Id, string Handle, bool Tracked)? FindByIdOrNull(string network, string userId)
    {
        using var command = Command("""SELECT "Id", "Handle", "Tracked" FROM "Accounts" WHERE "Network" = @v0 AND "NetworkUserId" = @v1 ORDER BY "Id" LIMIT 1""", network, userId);
        using var row = command.ExecuteReader();
        return row.Read() ? (row.GetInt32(0), row.GetString(1), row.GetBoolean(2)) : null;
    }

    private (int Id, string? UserId, bool Tracked)? FindByHandleOrNull(string network, string handle)
    {
        using var command = Command("""SELECT "Id", "NetworkUserId", "Tracked" FROM "Accounts" WHERE "Network" = @v0 AND "Handle" = @v1""", network, handle);
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
            Execute(MoveSql(table, column), goes, stays);
            Execute($"""DELETE FROM "{table}" WHERE "{column}" = @v0""", goes);
        }
        Execute("""DELETE FROM "Scores" WHERE "AccountId" = @v0""", goes);
        Execute("""DELETE FROM "PersonContributions" WHERE "AccountId" = @v0 OR "ActorId" = @v0""", goes);
        Execute("""DELETE FROM "PostContributions" WHERE "AccountId" = @v0""", goes);
        Execute("""DELETE FROM "Accounts" WHERE "Id" = @v0""", goes);
        Execute("""UPDATE "Accounts" SET "Handle" = @v1, "NetworkUserId" = @v2, "Tracked" = @v3 WHERE "Id" = @v0""", stays, handle, userId, a.Tracked || b.Tracked);
    }

    private void Execute(string sql, params ReadOnlySpan<object> values)
    {
        using var command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    /// <summary>Gives rows of one account to another, but for those that the other has as well: told by every key and unique index with that column.</summary>
    private string MoveSql(string table, string column)
    {
        var entity = _db.Model.GetEntityTypes().Single(e => e.GetTableName() == table);
        var identities = entity.GetKeys().Select(k => (k.Properties, Filter: (string?)null))
            .Concat(entity.GetIndexes().Where(i => i.IsUnique).Select(i => (i.Properties, Filter: i.GetFilter())))
            .Where(i => i.Properties.Any(p => p.GetColumnName() == column));
        var hindrances = identities.Select(i =>
        {
            var same = string.Concat(i.Properties.Select(p => p.GetColumnName()).Where(c => c != column).Select(c => $""" AND o."{c}" = t."{c}" """));
            var others = i.Filter is null ? "" : $" AND {i.Filter}";
            return $""" AND NOT (EXISTS (SELECT 1 FROM "{table}" o WHERE o."{column}" = @v1{same}{others}){others})""";
        });
        return $"""UPDATE "{table}" AS t SET "{column}" = @v1 WHERE "{column}" = @v0{string.Concat(hindrances)}""";
    }

    [SuppressMessage("Security", "CA2100", Justification = "Names of tables and columns only; values are parameters.")]
    private DbCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = _db.Database.GetDbConnection().CreateCommand();
        command.Transaction = _transaction.GetDbTransaction();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@v{i}", values[i]);
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
