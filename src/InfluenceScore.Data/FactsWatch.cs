using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace InfluenceScore.Data;

/// <summary>
/// Replaces <see cref="Entities.FactsVersion"/> with every change of what scores are made of, as the last statement before the commit. Looks at each statement that goes through EF Core,
/// so nobody who writes has to think of it; who writes past EF Core (the Ingestor's writers) calls <see cref="Replace"/>. A test holds the list of those.
/// </summary>
internal sealed partial class FactsWatch : DbTransactionInterceptor, IDbCommandInterceptor, ISaveChangesInterceptor
{
    public static readonly FactsWatch Instance = new();

    /// <summary>Transactions, and connections without one, that wrote and have not said so yet.</summary>
    private readonly ConditionalWeakTable<object, object> _wrote = [];

    /// <summary>The version that a reader in this transaction sees.</summary>
    public static long Read(DbTransaction transaction) => Read(transaction.Connection!, transaction, "");

    /// <summary>Replaces the version. On PostgreSQL others who want to wait until this transaction ends: call it last.</summary>
    /// <returns>The version before and after.</returns>
    public static (long Before, long After) Replace(DbConnection connection, DbTransaction? transaction)
    {
        var before = Read(connection, transaction, connection is NpgsqlConnection ? " FOR UPDATE" : "");
        var after = RandomNumberGenerator.GetInt32(int.MaxValue) * (1L << 31) + RandomNumberGenerator.GetInt32(int.MaxValue);
        using var command = Command(connection, transaction, string.Create(CultureInfo.InvariantCulture, $"""UPDATE "FactsVersions" SET "Token" = {after}"""));
        command.ExecuteNonQuery();
        return (before, after);
    }

    /// <summary>Whether a statement writes to what scores are made of.</summary>
    internal static bool Writes(string sql) => !sql.StartsWith("SELECT", StringComparison.Ordinal) && WritesFacts().IsMatch(sql);

    public int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        if (result == 0 || !Writes(command.CommandText))
            return result;
        if (command.Transaction is { } transaction)
            _wrote.AddOrUpdate(transaction, this);
        else
            Replace(command.Connection!, null);
        return result;
    }

    public ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(NonQueryExecuted(command, eventData, result));

    // SaveChanges reads what its statements return; the connection is not free before it has.
    public DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        if (Writes(command.CommandText))
            _wrote.AddOrUpdate((object?)command.Transaction ?? command.Connection!, this);
        return result;
    }

    public ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ReaderExecuted(command, eventData, result));

    public override InterceptionResult TransactionCommitting(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result)
    {
        if (_wrote.Remove(transaction))
            Replace(transaction.Connection!, transaction);
        return result;
    }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(TransactionCommitting(transaction, eventData, result));

    public int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        if (eventData.Context is { Database: { CurrentTransaction: null } database } && _wrote.Remove(database.GetDbConnection()))
            ReplaceBy(database);
        return result;
    }

    public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(SavedChanges(eventData, result));

    private static void ReplaceBy(DatabaseFacade database)
    {
        // The context may have closed its connection: this opens it as the context does, with its settings.
        database.OpenConnection();
        try
        {
            Replace(database.GetDbConnection(), null);
        }
        finally
        {
            database.CloseConnection();
        }
    }

    private static long Read(DbConnection connection, DbTransaction? transaction, string locked)
    {
        using var command = Command(connection, transaction, $"""SELECT "Token" FROM "FactsVersions"{locked}""");
        return (long)command.ExecuteScalar()!;
    }

    [SuppressMessage("Security", "CA2100", Justification = "Constant texts and a number.")]
    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        return command;
    }

    [GeneratedRegex("""\b(INSERT INTO|UPDATE|DELETE FROM)\s+"(Accounts|Profiles|Posts|Interactions)"\s""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WritesFacts();
}
