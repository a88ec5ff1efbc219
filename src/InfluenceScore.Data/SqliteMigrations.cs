using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data;

/// <summary>
/// Brings a SQLite file to the current schema, one process at a time. EF Core guards a migration by a row in the database, which a process that is killed
/// leaves behind, and every later one waits for it for ever. So a lock of the operating system, which dies with its holder, stands round it here. Each migration is one
/// transaction: all of it or nothing.
/// </summary>
internal static class SqliteMigrations
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <exception cref="InfluenceScoreException">Another process has been migrating the file for a minute.</exception>
    public static async Task ApplyAsync(InfluenceDbContext db, CancellationToken cancellationToken)
    {
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            await MigrateAsync(db, cancellationToken);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
    }

    private static async Task MigrateAsync(InfluenceDbContext db, CancellationToken cancellationToken)
    {
        await using var alone = await HoldOrNullAsync(db.Database.GetDbConnection().DataSource, cancellationToken);
        if (alone is not null)
            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            // Cannot be turned off inside a transaction.
            await db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = OFF", cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
        }
        finally
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = ON", CancellationToken.None);
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Null where the database is in memory: nobody else can reach it.</summary>
    private static async Task<FileStream?> HoldOrNullAsync(string file, CancellationToken cancellationToken)
    {
        if (file.Length == 0 || file.Contains(":memory:", StringComparison.Ordinal))
            return null;
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return new FileStream($"{file}.migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (IOException e) when (Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))))
            {
                if (waited >= Patience)
                    throw new InfluenceScoreException($"The database {file} cannot be brought to the current schema: another process has been at it for a minute.", e);
                await Task.Delay(Pause, cancellationToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null; // the file cannot be made there, which SQLite will say in its own words
            }
        }
    }
}
