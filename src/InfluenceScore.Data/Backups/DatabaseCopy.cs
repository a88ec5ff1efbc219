using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace InfluenceScore.Data.Backups;

/// <summary>How much of a database is copied, bytes.</summary>
public readonly record struct CopyProgress(long Bytes, long Total);

/// <summary>
/// Copies a SQLite database that others may be writing to: one moment of it, whole. By the online backup interface (sqlite.org/backup.html) inside one read transaction:
/// in WAL mode it keeps no writer waiting, and no writer makes it begin again. `VACUUM INTO` gives a smaller file but tells nothing on its way and cannot be stopped.
/// The copy is one file (no -wal beside it), and every page and index of it was checked before it counts.
/// </summary>
public static class DatabaseCopy
{
    private const int PagesPerStep = 2048; // 8 MB
    private const int PageSizeUntilKnown = 4096;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="source">A database file; it is only read.</param>
    /// <param name="target">A file that does not exist yet; after a failure it does not exist either.</param>
    /// <exception cref="InfluenceScoreException">The source is no sound database, or the copy cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void Write(string source, string target, IProgress<CopyProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var done = false;
        try
        {
            CreateForTheOwnerOnly(target);
            CopyPages(source, target, progress, cancellationToken);
            if (IntegrityCheck.Whole.FindingOrNull(target, cancellationToken) is { } finding)
                throw new InfluenceScoreException($"The copy of {source} is damaged ({finding}): the database itself, or the disk. Nothing was kept of it.");
            using (var file = new FileStream(target, FileMode.Open, FileAccess.Write))
                file.Flush(flushToDisk: true);
            done = true;
        }
        catch (SqliteException e)
        {
            throw new InfluenceScoreException($"{source} cannot be copied to {target}: {SqliteErrors.InWords(e)}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InfluenceScoreException($"{target} cannot be written: {e.Message}", e);
        }
        finally
        {
            if (!done)
                Delete(target);
        }
    }

    private static void CopyPages(string source, string target, IProgress<CopyProgress>? progress, CancellationToken cancellationToken)
    {
        using var from = Open(source, SqliteOpenMode.ReadOnly);
        using var to = Open(target, SqliteOpenMode.ReadWrite);
        using (from.BeginTransaction(deferred: true))
        {
            // The first read fixes the moment that is copied.
            var pageSize = (long)(Scalar(from, "SELECT (SELECT count(*) FROM sqlite_schema) * 0 + page_size FROM pragma_page_size") ?? PageSizeUntilKnown);
            var backup = raw.sqlite3_backup_init(to.Handle, "main", from.Handle, "main");
            if (backup is null || backup.IsInvalid)
                throw Failure(to, raw.sqlite3_errcode(to.Handle));
            using (backup)
                Step(backup, to, pageSize, progress, cancellationToken);
        }
        // The copied header says WAL; without it the copy is one file.
        Scalar(to, "PRAGMA journal_mode = DELETE");
    }

    private static void Step(sqlite3_backup backup, SqliteConnection to, long pageSize, IProgress<CopyProgress>? progress, CancellationToken cancellationToken)
    {
        var waited = TimeSpan.Zero;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var code = raw.sqlite3_backup_step(backup, PagesPerStep);
            var total = raw.sqlite3_backup_pagecount(backup) * pageSize;
            progress?.Report(new CopyProgress(total - raw.sqlite3_backup_remaining(backup) * pageSize, total));
            if (code == raw.SQLITE_DONE)
                return;
            if (code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED && waited < Patience)
            {
                Thread.Sleep(Pause);
                waited += Pause;
            }
            else if (code != raw.SQLITE_OK)
            {
                throw Failure(to, code);
            }
        }
    }

    internal static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    internal static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>Removes a database file with what SQLite keeps beside it.</summary>
    internal static void Delete(string file)
    {
        foreach (var part in (string[])["", "-journal", "-wal", "-shm"])
        {
            try
            {
                File.Delete(file + part);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The failure that led here is the one to tell.
            }
        }
    }

    // Made before anything is in it: a copy of the database is not for everybody on the machine.
    private static void CreateForTheOwnerOnly(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var created = File.Open(file, options);
    }

    private static SqliteException Failure(SqliteConnection connection, int code) => new(raw.sqlite3_errmsg(connection.Handle).utf8_to_string(), code & 0xFF, code);
}
