using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace InfluenceScore.Data;

/// <summary>
/// The stamp on PostgreSQL: how many transactions have changed the store, whichever node made them. The count is spread over rows, and each is raised as the last
/// statement before a commit, so that writers do not wait for one another and no count is seen before what it counts.
/// </summary>
public sealed class PostgresStoreStamp(string connectionString) : StoreStamp
{
    private const int Slots = 64;

    // One connection for all, beside the pool; opened anew after it was lost.
    private readonly string _connectionString = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString();
    private readonly Lock _oneAtATime = new();
    private NpgsqlConnection? _connection;
    private NpgsqlCommand? _look;

    /// <exception cref="NpgsqlException">The database cannot be read.</exception>
    public override long Read()
    {
        lock (_oneAtATime)
        {
            try
            {
                if (_look is null)
                {
                    _connection = new NpgsqlConnection(_connectionString);
                    _connection.Open();
                    _look = new NpgsqlCommand("""SELECT coalesce(sum("Commits"), 0)::bigint FROM "StoreStamps" """, _connection);
                    _look.Prepare();
                }
                return (long)_look.ExecuteScalar()!;
            }
            catch
            {
                Close();
                throw;
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        lock (_oneAtATime)
            Close();
    }

    internal static void Configure(ModelBuilder modelBuilder) => modelBuilder.Entity<Slot>(e =>
    {
        e.ToTable("StoreStamps");
        e.HasKey(s => s.Number);
        e.Property(s => s.Number).ValueGeneratedNever();
    });

    private void Close()
    {
        _look?.Dispose();
        _connection?.Dispose();
        (_look, _connection) = (null, null);
    }

    internal sealed class Slot
    {
        public int Number { get; set; }
        public long Commits { get; set; }
    }

    internal sealed class Renewal : StampRenewal
    {
        public static readonly Renewal Instance = new();

        // The first migration commits before the table is there; a database that has it keeps it.
        private readonly ConcurrentDictionary<(string, string), bool> _hasTable = new();

        protected override void Renew(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            var database = (connection.DataSource, connection.Database);
            if (!_hasTable.ContainsKey(database))
            {
                command.CommandText = """SELECT to_regclass('"StoreStamps"') IS NOT NULL""";
                if (!(bool)command.ExecuteScalar()!)
                    return;
                _hasTable[database] = true;
            }
            command.CommandText = $"""
                INSERT INTO "StoreStamps" AS s ("Number", "Commits") VALUES (pg_backend_pid() % {Slots}, 1) ON CONFLICT ("Number") DO UPDATE SET "Commits" = s."Commits" + 1
                """;
            command.ExecuteNonQuery();
        }
    }
}
