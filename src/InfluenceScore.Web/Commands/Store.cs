using InfluenceScore.Data;
using InfluenceScore.Web.Ingestion;

namespace InfluenceScore.Web.Commands;

/// <summary>The database of a verb: found by the command line, else by environment variables and appsettings; created or migrated when opened.</summary>
internal sealed class Store : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Store(ServiceProvider services) => _services = services;

    public IServiceProvider Services => _services;

    public InfluenceDbContext Db => _services.GetRequiredService<InfluenceDbContext>();

    public static async Task<Store> OpenAsync(string? database, CancellationToken cancellationToken)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .Build();
        var store = new Store(new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddInfluenceDatabase(configuration["Database:Provider"], ConnectionString(database, configuration))
            .AddInfluenceIngestion()
            .BuildServiceProvider());
        try
        {
            await DatabaseSetup.CreateOrMigrateAsync(store.Db, cancellationToken);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>--database before settings; a text without '=' is the path of the file.</summary>
    public static string ConnectionString(string? database, IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(database))
            return configuration.GetConnectionString("InfluenceScore") is { Length: > 0 } configured ? configured : DatabaseSetup.DefaultConnectionString;
        return database.Contains('=', StringComparison.Ordinal) ? database : $"Data Source={database}";
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
