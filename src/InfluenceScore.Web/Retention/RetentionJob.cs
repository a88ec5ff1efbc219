using InfluenceScore.Data;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Retention;
using InfluenceScore.Web.Ingestion;
using Quartz;

namespace InfluenceScore.Web.Retention;

/// <summary>Carries out the retention rule once a day, and clears away what cut-off uploads left on disk. Looks every hour, so a day is not missed while the program was off.</summary>
[DisallowConcurrentExecution]
public sealed class RetentionJob(InfluenceDbContext db, Uploads uploads, RetentionSweep sweep, RetentionRule rule, TimeProvider clock, ILogger<RetentionJob> logger) : IJob
{
    public static readonly TimeSpan Look = TimeSpan.FromHours(1);

    private static readonly TimeSpan Every = TimeSpan.FromHours(23);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await UploadQueue.RemoveOrphansAsync(db, uploads.Root, clock.GetUtcNow().UtcDateTime - TimeSpan.FromDays(1), cancellationToken);
            if (rule.KeepsAll)
                return;
            if (await sweep.LastAsync(cancellationToken) is { } last && clock.GetUtcNow().UtcDateTime - last < Every)
                return;
            logger.LogInformation("Retention: {Removed}", await sweep.RunAsync(rule, cancellationToken));
        }
        catch (Exception e) when (StoreErrors.FindOrNull(e) is { } failure)
        {
            logger.LogWarning("Retention waits, the database cannot be used: {Reason}", StoreErrors.InWords(failure));
        }
    }
}
