using InfluenceScore.Data;
using InfluenceScore.Data.Ingestion;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace InfluenceScore.Web.Ingestion;

/// <summary>
/// Executes the runs of one network that wait for it, one after the other, then scores anew. Shallow: the runs' rows say what to do. One at a time on each node, as many
/// as there are nodes at once: the lease of a run, not the scheduler, keeps two from executing it.
/// </summary>
public sealed class RunsJob(IServiceScopeFactory scopes, RunHeartbeat heartbeat, NodeTurns turns, TimeProvider clock, IHostApplicationLifetime host, ILogger<RunsJob> logger) : IJob
{
    public const string NetworkKey = "network";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
        var network = context.MergedJobDataMap.GetString(NetworkKey);
        using var turn = turns.TakeOrNull(network ?? "");
        if (turn is null)
            return; // the job of an earlier round is still at it
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
        catch (Exception e) when (StoreErrors.FindOrNull(e) is { } failure)
        {
            logger.LogWarning("Runs of {Network} wait, the database cannot be used: {Reason}", network, StoreErrors.InWords(failure));
        }
    }

    /// <returns>Facts that the run stored; null where no run waits.</returns>
    private async Task<int?> ExecuteNextOrNullAsync(string? network, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<InfluenceDbContext>();
        if (await RunQueue.ClaimNextOrNullAsync(db, network, clock, cancellationToken) is not { } run)
            return null;

        try
        {
            await heartbeat.AccompanyAsync(
                run, stop => scope.ServiceProvider.GetRequiredService<RunExecutor>().ExecuteAsync(run, onChange: null, stop), cancellationToken);
        }
        catch (InfluenceScoreException e)
        {
            logger.LogWarning("{Reason}", e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "Run {Run} failed because of an error in the program", run.Id);
        }
        cancellationToken.ThrowIfCancellationRequested();
        return run.FactsStored;
    }

    private async Task RescoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<RescoreAfterRuns>()(cancellationToken);
        }
        catch (Exception e) when (e is InfluenceScoreException || StoreErrors.FindOrNull(e) is not null)
        {
            logger.LogWarning("The accounts were fetched, but could not be scored anew: {Reason}", StoreErrors.FindOrNull(e) is { } failure ? StoreErrors.InWords(failure) : e.Message);
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
        catch (Exception e) when (StoreErrors.FindOrNull(e) is { } failure)
        {
            logger.LogWarning("Schedules wait, the database cannot be used: {Reason}", StoreErrors.InWords(failure));
        }
    }
}
