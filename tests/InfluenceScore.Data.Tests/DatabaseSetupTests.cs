using System.Data.Common;
using InfluenceScore.Data.Tests.Ingestion;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace InfluenceScore.Data.Tests;

public sealed class DatabaseSetupTests
{
    [Fact]
    public void No_migration_is_missing()
    {
        // Compares the model with the snapshot: needs no database.
        using var sqlite = new SqliteDesignTimeFactory().CreateDbContext([]);
        using var postgres = new PostgresDesignTimeFactory().CreateDbContext([]);

        Assert.False(sqlite.Database.HasPendingModelChanges());
        Assert.False(postgres.Database.HasPendingModelChanges(), "docs/development.md says how the PostgreSQL migration is made");
    }

    [SqliteTheory]
    [InlineData("Interactions")]
    [InlineData("Scores")]
    [InlineData("FollowEvents")]
    [InlineData("Profiles")]
    public async Task Large_tables_lie_in_the_order_of_their_keys(string table)
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();

        var sql = await db.Database.SqlQuery<string>($"SELECT sql AS Value FROM sqlite_master WHERE name = {table}").SingleAsync();

        Assert.EndsWith("WITHOUT ROWID", sql, StringComparison.Ordinal);
    }

    [SqliteFact]
    public async Task The_database_is_in_write_ahead_mode_with_patience_for_the_one_writer()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();

        Assert.Equal("wal", (await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").ToListAsync()).Single());
        Assert.Equal(30_000, (await db.Database.SqlQueryRaw<int>("SELECT timeout AS Value FROM pragma_busy_timeout").ToListAsync()).Single());
    }

    [SqliteFact]
    public async Task A_lock_that_a_killed_process_left_behind_does_not_hold_up_the_next_start()
    {
        using var database = await TestDatabase.CreateAsync();
        await using (var killed = database.Open())
        {
            await killed.Database.EnsureDeletedAsync();
            await killed.Database.ExecuteSqlRawAsync(
                """CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT); INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01')""");
        }

        await using var db = database.Open();
        await DatabaseSetup.CreateOrMigrateAsync(db).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(0, await db.Accounts.CountAsync());
        Assert.Empty(Directory.EnumerateFiles(database.Folder, "*.migrating"));
    }

    [SqliteFact]
    public async Task A_start_that_ends_in_the_middle_of_a_migration_does_not_keep_the_next_one_from_it()
    {
        var folder = Directory.CreateTempSubdirectory("influence-migrations-").FullName;
        try
        {
            var ends = 0;
            for (var at = 3; ; at += 7)
            {
                var file = $"Data Source={Path.Combine(folder, $"{at}.db")};Pooling=False";
                await using (var ended = Open(file, new EndAt(at)))
                {
                    if (await Record.ExceptionAsync(() => DatabaseSetup.CreateOrMigrateAsync(ended)) is not OperationCanceledException)
                        break;
                }
                ends++;
                await using var db = Open(file, new EndAt(int.MaxValue));
                await DatabaseSetup.CreateOrMigrateAsync(db);
                Assert.Equal(0, await db.Accounts.CountAsync());
            }
            Assert.InRange(ends, 10, 200);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static SqliteInfluenceDbContext Open(string file, EndAt end) => new(new DbContextOptionsBuilder<SqliteInfluenceDbContext>().UseSqlite(file).AddInterceptors(end).Options);
    }

    /// <summary>Ends everything before a statement of that number.</summary>
    private sealed class EndAt(int number) : DbCommandInterceptor
    {
        private int _seen;

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            command.CommandText.Contains("foreign_keys", StringComparison.Ordinal) || ++_seen < number ? ValueTask.FromResult(result) : throw new OperationCanceledException();
    }

    [Fact]
    public void An_unknown_provider_stops_the_start_with_a_sentence()
    {
        var failure = Assert.Throws<InfluenceScoreException>(() => new ServiceCollection().AddInfluenceDatabase("Oracle", "Data Source=x.db"));

        Assert.Contains("Database__Provider", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Oracle", failure.Message, StringComparison.Ordinal);
    }
}
