using Microsoft.Data.Sqlite;

namespace InfluenceScore.Data.Backups;

/// <summary>SQLite's own check of a file's pages and tables (sqlite.org/pragma.html#pragma_integrity_check). Reads every page, so its time grows with the file.</summary>
public sealed class IntegrityCheck
{
    private readonly string _pragma;

    private IntegrityCheck(string pragma) => _pragma = pragma;

    /// <summary>Pages and tables; not whether indexes agree with their tables, which takes several times as long.</summary>
    public static readonly IntegrityCheck Quick = new("PRAGMA quick_check(1)");

    /// <summary>Everything.</summary>
    public static readonly IntegrityCheck Whole = new("PRAGMA integrity_check(1)");

    /// <returns>The first thing found wrong, in SQLite's words on one line; null for a sound database.</returns>
    /// <exception cref="SqliteException">It cannot be read for another reason than damage.</exception>
    public string? FindingOrNull(string file, CancellationToken cancellationToken = default)
    {
        try
        {
            using var connection = DatabaseCopy.Open(file, SqliteOpenMode.ReadOnly);
            using var interrupt = cancellationToken.Register(() => SQLitePCL.raw.sqlite3_interrupt(connection.Handle));
            var answer = DatabaseCopy.Scalar(connection, _pragma) as string;
            return answer == "ok" ? null : string.Join(' ', (answer ?? "it holds nothing").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            return SqliteErrors.InWords(e).TrimEnd('.');
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SQLitePCL.raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException("The check was stopped.", e, cancellationToken);
        }
    }

    /// <summary>What to tell whoever runs the program.</summary>
    public static string InWords(string file, string finding) =>
        $"The database {file} is damaged ({finding}). Restore the newest backup with 'restore FILE' (made with 'backup FILE'); the damaged file is kept beside it.";
}
