using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace InfluenceScore.Data;

/// <summary>Brings a PostgreSQL database to the current schema, one node at a time: several may start at once. The lock is the session's and dies with it.</summary>
internal static class PostgresMigrations
{
    private const long Migrates = 0x696E666C7565_02;

    public static async Task CreateIfMissingAsync(InfluenceDbContext db, CancellationToken cancellationToken)
    {
        var creator = db.GetService<IRelationalDatabaseCreator>();
        if (await creator.ExistsAsync(cancellationToken))
            return;
        try
        {
            await creator.CreateAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another node was faster.
        }
    }

    public static async Task ApplyAsync(InfluenceDbContext db, CancellationToken cancellationToken)
    {
        var isCurrent = !(await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any();
        if (isCurrent && await PostgresSearchIndex.IsThereAsync(db, cancellationToken))
            return;
        await using var alone = await PostgresLock.HoldAsync(db.Database.GetConnectionString()!, Migrates, cancellationToken);
        if (!isCurrent)
            await db.Database.MigrateAsync(cancellationToken);
        await PostgresSearchIndex.TryMakeAsync(db, cancellationToken);
    }
}
