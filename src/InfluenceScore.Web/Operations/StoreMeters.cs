using System.Data.Common;
using System.Diagnostics.Metrics;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;

namespace InfluenceScore.Web.Operations;

/// <summary>Figures that lie in the database, read when somebody asks for /metrics: so they are the same whichever process did the work.</summary>
internal sealed class StoreMeters
{
    public const string Name = "InfluenceScore.Store";

    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _clock;

    public StoreMeters(IMeterFactory meters, IServiceScopeFactory scopes, TimeProvider clock)
    {
        (_scopes, _clock) = (scopes, clock);
        var meter = meters.Create(Name);
        meter.CreateObservableGauge("influencescore.runs", () => Read(Runs), description: "Ingestion runs by state.");
        meter.CreateObservableGauge("influencescore.scored.accounts", () => Read(ScoredAccounts), description: "Accounts with a score in the run that pages show.");
        meter.CreateObservableGauge("influencescore.score.age", () => Read(ScoreAge), "s", "Time since the moment that the shown scores speak of.");
    }

    private static IEnumerable<Measurement<double>> Runs(InfluenceDbContext db)
    {
        var counts = db.IngestionRuns.GroupBy(r => r.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionary(g => g.Key, g => g.Count);
        return Enum.GetValues<RunStatus>().Select(s => new Measurement<double>(counts.GetValueOrDefault(s), new KeyValuePair<string, object?>("state", s.ToString().ToLowerInvariant())));
    }

    private static IEnumerable<Measurement<double>> ScoredAccounts(InfluenceDbContext db) => [new(Shown(db)?.ScoredAccounts ?? 0)];

    private IEnumerable<Measurement<double>> ScoreAge(InfluenceDbContext db) =>
        Shown(db) is { } run ? [new((_clock.GetUtcNow().UtcDateTime - run.KnownUntil).TotalSeconds)] : [];

    private static ScoreRun? Shown(InfluenceDbContext db) => Pages.Runs.FindShownOrNullAsync(db, CancellationToken.None).GetAwaiter().GetResult();

    // A database that cannot be read just now has no figures; /health/ready says why.
    private IEnumerable<Measurement<double>> Read(Func<InfluenceDbContext, IEnumerable<Measurement<double>>> figures)
    {
        try
        {
            using var scope = _scopes.CreateScope();
            return [.. figures(scope.ServiceProvider.GetRequiredService<InfluenceDbContext>())];
        }
        catch (Exception e) when (e is DbException or ObjectDisposedException)
        {
            return [];
        }
    }
}
