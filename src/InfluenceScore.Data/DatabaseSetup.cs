using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InfluenceScore.Data;

/// <summary>Chooses the engine and brings a database to the current schema. The only place that knows which engines there are.</summary>
public static class DatabaseSetup
{
    public const string DefaultConnectionString = "Data Source=influence.db";

    /// <summary>Registers <see cref="InfluenceDbContext"/> for the provider: "Sqlite" (default). Anything else stops the start with one sentence.</summary>
    public static IServiceCollection AddInfluenceDatabase(this IServiceCollection services, string? provider, string connectionString)
    {
        if (provider is not (null or "" or "Sqlite"))
            throw new InfluenceScoreException($"The setting Database__Provider is '{provider}', but this version knows only 'Sqlite'.");
        try
        {
            _ = new SqliteConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException e)
        {
            throw new InfluenceScoreException($"The connection string '{connectionString}' is not valid for SQLite: {e.Message}", e);
        }
        services.AddSingleton<StoreStamp>(_ => new SqliteStoreStamp(connectionString));
        return services.AddDbContext<InfluenceDbContext, SqliteInfluenceDbContext>(o => o.UseSqlite(connectionString));
    }

    /// <summary>Creates the database or brings it to the current schema; refuses one that a newer version has written.</summary>
    public static async Task CreateOrMigrateAsync(InfluenceDbContext db, CancellationToken cancellationToken = default)
    {
        var where = db.Database.GetDbConnection().DataSource;
        try
        {
            var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
            var newer = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).FirstOrDefault(m => !known.Contains(m));
            if (newer is not null)
                throw new InfluenceScoreException($"The database {where} was written by a newer version of InfluenceScore (it has the migration {newer}); update the program, nothing was changed.");
            await SqliteMigrations.ApplyAsync(db, cancellationToken);
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
        }
        catch (SqliteException e)
        {
            throw new InfluenceScoreException($"The database {where} cannot be opened: {SqliteErrors.InWords(e)}", e);
        }
    }
}
