using InfluenceScore.Data;
using InfluenceScore.Data.Ingestion;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace InfluenceScore.Web.Ingestion;

/// <summary>Executes the runs of one network that wait for it, one after the other, then scores anew. Shallow: the runs' rows say what to do.</summary>
[DisallowConcurrentExecution]
public sealed class RunsJob(IServiceScopeFactory scopes, TimeProvider clock, IHostApplicationLifetime host, ILogger<RunsJob> logger) : IJob
{
    public const string NetworkKey = "network";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly SemaphoreSlim Scoring = new(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
        var network = context.MergedJobDataMap.GetString(NetworkKey);
        var stored = 0;
        try
        {
            while (await ExecuteNextOrNullAsync(network, ends.Token) is { } facts)
                stored += facts;
            if (stored > 0)
                await RescoreAsync(ends.Token);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The program ends; the rows know where to go on.
        }
        catch (Exception e) when (SqliteErrors.FindOrNull(e) is { } failure)
        {
            logger.LogWarning("Runs of {Network} wait, the database cannot be used: {Reason}", network, SqliteErrors.InWords(failure));
        }
    }

    /// <returns>Facts that the run stored; null where no run waits.</returns>
    private async Task<int?> ExecuteNextOrNullAsync(string? network, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<InfluenceDbContext>();
        if (await RunQueue.ClaimNextOrNullAsync(db, network, clock, cancellationToken) is not { } run)
            return null;

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = StopOnRequestAsync(run.Id, stop);
        try
        {
            await scope.ServiceProvider.GetRequiredService<RunExecutor>().ExecuteAsync(run, onChange: null, stop.Token);
        }
        catch (InfluenceScoreException e)
        {
            logger.LogWarning("{Reason}", e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "Run {Run} failed because of an error in the program", run.Id);
        }
        await stop.CancelAsync();
        await watching;
        cancellationToken.ThrowIfCancellationRequested();
        return run.FactsStored;
    }

    // Also while the source waits for its network, which may take a quarter of an hour.
    private async Task StopOnRequestAsync(int runId, CancellationTokenSource stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(BetweenLooks, clock, stop.Token);
                await using var scope = scopes.CreateAsyncScope();
                var requested = await scope.ServiceProvider.GetRequiredService<InfluenceDbContext>().IngestionRuns
                    .AnyAsync(r => r.Id == runId && r.CancelRequested, stop.Token);
                if (requested)
                    await stop.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private async Task RescoreAsync(CancellationToken cancellationToken)
    {
        await Scoring.WaitAsync(cancellationToken);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<RescoreAfterRuns>()(cancellationToken);
        }
        catch (Exception e) when (e is InfluenceScoreException || SqliteErrors.FindOrNull(e) is not null)
        {
            logger.LogWarning("The accounts were fetched, but could not be scored anew: {Reason}", SqliteErrors.FindOrNull(e) is { } failure ? SqliteErrors.InWords(failure) : e.Message);
        }
        finally
        {
            Scoring.Release();
        }
    }
}

/// <summary>Queues the runs that schedules ask for.</summary>
[DisallowConcurrentExecution]
public sealed class SchedulesJob(InfluenceDbContext db, TimeProvider clock, ILogger<SchedulesJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await RunQueue.EnqueueDueAsync(db, clock, cancellationToken);
        }
        catch (Exception e) when (SqliteErrors.FindOrNull(e) is { } failure)
        {
            logger.LogWarning("Schedules wait, the database cannot be used: {Reason}", SqliteErrors.InWords(failure));
        }
    }
}
