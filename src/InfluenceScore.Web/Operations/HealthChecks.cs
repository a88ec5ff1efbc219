using System.Data.Common;
using System.Text.Json;
using InfluenceScore.Data;
using InfluenceScore.Web.Ingestion;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Quartz;

namespace InfluenceScore.Web.Operations;

/// <summary>The database answers, is of this program's schema, and is not known to be damaged.</summary>
internal sealed class DatabaseCheck(IServiceScopeFactory scopes, DatabaseCondition condition) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (condition.Damage is not null)
            return HealthCheckResult.Unhealthy("damaged: see the log");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<InfluenceDbContext>();
            var applied = (await db.Database.GetAppliedMigrationsAsync(patience.Token)).LastOrDefault();
            return applied == db.Database.GetMigrations().LastOrDefault() ? HealthCheckResult.Healthy("ok") : HealthCheckResult.Unhealthy("not of this version's schema");
        }
        catch (DbException)
        {
            return HealthCheckResult.Unhealthy("cannot be read: see the log");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("does not answer");
        }
    }
}

/// <summary>There is room on the database's disk.</summary>
internal sealed class DiskCheck(DatabasePlace place) : IHealthCheck
{
    // An import writes its rows twice (log, then file): below the first it is time to make room, below the second the next write may fail.
    private const long Little = 1_000_000_000, TooLittle = 100_000_000;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (Path.GetDirectoryName(place.File) is not { } folder)
            return Task.FromResult(HealthCheckResult.Healthy("ok"));
        try
        {
            return Task.FromResult(Judge(new DriveInfo(folder).AvailableFreeSpace));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Task.FromResult(HealthCheckResult.Degraded("cannot be measured"));
        }
    }

    internal static HealthCheckResult Judge(long free) =>
        free < TooLittle ? HealthCheckResult.Unhealthy("full: less than 100 MB left")
        : free < Little ? HealthCheckResult.Degraded("nearly full: less than 1 GB left")
        : HealthCheckResult.Healthy("ok");
}

/// <summary>The scheduler runs, and has looked at the queue lately.</summary>
internal sealed class RunQueueCheck(ISchedulerFactory schedulers, RunQueuePulse pulse, TimeProvider clock) : IHealthCheck
{
    // It looks every minute; a large import keeps it from writing for as long as it takes, and the pages are none the worse for it.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        return scheduler.Status != SchedulerStatus.Running ? HealthCheckResult.Unhealthy("the scheduler does not run")
            : pulse.SinceLast > Late && !await AnotherNodeLookedAsync(scheduler, cancellationToken) ? HealthCheckResult.Degraded("the queue was not looked at for minutes: an import may be writing")
            : HealthCheckResult.Healthy("ok");
    }

    // In a cluster the timer goes off on one node only; when it last did stands in the database.
    private async Task<bool> AnotherNodeLookedAsync(IScheduler scheduler, CancellationToken cancellationToken) =>
        await scheduler.GetTrigger(new TriggerKey(RunJobs.Schedules), cancellationToken) is { } timer && timer.PreviousFireTimeUtc > clock.GetUtcNow() - Late;
}

/// <summary>Short JSON: a word for all, a few for each. No paths, names or numbers: anybody may ask.</summary>
internal static class HealthAnswer
{
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        var answer = new
        {
            status = report.Status switch { HealthStatus.Healthy => "ok", HealthStatus.Degraded => "degraded", _ => "failing" },
            checks = report.Entries.ToDictionary(e => e.Key, e => e.Value.Description ?? "failed: see the log"),
        };
        return context.Response.WriteAsync(JsonSerializer.Serialize(answer));
    }
}
