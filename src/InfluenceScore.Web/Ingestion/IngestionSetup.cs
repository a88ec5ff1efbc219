using InfluenceScore.Data;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Scores.Live;
using InfluenceScore.Data.Sources;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InfluenceScore.Web.Ingestion;

/// <summary>What fetching needs, on the command line and in the web program alike.</summary>
public static class IngestionSetup
{
    /// <summary>Registers the sources with their settings, the executor of runs, and what scores anew after them. The database is registered elsewhere.</summary>
    public static IServiceCollection AddInfluenceIngestion(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddSourceHttp();
        services.AddDataProtection().SetApplicationName("InfluenceScore").PersistKeysToDbContext<InfluenceDbContext>();
        services.AddSingleton<SourceSecrets>();
        services.AddSingleton(p => new SourceSettings(name => p.GetRequiredService<IConfiguration>()[name] is { Length: > 0 } configured ? configured : p.GetRequiredService<SourceSecrets>().ReadOrNull(name)));
        services.AddSingleton(p => SourceCatalog.Create(p.GetRequiredService<SourceHttp>(), p.GetRequiredService<SourceSettings>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<RunningImports>();
        services.AddScoped<RunExecutor>();
        services.AddSingleton<RunHeartbeat>();
        services.AddScoped(p => new Rescoring(p.GetRequiredService<InfluenceDbContext>(), p.GetRequiredService<TimeProvider>(), p.GetService<LiveScores>()));
        services.AddScoped<RescoreAfterRuns>(p => async cancellationToken =>
        {
            var rescored = await p.GetRequiredService<Rescoring>().RunAsync(cancellationToken);
            var log = p.GetRequiredService<ILoggerFactory>().CreateLogger<Rescoring>();
            if (rescored.Facts is { } facts)
                log.LogInformation("{Accounts} scores moved after {Facts} new facts; taken in after {Milliseconds} ms", rescored.Accounts, facts, (long)rescored.Took.TotalMilliseconds);
            else
                log.LogInformation("{Accounts} accounts scored in {Milliseconds} ms: {Reason}. New facts of this hour are {Held}", rescored.Accounts, (long)rescored.Took.TotalMilliseconds, rescored.Reason,
                    rescored.Held ? "taken in from here on" : "followed by another full scoring");
        });
        return services;
    }
}
