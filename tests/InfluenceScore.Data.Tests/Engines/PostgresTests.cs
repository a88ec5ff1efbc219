using InfluenceScore.Data.Backups;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace InfluenceScore.Data.Tests.Engines;

public sealed class PostgresTests
{
    [PostgresFact]
    public async Task Nodes_that_race_for_runs_never_claim_one_twice()
    {
        const int Runs = 40, Nodes = 8;
        using var database = new PostgresDatabase();
        await using (var db = database.Open())
        {
            for (var i = 0; i < Runs; i++)
                db.Accounts.Add(new Account { Network = "bluesky", Handle = $"a{i}", Tracked = true });
            await db.SaveChangesAsync();
            foreach (var account in await db.Accounts.ToListAsync())
                await RunQueue.EnqueueAsync(db, account, "a test", TimeProvider.System, CancellationToken.None);
        }

        var claimed = await Task.WhenAll(Enumerable.Range(0, Nodes).Select(_ => Task.Run(async () =>
        {
            var mine = new List<int>();
            await using var db = database.Open();
            while (await RunQueue.ClaimNextOrNullAsync(db, "bluesky", TimeProvider.System, CancellationToken.None) is { } run)
                mine.Add(run.Id);
            return mine;
        })));

        Assert.Equal(Enumerable.Range(1, Runs), claimed.SelectMany(c => c).Order());
    }

    [PostgresFact]
    public async Task Who_has_lost_a_run_can_write_nothing_of_it_any_more()
    {
        using var database = new PostgresDatabase();
        await using var slow = database.Open();
        var account = new Account { Network = "bluesky", Handle = "owner", Tracked = true };
        slow.Accounts.Add(account);
        await slow.SaveChangesAsync();
        await RunQueue.EnqueueAsync(slow, account, "a test", TimeProvider.System, CancellationToken.None);
        slow.ChangeTracker.Clear();
        var lost = (await RunQueue.ClaimNextOrNullAsync(slow, null, TimeProvider.System, CancellationToken.None))!;
        await using (var fast = database.Open())
        {
            await fast.IngestionRuns.ExecuteUpdateAsync(u => u.SetProperty(r => r.LeaseUntil, DateTime.UtcNow.AddMinutes(-1)).SetProperty(r => r.LeaseOwner, "elsewhere/1/1"));
            Assert.True(await RunQueue.TryClaimAsync(fast, lost.Id, TimeProvider.System, CancellationToken.None));
        }

        lost.Pages++;
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => slow.SaveChangesAsync());
    }

    [PostgresFact]
    public async Task A_change_by_any_connection_is_seen_in_the_stamp_and_rest_is_not()
    {
        using var database = new PostgresDatabase();
        using var stamp = new PostgresStoreStamp(database.ConnectionString);
        var before = stamp.Read();
        Assert.Equal(before, stamp.Read());

        await using (var db = database.Open())
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            db.Accounts.Add(new Account { Network = "x", Handle = "one" });
            await db.SaveChangesAsync();
            Assert.Equal(before, stamp.Read());
            await transaction.CommitAsync();
        }

        Assert.NotEqual(before, stamp.Read());
    }

    [PostgresFact]
    public async Task An_empty_server_gets_its_database_and_several_nodes_may_start_at_once()
    {
        var name = $"test_start_{Guid.NewGuid():N}";
        var choice = DatabaseChoice.Of("PostgreSql", new NpgsqlConnectionStringBuilder(TestEngine.Server) { Database = name, Pooling = false }.ToString());
        PostgresInfluenceDbContext Open() => new(new DbContextOptionsBuilder<PostgresInfluenceDbContext>().UseNpgsql(choice.ConnectionString).Options);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var db = Open();
            await DatabaseSetup.CreateOrMigrateAsync(db);
        })));

        await using var after = Open();
        Assert.Equal(0, await after.Accounts.CountAsync());
        await after.Database.EnsureDeletedAsync();
    }

    [PostgresFact]
    public async Task A_user_who_may_create_no_extension_searches_all_the_same_and_gets_the_indexes_when_somebody_else_has_created_it()
    {
        var name = $"test_rights_{Guid.NewGuid():N}";
        var server = new NpgsqlConnectionStringBuilder(TestEngine.Server) { Pooling = false };
        await using var admin = new NpgsqlConnection(server.ConnectionString);
        await admin.OpenAsync();
        await ExecuteAsync(admin, $"CREATE ROLE {name}");
        await ExecuteAsync(admin, $"CREATE DATABASE {name}");
        server.Database = name;
        await using var owner = new NpgsqlConnection(server.ConnectionString);
        await owner.OpenAsync();
        await ExecuteAsync(owner, $"GRANT ALL ON SCHEMA public TO {name}");
        server.Options = $"-c role={name}";
        await using var db = new PostgresInfluenceDbContext(new DbContextOptionsBuilder<PostgresInfluenceDbContext>().UseNpgsql(server.ConnectionString).Options);

        await DatabaseSetup.CreateOrMigrateAsync(db);
        db.Accounts.Add(new Account { Network = "x", Handle = "harbour", Name = "INDEX" });
        await db.SaveChangesAsync();
        Assert.False(await PostgresSearchIndex.IsThereAsync(db, default));
        Assert.Equal("harbour", await db.Accounts.Holding(db, "index").Select(a => a.Handle).SingleAsync());
        await DatabaseSetup.CreateOrMigrateAsync(db);

        await ExecuteAsync(owner, "CREATE EXTENSION pg_trgm");
        await DatabaseSetup.CreateOrMigrateAsync(db);
        Assert.True(await PostgresSearchIndex.IsThereAsync(db, default));
        Assert.Equal("harbour", await db.Accounts.Holding(db, "index").Select(a => a.Handle).SingleAsync());

        // A backup of it comes back where nobody may create one.
        var file = Path.GetTempFileName();
        File.Delete(file);
        await PostgresBackup.WriteAsync(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Options = null }.ConnectionString, file, CancellationToken.None);
        var contents = await PostgresBackup.ListAsync(file, CancellationToken.None);
        Assert.Contains(contents, l => l.Contains("TABLE DATA public Accounts", StringComparison.Ordinal));
        Assert.DoesNotContain(contents, l => l.Contains("EXTENSION", StringComparison.Ordinal) || l.Contains("trgm", StringComparison.Ordinal) || l.Contains("Trigrams", StringComparison.Ordinal));
        File.Delete(file);
        await ExecuteAsync(admin, $"DROP DATABASE {name} WITH (FORCE)");
        await ExecuteAsync(admin, $"DROP ROLE {name}");
    }

