using Microsoft.Data.Sqlite;

namespace InfluenceScore.Data;

/// <summary>SQLite's result codes in words a person can act on (sqlite.org/rescode.html).</summary>
internal static class SqliteErrors
{
    private const int Busy = 5, Locked = 6, Full = 13;

    // A write that fails for a limit or a failing disk rather than for "no space left" (SQLITE_IOERR_WRITE, _FSYNC, _TRUNCATE).
    private static readonly int[] NotWritten = [10 | (3 << 8), 10 | (4 << 8), 10 | (6 << 8)];

    public static string InWords(SqliteException e) => e.SqliteErrorCode switch
    {
        Busy or Locked => "another process is writing to it; try again when that has ended.",
        8 => "the file or its folder is read-only.",
        10 when NotWritten.Contains(e.SqliteExtendedErrorCode) => "the disk could not be written (full, over a quota, or failing); nothing of this step was stored.",
        10 => "the disk could not be read or written.",
        11 => "the file is damaged; 'restore FILE' puts a backup in its place.",
        Full => "the disk is full; nothing of this step was stored.",
        14 => "the file or its folder does not exist or may not be written.",
        26 => "the file is not a database.",
        _ => e.Message,
    };

    /// <summary>Another writer, or no room: the same may go well later, nothing is wrong with it.</summary>
    public static bool IsPassing(SqliteException e) => e.SqliteErrorCode is Busy or Locked or Full || NotWritten.Contains(e.SqliteExtendedErrorCode);

    public static bool IsBusy(SqliteException e) => e.SqliteErrorCode is Busy or Locked;
}
