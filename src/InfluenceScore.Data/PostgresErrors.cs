using Npgsql;

namespace InfluenceScore.Data;

/// <summary>PostgreSQL's error codes in words a person can act on (postgresql.org/docs/current/errcodes-appendix.html).</summary>
internal static class PostgresErrors
{
    public static string InWords(NpgsqlException e) => e.SqlState switch
    {
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure =>
            "another process is writing to it; try again when that has ended.",
        PostgresErrorCodes.ReadOnlySqlTransaction => "it is read-only (a standby, or set to default_transaction_read_only).",
        PostgresErrorCodes.InsufficientPrivilege => $"the user may not do that ({Plain(e)}).",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => "the server refuses the user or its password.",
        PostgresErrorCodes.InvalidCatalogName => "the server has no such database.",
        PostgresErrorCodes.DiskFull => "the disk is full; nothing of this step was stored.",
        PostgresErrorCodes.TooManyConnections => "the server has no connection left; raise max_connections, or lower Maximum Pool Size in the connection strings.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow => "the server is stopping or starting.",
        PostgresErrorCodes.QueryCanceled => "it took longer than Command Timeout in the connection string allows.",
        null when e.InnerException is TimeoutException => "the server did not answer in time.",
        null => $"the server cannot be reached ({Plain(e)}).",
        _ => Plain(e),
    };

    /// <summary>Another writer, no room, or no server: the same may go well later.</summary>
    public static bool IsPassing(NpgsqlException e) =>
        e.IsTransient || IsBusy(e) || e.SqlState is null or PostgresErrorCodes.DiskFull or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown;

    public static bool IsBusy(NpgsqlException e) =>
        e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    // One line, without the position and the advice that belong to whoever wrote the statement.
    private static string Plain(NpgsqlException e) =>
        string.Join(' ', (e is PostgresException p ? p.MessageText : e.InnerException?.Message ?? e.Message).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
