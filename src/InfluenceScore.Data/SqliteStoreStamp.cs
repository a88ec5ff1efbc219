using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace InfluenceScore.Data;

/// <summary>
/// The stamp on SQLite: a random number in the file's header (PRAGMA user_version), written with each transaction of <see cref="SqliteInfluenceDbContext"/>.
/// SQLite's own data_version would also change with every tick of the scheduler, whose tables lie in the same file.
/// </summary>
public sealed class SqliteStoreStamp(string connectionString) : StoreStamp
{
    // One connection for all: a look takes microseconds, an opening does not.
    private readonly SqliteConnection _connection = new(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
    private readonly Lock _oneAtATime = new();
    private SqliteCommand? _look;

    /// <exception cref="SqliteException">The database cannot be read.</exception>
    public override long Read()
    {
        lock (_oneAtATime)
        {
            if (_look is null)
            {
                _connection.Open();
                _look = _connection.CreateCommand();
                _look.CommandText = "PRAGMA user_version";
            }
            return (long)_look.ExecuteScalar()!;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _look?.Dispose();
        _connection.Dispose();
    }

    /// <summary>Renews the stamp with every change: in the transaction where there is one, right after the statement where there is none.</summary>
    internal sealed class Renewal : DbTransactionInterceptor, IDbCommandInterceptor, ISaveChangesInterceptor
    {
        public static readonly Renewal Instance = new();

        public override InterceptionResult TransactionCommitting(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result)
        {
            Renew(transaction.Connection!);
            return result;
        }

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            Renew(transaction.Connection!);
            return ValueTask.FromResult(result);
        }

        public int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
        {
            if (command.Transaction is null && result > 0)
                Renew(command.Connection!);
            return result;
        }

        public ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(NonQueryExecuted(command, eventData, result));

        public int SavedChanges(SaveChangesCompletedEventData eventData, int result)
        {
            if (result > 0 && eventData.Context is { Database.CurrentTransaction: null } context)
                RenewBy(context.Database);
            return result;
        }

        public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(SavedChanges(eventData, result));

        private static void RenewBy(DatabaseFacade database)
        {
            // The context may have closed its connection: this opens it as the context does, with its settings.
            database.OpenConnection();
            try
            {
                Renew(database.GetDbConnection());
            }
            finally
            {
                database.CloseConnection();
            }
        }

        private static void Renew(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {RandomNumberGenerator.GetInt32(1, int.MaxValue)}");
            command.ExecuteNonQuery();
        }
    }
}
