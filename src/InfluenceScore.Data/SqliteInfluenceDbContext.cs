using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Ingestion.Bulk;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace InfluenceScore.Data;

/// <summary>The store on SQLite, and every quirk of that engine: WAL with one writer, tables that lie in key order.</summary>
public sealed class SqliteInfluenceDbContext(DbContextOptions<SqliteInfluenceDbContext> options) : InfluenceDbContext(options)
{
    internal override bool TakesSeveralWriters => false;

    // Deferred: an ordinary BEGIN of this provider takes the write lock at once.
    public override DbTransaction BeginReadSnapshot() => ((SqliteConnection)Database.GetDbConnection()).BeginTransaction(deferred: true);

    internal override FactWriter BeginFacts(DbTransaction transaction) => new SqliteFactWriter((SqliteConnection)transaction.Connection!, (SqliteTransaction)transaction);

    internal override BulkWriter BeginBulkOrNull(Ingestor ingestor, Networks networks) => new SqliteBulkWriter(this, (SqliteConnection)Database.GetDbConnection(), ingestor, networks);

    // Inside this process; of several processes the engine itself lets one write at a time.
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> MakesScores = new(StringComparer.Ordinal);

    internal override async Task<IAsyncDisposable> HoldScoresAsync(CancellationToken cancellationToken)
    {
        var turn = MakesScores.GetOrAdd(Database.GetDbConnection().DataSource, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        return new Turn(turn);
    }

    internal override Task LeaveInLogAsync(CancellationToken cancellationToken) => Database.ExecuteSqlRawAsync("PRAGMA wal_autocheckpoint = 0", cancellationToken);

    internal override IQueryable<int>? MayHoldOrNull(IReadOnlyCollection<string> texts) => SqliteSearchIndex.MayHoldOrNull(this, texts);

    internal override Task ForgetIndexedAsync(CancellationToken cancellationToken) => Database.ExecuteSqlRawAsync(SqliteSearchIndex.Rebuild, cancellationToken);

    public override async Task OverwriteDeletedAsync(CancellationToken cancellationToken = default)
    {
        await Database.OpenConnectionAsync(cancellationToken);
        await Database.ExecuteSqlRawAsync("PRAGMA secure_delete = ON", cancellationToken);
    }

    // VACUUM copies what is alive into a new file: older versions of a row, which secure_delete never saw, lie in no page of it. It goes through the write-ahead log, which is emptied
    // before and after; a reader in the middle of a long answer keeps it alive, so that is tried for a while.
    public override async Task ForgetDeletedAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await Database.OpenConnectionAsync(cancellationToken);
            await Database.ExecuteSqlRawAsync("VACUUM", cancellationToken);
            await using var checkpoint = Database.GetDbConnection().CreateCommand();
            // Answers one row: whether somebody was in the way, pages in the log, pages moved.
            checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            for (var tries = 0; ; tries++)
            {
                if (await checkpoint.ExecuteScalarAsync(cancellationToken) is 0L)
                    return;
                if (tries == 100)
                    throw new InfluenceScoreException("The database's log could not be emptied because somebody goes on reading; it is tried again later.");
                await Task.Delay(100, cancellationToken);
            }
        }
        catch (SqliteException e)
        {
            throw new InfluenceScoreException($"The database's file could not be rewritten: {SqliteErrors.InWords(e)}", e);
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
    {
        base.OnConfiguring(optionsBuilder);
        optionsBuilder.AddInterceptors(Pragmas.Instance, FactsWatch.Instance, SqliteStoreStamp.Renewal.Instance).ReplaceService<IMigrationsSqlGenerator, ClusteringSqlGenerator>();
        // A list of values goes as one parameter: with one for each of them EF makes the text of the query anew every time, which takes longer than the query.
        new SqliteDbContextOptionsBuilder(optionsBuilder).UseParameterizedCollectionMode(ParameterTranslationMode.Parameter);
    }

    private sealed class Turn(SemaphoreSlim taken) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            taken.Release();
            return default;
        }
    }

    /// <summary>Settings of a connection that the file itself does not remember.</summary>
    private sealed class Pragmas : DbConnectionInterceptor
    {
        public static readonly Pragmas Instance = new();

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Text(connection);
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Text(connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        // NORMAL is safe with WAL: a power cut may lose the last commits, never the file (sqlite.org/pragma.html#pragma_synchronous).
        // How long to wait for another writer is the connection string's to say: Default Timeout, 30 s where it says nothing.
        // A connection comes from a pool: pages after which the log is emptied are SQLite's own number, whatever LeaveInLogAsync made of it.
        private static string Text(DbConnection connection) => string.Create(CultureInfo.InvariantCulture,
            $"PRAGMA busy_timeout = {((SqliteConnection)connection).DefaultTimeout * 1000}; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 1000;");
    }

#pragma warning disable EF1001 // the generator is replaced to add WITHOUT ROWID, which EF Core has no words for
    private sealed class ClusteringSqlGenerator(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
        : SqliteMigrationsSqlGenerator(dependencies, annotations)
    {
        /// <summary>
        /// Where a table is made anew, EF Core turns foreign keys off and on again, which ends the transaction: a process killed behind it leaves half a migration. They are off all
        /// through a migration instead (<see cref="SqliteMigrations"/>), and it is one transaction.
        /// </summary>
        public override IReadOnlyList<MigrationCommand> Generate(
            IReadOnlyList<MigrationOperation> operations, IModel? model = null, MigrationsSqlGenerationOptions options = MigrationsSqlGenerationOptions.Default) =>
            [.. base.Generate(operations, model, options).Where(c => !c.CommandText.StartsWith("PRAGMA foreign_keys", StringComparison.Ordinal))];

        protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
        {
            base.Generate(operation, model, builder, terminate: false);
            var entity = model?.GetEntityTypes().FirstOrDefault(e => e.GetTableName() == operation.Name);
            if (entity?.FindAnnotation(ClusteredByKey) is not null)
                builder.Append(" WITHOUT ROWID");
            if (terminate)
            {
                builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
                EndStatement(builder);
            }
        }
    }
#pragma warning restore EF1001
}

/// <summary>Used by `dotnet ef migrations add`.</summary>
public sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteInfluenceDbContext>
{
    public SqliteInfluenceDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteInfluenceDbContext>().UseSqlite("Data Source=design-time.db").Options);
}