#pragma warning disable CA2100 // names made here
    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
#pragma warning restore CA2100

    [PostgresFact]
    public async Task A_server_that_is_not_there_is_one_sentence_without_the_password()
    {
        var choice = DatabaseChoice.Of("PostgreSql", "Host=127.0.0.1;Port=1;Database=influence;Username=somebody;Password=not-to-be-told;Timeout=3");
        await using var db = new PostgresInfluenceDbContext(new DbContextOptionsBuilder<PostgresInfluenceDbContext>().UseNpgsql(choice.ConnectionString).Options);

        var failure = await Assert.ThrowsAsync<InfluenceScoreException>(() => DatabaseSetup.CreateOrMigrateAsync(db));

        Assert.Contains("influence on", failure.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-to-be-told", failure.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_backup_is_restored_beside_the_database_and_what_it_replaces_is_kept()
    {
        var folder = Directory.CreateTempSubdirectory("influence-backup-").FullName;
        var name = $"test_kept_{Guid.NewGuid():N}";
        var choice = DatabaseChoice.Of("PostgreSql", new NpgsqlConnectionStringBuilder(TestEngine.Server) { Database = name, Pooling = false }.ToString());
        PostgresInfluenceDbContext Open(string database) => new(new DbContextOptionsBuilder<PostgresInfluenceDbContext>()
            .UseNpgsql(new NpgsqlConnectionStringBuilder(choice.ConnectionString) { Database = database }.ToString()).Options);
        var file = Path.Combine(folder, "one.dump");
        await using (var db = Open(name))
        {
            await DatabaseSetup.CreateOrMigrateAsync(db);
            db.Accounts.Add(new Account { Network = "x", Handle = "before" });
            await db.SaveChangesAsync();
            await PostgresBackup.WriteAsync(choice.ConnectionString, file, CancellationToken.None);
            await db.Accounts.ExecuteUpdateAsync(u => u.SetProperty(a => a.Handle, "after"));
            await db.Database.OpenConnectionAsync();

            var inUse = await Assert.ThrowsAsync<InfluenceScoreException>(() => PostgresBackup.RestoreAsync(choice.ConnectionString, file, CancellationToken.None));
            Assert.Contains("in use", inUse.Message, StringComparison.Ordinal);
        }

        var kept = await PostgresBackup.RestoreAsync(choice.ConnectionString, file, CancellationToken.None);

        await using var restored = Open(name);
        await using var replaced = Open(kept!);
        Assert.Equal("before", await restored.Accounts.Select(a => a.Handle).SingleAsync());
        Assert.Equal("after", await replaced.Accounts.Select(a => a.Handle).SingleAsync());
        await restored.Database.EnsureDeletedAsync();
        await replaced.Database.EnsureDeletedAsync();
        Directory.Delete(folder, recursive: true);
    }
}
