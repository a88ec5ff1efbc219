using InfluenceScore.Data;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Scores;
using InfluenceScore.Data.Sources;
using InfluenceScore.Scoring;
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
        services.AddScoped<RescoreAfterRuns>(p => async cancellationToken =>
        {
            var clock = p.GetRequiredService<TimeProvider>();
            await RunsFromAhead.RemoveAsync(p.GetRequiredService<InfluenceDbContext>(), clock.GetUtcNow().UtcDateTime, cancellationToken);
            await new ScoringService(p.GetRequiredService<InfluenceDbContext>(), clock)
                .ScoreAsync([new ScoringOptions { AsOf = clock.GetUtcNow().ToUnixTimeMilliseconds() }], cancellationToken: cancellationToken);
        });
        return services;
    }
}
