using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace InfluenceScore.Data.Backups;

/// <summary>What a restore did. <paramref name="Kept"/> is where the replaced database lies now; null where there was none.</summary>
public readonly record struct RestoreResult(long Bytes, string? Kept);

/// <summary>
/// Puts a backup in the place of a database. Everything that can fail (copying, checking, migrating) is done to a copy beside it first; then two renames change the one for
/// the other, and what was replaced stays beside.
/// </summary>
public static class DatabaseRestore
{
    private const string Temporary = ".restoring";

    public static string KeptAs(string file) => file + ".before-restore";

    /// <exception cref="InfluenceScoreException">The backup is no sound database of ours, somebody uses the database, or there is no room; the database is as it was.</exception>
    public static async Task<RestoreResult> RunAsync(string backup, string file, IProgress<CopyProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!File.Exists(backup))
            throw new InfluenceScoreException($"There is no backup {backup}.");
        if (Path.GetFullPath(backup) == file)
            throw new InfluenceScoreException($"{backup} is the database itself, not a backup of it.");
        using var alone = DatabaseUse.AloneOrNull(file)
            ?? throw new InfluenceScoreException($"The database {file} is in use: stop the server (and whatever else works with it) first. Nothing was changed.");
        EndOtherConnections(file);

        var copy = file + Temporary;
        DatabaseCopy.Delete(copy); // left by a restore that was cut off
        DatabaseCopy.Write(backup, copy, progress, cancellationToken);
        try
        {
            await BringUpToDateAsync(backup, copy, cancellationToken);
            var bytes = new FileInfo(copy).Length;
            return new RestoreResult(bytes, Swap(copy, file));
        }
        catch (SqliteException e)
        {
            throw new InfluenceScoreException($"{backup} cannot be restored: {SqliteErrors.InWords(e)} The database {file} is as it was.", e);
        }
        finally
        {
            DatabaseCopy.Delete(copy);
        }
    }

    // Leaving WAL mode needs the file alone: it fails while anybody has it open, also programs that know nothing of our lock.
    private static void EndOtherConnections(string file)
    {
        if (!File.Exists(file))
            return;
        try
        {
            using var connection = DatabaseCopy.Open(file, SqliteOpenMode.ReadWrite);
            connection.DefaultTimeout = 1;
            DatabaseCopy.Scalar(connection, "PRAGMA journal_mode = DELETE");
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            throw new InfluenceScoreException($"The database {file} is in use by another program: stop it first. Nothing was changed.", e);
        }
        catch (SqliteException)
        {
            // Damaged, or no database at all: that is why it is being replaced.
        }
    }

    private static async Task BringUpToDateAsync(string backup, string copy, CancellationToken cancellationToken)
    {
        await using var db = new SqliteInfluenceDbContext(new DbContextOptionsBuilder<SqliteInfluenceDbContext>().UseSqlite($"Data Source={copy};Pooling=False").Options);
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (applied.Count == 0 || !known.Contains(applied[0]))
            throw new InfluenceScoreException($"{backup} is a database, but not one of InfluenceScore; nothing was changed.");
        if (applied.FirstOrDefault(m => !known.Contains(m)) is { } newer)
            throw new InfluenceScoreException($"{backup} was written by a newer version of InfluenceScore (it has the migration {newer}); update the program first. Nothing was changed.");
        await DatabaseSetup.CreateOrMigrateAsync(db, cancellationToken);
    }

    /// <returns>Where the replaced database lies.</returns>
    private static string? Swap(string copy, string file)
    {
        string? kept = null;
        try
        {
            if (File.Exists(file))
            {
                kept = FreeName(KeptAs(file));
                File.Move(file, kept);
                MoveIfThere(file + "-wal", kept + "-wal"); // of a damaged database: its newest pages
                MoveIfThere(file + "-journal", kept + "-journal");
                File.Delete(file + "-shm");
            }
            File.Move(copy, file);
            return kept;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (kept is not null && !File.Exists(file))
                MoveIfThere(kept, file);
            throw new InfluenceScoreException($"The database {file} cannot be replaced: {e.Message}", e);
        }
    }

    private static string FreeName(string wanted)
    {
        var name = wanted;
        for (var n = 2; File.Exists(name); n++)
            name = $"{wanted}-{n}";
        return name;
    }

    private static void MoveIfThere(string from, string to)
    {
        if (File.Exists(from))
            File.Move(from, to);
    }
}
