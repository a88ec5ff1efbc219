using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Scores.Live;

namespace InfluenceScore.Web.Ingestion;

/// <summary>Holding the scores of the current hour in memory: for a program that goes on running.</summary>
public static class LiveScoresSetup
{
    private const string Setting = "Scoring:LiveMegabytes";

    /// <exception cref="InfluenceScoreException">The setting is no whole number.</exception>
    public static IServiceCollection AddLiveScores(this IServiceCollection services, IConfiguration configuration)
    {
        var most = configuration[Setting] is not { Length: > 0 } text ? LiveScores.StandardBytes
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) && megabytes <= 1_000_000 ? megabytes * 1_000_000
            : throw new InfluenceScoreException($"The setting Scoring__LiveMegabytes is '{text}'; it takes a whole number from 0 to 1000000.");
        services.AddSingleton<FactsLog>();
        services.AddSingleton(p => new LiveScores(p.GetRequiredService<FactsLog>(), p.GetRequiredService<TimeProvider>(), most));
        return services;
    }
}
