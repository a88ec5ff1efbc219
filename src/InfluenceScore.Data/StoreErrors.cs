using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace InfluenceScore.Data;

/// <summary>The engines' errors in words a person can act on; which code means what stands in the engine's own file.</summary>
public static class StoreErrors
{
    public static string InWords(DbException e) => e switch
    {
        SqliteException sqlite => SqliteErrors.InWords(sqlite),
        NpgsqlException postgres => PostgresErrors.InWords(postgres),
        _ => e.Message,
    };

    /// <summary>The engine's error in an exception or in what caused it; null where something else went wrong.</summary>
    public static DbException? FindOrNull(Exception? e) => e switch
    {
        null => null,
        DbException d => d,
        DbUpdateException or InfluenceScoreException or InvalidOperationException => FindOrNull(e.InnerException),
        _ => null,
    };

    /// <summary>Another writer, no room, or a server that cannot be reached: the same may go well later, nothing is wrong with it.</summary>
    public static bool IsPassing(DbException e) => e switch
    {
        SqliteException sqlite => SqliteErrors.IsPassing(sqlite),
        NpgsqlException postgres => PostgresErrors.IsPassing(postgres),
        _ => false,
    };

    /// <summary>Another process is writing.</summary>
    public static bool IsBusy(DbException e) => e switch
    {
        SqliteException sqlite => SqliteErrors.IsBusy(sqlite),
        NpgsqlException postgres => PostgresErrors.IsBusy(postgres),
        _ => false,
    };
}
