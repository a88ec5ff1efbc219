using System.Globalization;
using InfluenceScore.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Ingestion;

/// <summary>Imports of uploaded files as runs: they wait in the same queue and are worked by the same executor as fetches, so a restart loses none.</summary>
public static class UploadQueue
{
    /// <summary>What stands for the network of a run that imports files.</summary>
    public const string Network = "import";

    /// <summary>Uploaded files are named so inside their folder: upload1.zip, upload2.csv.gz.</summary>
    public const string FilePrefix = "upload";

    // Nodes of a cluster that share no folder for uploads leave an import to the one that has its files; when none takes it in this time, there is none.
    private static readonly TimeSpan PatienceForFiles = TimeSpan.FromMinutes(10);

    private static readonly string[] Endings = [".csv.gz", ".tar.gz", ".tgz", ".zip", ".csv", ".car", ".gz"];

    /// <summary>The only thing that a name which somebody sent decides.</summary>
    public static string SafeEnding(string? name) => Endings.FirstOrDefault(e => name?.EndsWith(e, StringComparison.OrdinalIgnoreCase) == true) ?? ".zip";

    /// <summary>Queues an import of the files in a folder, which must be complete.</summary>
    public static async Task<IngestionRun> EnqueueAsync(InfluenceDbContext db, ImportUpload upload, string requestedBy, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var run = new IngestionRun { AccountId = null, Network = Network, Status = RunStatus.Queued, RequestedBy = requestedBy, QueuedAt = now, UpdatedAt = now };
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.IngestionRuns.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        upload.RunId = run.Id;
        db.ImportUploads.Add(upload);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return run;
    }

    /// <summary>Deletes folders below the root that no waiting run needs: of imports that were taken out of the queue, and of uploads that never got into it.</summary>
    /// <param name="before">Folders that are younger may be uploads that somebody still sends.</param>
    public static async Task RemoveOrphansAsync(InfluenceDbContext db, string root, DateTime before, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(root))
            return;
        var needed = (await db.ImportUploads.Where(u => db.IngestionRuns.Any(r => r.Id == u.RunId && (r.Status == RunStatus.Queued || r.Status == RunStatus.Running || r.Status == RunStatus.Waiting)))
            .Select(u => u.Folder).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in Directory.EnumerateDirectories(root))
        {
            if (!needed.Contains(folder) && Directory.GetLastWriteTimeUtc(folder) < before)
                Remove(folder);
        }
    }

    /// <summary>Whether the files of a queued import are to be seen by another node, and not by this one.</summary>
    internal static async Task<bool> LiesElsewhereAsync(InfluenceDbContext db, IngestionRun run, DateTime now, CancellationToken cancellationToken) =>
        run.AccountId is null && now - run.QueuedAt < PatienceForFiles && run.QueuedAt <= now
        && await db.ImportUploads.Where(u => u.RunId == run.Id).Select(u => u.Folder).SingleOrDefaultAsync(cancellationToken) is { } folder && !Directory.Exists(folder);

    /// <summary>Deletes the files of a run that is over; does nothing where it had none.</summary>
    internal static async Task RemoveFilesAsync(InfluenceDbContext db, int runId)
    {
        if (await db.ImportUploads.Where(u => u.RunId == runId).Select(u => u.Folder).FirstOrDefaultAsync(CancellationToken.None) is { } folder)
            Remove(folder);
    }

    /// <summary>Deletes the files of an import that is over.</summary>
    public static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone already, or busy: orphans are looked for again and again.
        }
    }

    internal static string Done(ImportSummary summary) => string.Create(CultureInfo.InvariantCulture,
        $"Read {summary.Read:N0} rows: stored {summary.Stored:N0}, duplicate {summary.Duplicate:N0}, rejected {summary.Rejected:N0}.");
}
