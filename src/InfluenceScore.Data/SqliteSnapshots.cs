using Microsoft.Data.Sqlite;

namespace InfluenceScore.Data;

/// <summary>
/// A second connection that sees the very moment of a snapshot, to read with two cores. Two transactions see the same content where the stamp in the file's header is the same: every
/// commit writes another (<see cref="SqliteStoreStamp"/>).
/// </summary>
internal sealed class SqliteSnapshots : IDisposable
{
    private readonly SqliteConnection _connection;

    private SqliteSnapshots(SqliteConnection connection, SqliteTransaction transaction) => (_connection, Transaction) = (connection, transaction);

    public SqliteTransaction Transaction { get; }

    /// <summary>Null for a database in memory, which is its connection's own, and where the store was changed in between.</summary>
    public static SqliteSnapshots? BeginSameOrNull(SqliteTransaction snapshot)
    {
        var first = snapshot.Connection!;
        var text = new SqliteConnectionStringBuilder(first.ConnectionString);
        if (text.Mode == SqliteOpenMode.Memory || text.DataSource.Length == 0 || text.DataSource.Contains(":memory:", StringComparison.Ordinal))
            return null;
        var connection = new SqliteConnection(first.ConnectionString);
        connection.Open();
        var second = new SqliteSnapshots(connection, connection.BeginTransaction(deferred: true));
        if (Stamp(snapshot) == Stamp(second.Transaction))
            return second;
        second.Dispose();
        return null;
    }

    public void Dispose()
    {
        Transaction.Dispose();
        _connection.Dispose();
    }

    private static long Stamp(SqliteTransaction transaction)
    {
        using var look = transaction.Connection!.CreateCommand();
        look.Transaction = transaction;
        look.CommandText = "PRAGMA user_version";
        return (long)look.ExecuteScalar()!;
    }
}
