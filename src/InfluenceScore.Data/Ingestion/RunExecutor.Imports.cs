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
            throw new InfluenceScoreException("The uploaded files are not there any more; upload them again.");
        var files = Directory.GetFiles(upload.Folder, UploadQueue.FilePrefix + "*").Order(StringComparer.Ordinal).ToList();
        var limit = upload.ClientId is { } client ? await ImportLimit.OfClientAsync(db, client, upload.UserId, cancellationToken) : null;

        watch.NoteLater($"Begins to import {upload.FileNames}.");
        run.StartedAt = clock.GetUtcNow().UtcDateTime;
        (run.FinishedAt, run.WaitUntil, run.WaitReason, run.Failure) = (null, null, null, null);
        Renew(run);
        run.LeaseUntil = run.UpdatedAt + RunLease.ImportLength;
        await db.SaveChangesAsync(cancellationToken);

        using var rejects = new RejectsFile(Path.Combine(upload.Folder, "rejects.csv"));
        try
        {
            await new BundleImporter(db, clock).ImportAsync(files, null, rejects, null, limit, async summary =>
            {
                if (!await db.IngestionRuns.AnyAsync(r => r.Id == run.Id && r.LeaseOwner == RunLease.Mine, cancellationToken))
                    throw new RunTakenOverException();
                (run.FactsStored, run.FactsKnown, run.FactsRejected) = (Count(summary.Stored), Count(summary.Duplicate), Count(summary.Rejected));
                run.Progress = 1;
                upload.Rejects = rejects.First.Count == 0 ? null : JsonSerializer.Serialize(rejects.First.Select(r => r with { File = r.File.Replace(upload.Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal) }));
                End(run, RunStatus.Done, watch, UploadQueue.Done(summary));
                await WebhookOutbox.AddRunAsync(db, run, clock.GetUtcNow().UtcDateTime, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
            }, cancellationToken);
        }
        catch (InfluenceScoreException e)
        {
            // Where the files lie is nobody's business; the names that were sent are not paths.
            throw new InfluenceScoreException(e.Message.Replace(upload.Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal), e);
        }
    }

    private async Task RemoveFilesAsync(IngestionRun run)
    {
        if (run is { IsOver: true, AccountId: null } && await db.ImportUploads.Where(u => u.RunId == run.Id).Select(u => u.Folder).FirstOrDefaultAsync(CancellationToken.None) is { } folder)
            UploadQueue.Remove(folder);
    }

    private static int Count(long rows) => (int)Math.Min(int.MaxValue, rows);
}
