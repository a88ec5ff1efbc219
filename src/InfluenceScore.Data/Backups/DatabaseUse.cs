using Microsoft.Data.Sqlite;

namespace InfluenceScore.Data.Backups;

/// <summary>
/// Says that this process works with a database: a lock of the operating system that many may share, on an empty file beside the database, and that dies with its holder.
/// `restore` takes it alone. It is no file that SQLite locks: closing such a file would drop SQLite's own locks (sqlite.org/howtocorrupt.html, 2.2).
/// </summary>
public sealed class DatabaseUse : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly string _connectionString;
    private readonly FileStream? _lock;

    private DatabaseUse(string connectionString, string? file, FileStream? held, bool wasCutOff) =>
        (_connectionString, File, _lock, WasCutOff) = (connectionString, file, held, wasCutOff);

    /// <summary>The database's file; null for one in memory.</summary>
    public string? File { get; }

    /// <summary>Nobody else uses it, and who used it last did not close it (SQLite's log was left with something in it): a kill, a crash, a power cut.</summary>
    public bool WasCutOff { get; }

    /// <summary>Joins those who use the database, until disposed of; then it is closed as SQLite wants it.</summary>
    /// <exception cref="InfluenceScoreException">It is being restored just now, or a restore of it was cut off.</exception>
    public static DatabaseUse Join(DatabaseChoice choice) => choice.Engine == DatabaseEngine.Sqlite
        ? Join(choice.ConnectionString)
        : new DatabaseUse(choice.ConnectionString, null, null, false); // a server knows by itself who is connected

    /// <inheritdoc cref="Join(DatabaseChoice)"/>
    public static DatabaseUse Join(string connectionString)
    {
        var file = FileOrNull(connectionString);
        if (file is null)
            return new DatabaseUse(connectionString, null, null, false);
        if (!System.IO.File.Exists(file) && System.IO.File.Exists(DatabaseRestore.KeptAs(file)))
            throw new InfluenceScoreException($"There is no database {file}, but {DatabaseRestore.KeptAs(file)}: a restore was cut off. Run 'restore FILE' again, or rename that file back.");

        var alone = TryLock(file, FileShare.None);
        var cutOff = alone is not null && new FileInfo(file + "-wal") is { Exists: true, Length: > 0 };
        alone?.Dispose();
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            if (TryLock(file, FileShare.Read) is { } held)
                return new DatabaseUse(connectionString, file, held, cutOff);
            if (!CanLock(file))
                return new DatabaseUse(connectionString, file, null, cutOff);
            if (waited >= Patience)
                throw new InfluenceScoreException($"The database {file} is being restored by another process; try again when that has ended.");
            Thread.Sleep(Pause);
        }
    }

    /// <summary>Holds the database alone; null where another process uses it.</summary>
    internal static IDisposable? AloneOrNull(string file) => TryLock(file, FileShare.None) ?? (CanLock(file) ? null : (IDisposable)new MemoryStream());

    /// <summary>The file that a connection string names, as a full path; null for a database in memory.</summary>
    public static string? FileOrNull(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString);
        var source = builder.DataSource;
        return source.Length == 0 || source.Contains(":memory:", StringComparison.Ordinal) || builder.Mode == SqliteOpenMode.Memory || source.StartsWith("file:", StringComparison.Ordinal)
            ? null : Path.GetFullPath(source);
    }

    public void Dispose()
    {
        if (File is null)
            return;
        // The last connection that closes moves SQLite's log into the file: the sign of a clean end.
        using (var connection = new SqliteConnection(_connectionString))
            SqliteConnection.ClearPool(connection);
        _lock?.Dispose();
    }

    private static string LockFile(string file) => file + ".in-use";

    private static FileStream? TryLock(string file, FileShare share)
    {
        try
        {
            return new FileStream(LockFile(file), FileMode.OpenOrCreate, FileAccess.Read, share, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Where the lock file cannot be made (a read-only folder) there is no lock, and SQLite says in its own words what is wrong.
    private static bool CanLock(string file) => System.IO.File.Exists(LockFile(file));
}
