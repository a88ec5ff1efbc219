using InfluenceScore.Data.Backups;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace InfluenceScore.Data;

public enum DatabaseEngine
{
    Sqlite,
    PostgreSql,
}

/// <summary>Which engine holds the store, and where.</summary>
public sealed record DatabaseChoice
{
    // An import of a billion rows or a first index may take minutes in one statement; a server that is gone is noticed by TCP.
    private const int PostgresCommandSeconds = 600;

    private DatabaseChoice(DatabaseEngine engine, string connectionString) => (Engine, ConnectionString) = (engine, connectionString);

    public DatabaseEngine Engine { get; }

    public string ConnectionString { get; }

    /// <summary>Whether the store sums up the interactions of every pair itself when scores are made; PostgreSQL only.</summary>
    public bool SumInStore { get; private init; }

    /// <summary>The file of a SQLite database; null where there is none.</summary>
    public string? File => Engine == DatabaseEngine.Sqlite ? DatabaseUse.FileOrNull(ConnectionString) : null;

    /// <summary>The name of a PostgreSQL database; null for a file.</summary>
    public string? DatabaseName => Engine == DatabaseEngine.PostgreSql ? new NpgsqlConnectionStringBuilder(ConnectionString).Database : null;

    /// <param name="provider">The setting Database__Provider: Sqlite or PostgreSql; where it is missing, a connection string that names a host is PostgreSQL's.</param>
    /// <exception cref="InfluenceScoreException">There is no such engine, or the engine cannot read the connection string.</exception>
    public static DatabaseChoice Of(string? provider, string connectionString)
    {
        var engine = string.IsNullOrEmpty(provider) ? NamesHost(connectionString) ? DatabaseEngine.PostgreSql : DatabaseEngine.Sqlite
            : !char.IsDigit(provider[0]) && Enum.TryParse<DatabaseEngine>(provider, ignoreCase: true, out var named) ? named
            : throw new InfluenceScoreException($"The setting Database__Provider is '{provider}', but there are only 'Sqlite' and 'PostgreSql'.");
        try
        {
            if (engine == DatabaseEngine.PostgreSql)
                return new DatabaseChoice(engine, ForPostgres(connectionString));
            _ = new SqliteConnectionStringBuilder(connectionString);
            return new DatabaseChoice(engine, connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // A connection string of PostgreSQL may hold a password: it is not repeated.
            throw engine == DatabaseEngine.PostgreSql
                ? new InfluenceScoreException($"The connection string is not valid for PostgreSQL (\"Host=…;Database=…;Username=…\"): {e.Message}", e)
                : new InfluenceScoreException($"The connection string '{connectionString}' is not valid for SQLite: {e.Message}", e);
        }
    }

    /// <param name="sumInStore">The setting Database__SumInStore: true or false; missing is false.</param>
    /// <exception cref="InfluenceScoreException">It is neither, or the engine cannot do it.</exception>
    public DatabaseChoice WithSums(string? sumInStore)
    {
        var sums = false;
        if (!string.IsNullOrEmpty(sumInStore) && !bool.TryParse(sumInStore, out sums))
            throw new InfluenceScoreException($"The setting Database__SumInStore is '{sumInStore}', but it takes only 'true' or 'false'.");
        return sums && Engine != DatabaseEngine.PostgreSql
            ? throw new InfluenceScoreException("The setting Database__SumInStore is for PostgreSQL; a SQLite file is summed up by the program itself.")
            : this with { SumInStore = sums };
    }

    private static string ForPostgres(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (string.IsNullOrEmpty(builder.Host) || string.IsNullOrEmpty(builder.Database))
            throw new FormatException("it names no host or no database");
        if (!builder.ContainsKey("Command Timeout") || builder.CommandTimeout == new NpgsqlConnectionStringBuilder().CommandTimeout)
            builder.CommandTimeout = PostgresCommandSeconds;
        builder.ApplicationName ??= "InfluenceScore";
        return builder.ToString();
    }

    private static bool NamesHost(string connectionString) =>
        connectionString.Split(';').Any(part => part.TrimStart().StartsWith("Host", StringComparison.OrdinalIgnoreCase) && part.Contains('=', StringComparison.Ordinal));
}
