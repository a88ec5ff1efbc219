using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace InfluenceScore.Data;

/// <summary>Renews the stamp with every change: in the transaction where there is one, right after the statement where there is none.</summary>
internal abstract class StampRenewal : DbTransactionInterceptor, IDbCommandInterceptor, ISaveChangesInterceptor
{
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

    private void RenewBy(DatabaseFacade database)
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

    protected abstract void Renew(DbConnection connection);
}
