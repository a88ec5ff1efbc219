using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Erasure;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Web.Ingestion;
using InfluenceScore.Web.Operations;
using InfluenceScore.Web.Pages;
using InfluenceScore.Web.Pages.WhatIf;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace InfluenceScore.Web.Erasure;

/// <summary>Executes the erasures that were asked for, forgets what this process remembers, and scores the others anew. Shallow: the rows say what to do.</summary>
[DisallowConcurrentExecution]
internal sealed class ErasureJob(
    InfluenceDbContext db, AccountErasure erasure, RescoreAfterRuns rescore, ErasureWork work, RunCache cache, FactsInMemory facts, DatabasePlace place, Uploads uploads, TimeProvider clock, ILogger<ErasureJob> logger) : IJob
{
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    // Rewriting a large file again and again would keep everybody else waiting.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private static long _notBefore;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (clock.GetUtcNow().Ticks < Volatile.Read(ref _notBefore))
            return;
        try
        {
            foreach (var request in await db.ErasureRequests.Where(r => r.State != ErasureState.Done).OrderBy(r => r.Id).ToListAsync(cancellationToken))
                await ExecuteAsync(request, cancellationToken);
        }
        catch (Exception e) when (e is InfluenceScoreException || StoreErrors.FindOrNull(e) is not null)
        {
            logger.LogWarning("An erasure waits: {Reason}", StoreErrors.FindOrNull(e) is { } failure ? StoreErrors.InWords(failure) : e.Message);
            Volatile.Write(ref _notBefore, (clock.GetUtcNow() + Pause).Ticks);
        }
    }

    private async Task ExecuteAsync(ErasureRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await erasure.ExecuteAsync(request, work, cancellationToken);
        }
        finally
        {
            work.Clear();
        }
        await UploadQueue.RemoveOrphansAsync(db, uploads.Root, clock.GetUtcNow().UtcDateTime - TimeSpan.FromHours(1), cancellationToken);
        LeftFiles.RemoveRejects(place.File);
        if (await db.ScoreRuns.AnyAsync(cancellationToken))
            await rescore(cancellationToken);
        facts.Forget();
        cache.Forget();
        logger.LogInformation("Erasure {Id} is done: {Rows} rows removed or changed", request.Id, request.Rows);
    }
}
