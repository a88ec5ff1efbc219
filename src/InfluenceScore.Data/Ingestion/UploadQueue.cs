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
    public static async Task RemoveOrphansAsync(InfluenceDbContext db, string root, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(root))
            return;
        var needed = (await db.ImportUploads.Where(u => db.IngestionRuns.Any(r => r.Id == u.RunId && (r.Status == RunStatus.Queued || r.Status == RunStatus.Running || r.Status == RunStatus.Waiting)))
            .Select(u => u.Folder).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var yesterday = clock.GetUtcNow().UtcDateTime.AddDays(-1);
        foreach (var folder in Directory.EnumerateDirectories(root))
        {
            if (!needed.Contains(folder) && Directory.GetLastWriteTimeUtc(folder) < yesterday)
                Remove(folder);
        }
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
            // Gone already, or busy: the orphans are looked for again.
        }
    }

    internal static string Done(ImportSummary summary) => string.Create(CultureInfo.InvariantCulture,
        $"Read {summary.Read:N0} rows: stored {summary.Stored:N0}, duplicate {summary.Duplicate:N0}, rejected {summary.Rejected:N0}.");
}
