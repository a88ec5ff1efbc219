using System.Text.Json;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Ingestion;

/// <summary>Runs that import uploaded files: one transaction, which stores the facts and the end of the run together.</summary>
public sealed partial class RunExecutor
{
    private async Task ImportAsync(IngestionRun run, RunWatch watch, CancellationToken cancellationToken)
    {
        var upload = await db.ImportUploads.SingleAsync(u => u.RunId == run.Id, cancellationToken);
        if (!Directory.Exists(upload.Folder))
            throw new InfluenceScoreException("The uploaded files are not to be found by the machine that works the queue: they are gone, or Imports__Folder is not shared by all machines. Upload them again.");
        var files = Directory.GetFiles(upload.Folder, UploadQueue.FilePrefix + "*").Order(StringComparer.Ordinal).ToList();
        var limit = upload.ClientId is { } client ? await ImportLimit.OfClientAsync(db, client, upload.UserId, cancellationToken) : null;

        watch.NoteLater($"Begins to import {upload.FileNames}.");
        run.StartedAt = clock.GetUtcNow().UtcDateTime;
        (run.FinishedAt, run.WaitUntil, run.WaitReason, run.Failure) = (null, null, null, null);
        Renew(run);
        run.LeaseUntil = run.UpdatedAt + RunLease.ImportLength;
        await db.SaveChangesAsync(cancellationToken);

        using var rejects = new RejectsFile(Path.Combine(upload.Folder, "rejects.csv"));
        using var import = imports?.Begin(run.Id, cancellationToken);
        try
        {
            await new BundleImporter(db, clock).ImportAsync(files, null, rejects, import, limit, async summary =>
            {
                if (!await db.IngestionRuns.AnyAsync(r => r.Id == run.Id && r.LeaseOwner == RunLease.Mine, cancellationToken))
                    throw new RunTakenOverException();
                (run.FactsStored, run.FactsKnown, run.FactsRejected) = (Count(summary.Stored), Count(summary.Duplicate), Count(summary.Rejected));
                run.Progress = 1;
                upload.Rejects = rejects.First.Count == 0 ? null : JsonSerializer.Serialize(rejects.First.Select(r => r with { File = r.File.Replace(upload.Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal) }));
                End(run, RunStatus.Done, watch, UploadQueue.Done(summary));
                await WebhookOutbox.AddRunAsync(db, run, clock.GetUtcNow().UtcDateTime, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
            }, import?.Token ?? cancellationToken);
        }
        catch (OperationCanceledException) when (import is { StopAsked: true })
        {
            // Whoever asked could not write it down: one import keeps all other writers of SQLite out.
            await db.IngestionRuns.Where(r => r.Id == run.Id && r.Fence == run.Fence).ExecuteUpdateAsync(u => u.SetProperty(r => r.CancelRequested, true), CancellationToken.None);
            throw;
        }
        catch (InfluenceScoreException e)
        {
            // Where the files lie is nobody's business; the names that were sent are not paths.
            throw new InfluenceScoreException(e.Message.Replace(upload.Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal), e);
        }
    }

    /// <summary>What was counted so far belongs to facts that were not kept.</summary>
    private void ForgetCounts(IngestionRun run)
    {
        if (run.AccountId is not null)
            return;
        (run.FactsStored, run.FactsKnown, run.FactsRejected, run.Progress) = (0, 0, 0, null);
        // The heartbeat may have written others behind our back.
        var row = db.Entry(run);
        foreach (var counted in new[] { nameof(run.FactsStored), nameof(run.FactsKnown), nameof(run.FactsRejected), nameof(run.Progress) })
            row.Property(counted).IsModified = true;
    }

    private static int Count(long rows) => (int)Math.Min(int.MaxValue, rows);
}
