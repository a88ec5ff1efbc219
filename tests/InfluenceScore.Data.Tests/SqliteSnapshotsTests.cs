using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Tests.Ingestion;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests;

/// <summary>What two connections read of one moment while somebody writes.</summary>
public sealed class SqliteSnapshotsTests
{
    [Fact]
    public async Task Both_connections_go_on_seeing_the_moment_in_which_they_began()
    {
        using var database = await TestDatabase.CreateAsync(onPostgres: false);
        await AddAsync(database, "one");
        await using var db = database.Open();
        await db.Database.OpenConnectionAsync();
        await using var first = (SqliteTransaction)db.BeginReadSnapshot();
        using var second = SqliteSnapshots.BeginSameOrNull(first);
        Assert.NotNull(second);

        await AddAsync(database, "two");

        Assert.Equal((1, 1), (Count(first), Count(second.Transaction)));
    }

    [Fact]
    public async Task There_is_no_second_connection_once_the_store_has_changed()
    {
        using var database = await TestDatabase.CreateAsync(onPostgres: false);
        await AddAsync(database, "one");
        await using var db = database.Open();
        await db.Database.OpenConnectionAsync();
        await using var first = (SqliteTransaction)db.BeginReadSnapshot();
        Assert.Equal(1, Count(first));

        await AddAsync(database, "two");

        using var second = SqliteSnapshots.BeginSameOrNull(first);
        Assert.Null(second);
        Assert.Equal(1, Count(first));
    }

    [Fact]
    public void A_database_in_memory_has_none()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var transaction = connection.BeginTransaction(deferred: true);
        Assert.Null(SqliteSnapshots.BeginSameOrNull(transaction));
    }

    private static async Task AddAsync(TestDatabase database, string handle)
    {
        await using var db = database.Open();
        db.Accounts.Add(new Account { Network = "x", Handle = handle });
        await db.SaveChangesAsync();
    }

    private static int Count(SqliteTransaction transaction)
    {
        using var count = transaction.Connection!.CreateCommand();
        count.Transaction = transaction;
        count.CommandText = "SELECT count(*) FROM Accounts";
        return (int)(long)count.ExecuteScalar()!;
    }
}
