using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InfluenceScore.Data;

/// <summary>Chooses the engine and brings a database to the current schema. The only place that switches on the engine.</summary>
public static class DatabaseSetup
{
    public const string DefaultConnectionString = "Data Source=influence.db";

    /// <summary>Registers <see cref="InfluenceDbContext"/> for the provider (see <see cref="DatabaseChoice.Of"/>). A wrong setting stops the start with one sentence.</summary>
    public static IServiceCollection AddInfluenceDatabase(this IServiceCollection services, string? provider, string connectionString) =>
        services.AddInfluenceDatabase(DatabaseChoice.Of(provider, connectionString));

    public static IServiceCollection AddInfluenceDatabase(this IServiceCollection services, DatabaseChoice choice)
    {
        if (choice.Engine == DatabaseEngine.PostgreSql)
        {
            services.AddSingleton<StoreStamp>(_ => new PostgresStoreStamp(choice.ConnectionString));
            if (choice.SumInStore)
                services.AddSingleton<SumsInStore>();
            return services.AddDbContext<InfluenceDbContext, PostgresInfluenceDbContext>(o => o.UseNpgsql(choice.ConnectionString));
        }
        services.AddSingleton<StoreStamp>(_ => new SqliteStoreStamp(choice.ConnectionString));
        return services.AddDbContext<InfluenceDbContext, SqliteInfluenceDbContext>(o => o.UseSqlite(choice.ConnectionString));
    }

    /// <summary>Creates the database or brings it to the current schema; refuses one that a newer version has written.</summary>
    public static async Task CreateOrMigrateAsync(InfluenceDbContext db, CancellationToken cancellationToken = default)
    {
        var where = InWords(db);
        try
        {
            if (db is PostgresInfluenceDbContext)
                await PostgresMigrations.CreateIfMissingAsync(db, cancellationToken);
            var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
            var newer = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).FirstOrDefault(m => !known.Contains(m));
            if (newer is not null)
                throw new InfluenceScoreException($"The database {where} was written by a newer version of InfluenceScore (it has the migration {newer}); update the program, nothing was changed.");
            await (db is PostgresInfluenceDbContext ? PostgresMigrations.ApplyAsync(db, cancellationToken) : SqliteMigrations.ApplyAsync(db, cancellationToken));
        }
        catch (Exception e) when (e is not InfluenceScoreException && StoreErrors.FindOrNull(e) is { } failure)
        {
            throw new InfluenceScoreException($"The database {where} cannot be opened: {StoreErrors.InWords(failure)}", e);
        }
    }

    /// <summary>The database as messages name it: its file, or its name and server, never a password.</summary>
    internal static string InWords(InfluenceDbContext db)
    {
        DbConnection connection = db.Database.GetDbConnection();
        return db is PostgresInfluenceDbContext ? $"{connection.Database} on {connection.DataSource}" : connection.DataSource;
    }
}
