using Microsoft.Data.Sqlite;

namespace InfluenceScore.Data;

/// <summary>SQLite's result codes in words a person can act on (sqlite.org/rescode.html).</summary>
public static class SqliteErrors
{
    public static string InWords(SqliteException e) => e.SqliteErrorCode switch
    {
        5 or 6 => "another process is writing to it; try again when that has ended.",
        8 => "the file or its folder is read-only.",
        10 => "the disk could not be read or written.",
        11 => "the file is damaged.",
        13 => "the disk is full; nothing of this step was stored.",
        14 => "the file or its folder does not exist or may not be written.",
        26 => "the file is not a database.",
        _ => e.Message,
    };
}
