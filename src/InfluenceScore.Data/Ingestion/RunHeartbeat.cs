using InfluenceScore.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InfluenceScore.Data.Ingestion;

/// <summary>
/// Goes on beside the executor of a run, also while its source waits for a network: keeps the lease alive, and stops the executor when somebody asks for it or when
/// another process has taken the run over.
/// </summary>
/// <param name="imports">How far the imports of this process are; null where it works none.</param>
public sealed class RunHeartbeat(IServiceScopeFactory scopes, TimeProvider clock, RunningImports? imports = null)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    // Six beats a lease: one or two may get lost while another writer holds the store.
    private static readonly TimeSpan BetweenBeats = RunLease.Length / 6;

    /// <summary>Runs work that executes a claimed run, with a token that ends when the run has to.</summary>
    public async Task AccompanyAsync(IngestionRun run, Func<CancellationToken, Task> execute, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var beating = BeatAsync(run.Id, run.Fence, stop);
        try
        {
            await execute(stop.Token);
        }
        finally
        {
            await stop.CancelAsync();
            await beating;
        }
    }

    private async Task BeatAsync(int runId, int fence, CancellationTokenSource stop)
    {
        var beat = clock.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(BetweenLooks, clock, stop.Token);
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<InfluenceDbContext>();
                var mine = db.IngestionRuns.Where(r => r.Id == runId && r.Fence == fence);
                if (!await mine.AnyAsync(r => !r.CancelRequested, stop.Token))
                    await stop.CancelAsync();
                if (db.TakesSeveralWriters && imports?.FindOrNull(runId) is { } progress)
                    await RunningImports.WriteAsync(mine, progress, clock.GetUtcNow().UtcDateTime, stop.Token);
                if (clock.GetElapsedTime(beat) < BetweenBeats)
                    continue;
                beat = clock.GetTimestamp();
                var until = clock.GetUtcNow().UtcDateTime + RunLease.Length;
                await mine.Where(r => r.LeaseUntil < until).ExecuteUpdateAsync(u => u.SetProperty(r => r.LeaseUntil, until), stop.Token);
            }
            catch (OperationCanceledException)
            {
                // The run is over.
            }
            catch (Exception e) when (StoreErrors.FindOrNull(e) is not null)
            {
                // The executor will hear of it itself; the next beat may go through.
            }
        }
    }
}
