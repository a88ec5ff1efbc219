using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Backups;
using InfluenceScore.Data.Erasure;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Ingestion;
using InfluenceScore.Web.Security;

namespace InfluenceScore.Web.Commands;

/// <summary>The database of a verb: found by the command line, else by environment variables and appsettings; created or migrated when opened.</summary>
internal sealed class Store : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly DatabaseUse _use;

    private Store(ServiceProvider services, DatabaseUse use) => (_services, _use) = (services, use);

    public IServiceProvider Services => _services;

    public AuditLog Audit => _services.GetRequiredService<AuditLog>();

    public InfluenceDbContext Db => _services.GetRequiredService<InfluenceDbContext>();

    public static async Task<Store> OpenAsync(string? database, CancellationToken cancellationToken)
    {
        var configuration = Configuration();
        var choice = Choice(database, configuration);
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddInfluenceDatabase(choice)
            .AddInfluenceIngestion()
            .AddAccounts()
            .AddSingleton(Viewer.Program)
            .AddSingleton(AuditActor.CommandLine)
            .AddScoped<AuditLog>()
            .AddScoped<AccountErasure>()
            .BuildServiceProvider();
        var store = new Store(services, DatabaseUse.Join(choice));
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

    /// <summary>The settings of the verbs that are no web server.</summary>
    internal static IConfigurationRoot Configuration() => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
        .AddEnvironmentVariables()
        .Build();

    /// <summary>--database before settings; a text without '=' is the path of the file.</summary>
    public static DatabaseChoice Choice(string? database, IConfiguration configuration) =>
        DatabaseChoice.Of(configuration["Database:Provider"], ConnectionString(database, configuration)).WithSums(configuration["Database:SumInStore"]);

    private static string ConnectionString(string? database, IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(database))
            return configuration.GetConnectionString("InfluenceScore") is { Length: > 0 } configured ? configured : DatabaseSetup.DefaultConnectionString;
        return database.Contains('=', StringComparison.Ordinal) ? database : $"Data Source={database}";
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _use.Dispose();
    }
}
