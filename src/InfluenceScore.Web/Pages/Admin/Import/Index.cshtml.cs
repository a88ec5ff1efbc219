using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Web.Auditing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace InfluenceScore.Web.Pages.Admin.Import;

/// <summary>Upload of a bundle or an archive: loaded at once, then told what became of its rows, with the list of rejected ones.</summary>
[RequestSizeLimit(MaxUploadBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = MaxUploadBytes)]
public sealed class IndexModel(InfluenceDbContext db, TimeProvider clock, RescoreAfterRuns rescore, AuditLog audit) : PageModel
{
    /// <summary>The largest upload, bytes; larger bundles go in by the verb `import`.</summary>
    public const long MaxUploadBytes = 512L << 20;

    private const int ShownRejects = 200;

    public ImportSummary? Summary { get; private set; }
    public IReadOnlyList<string> Rejects { get; private set; } = [];
    public string? FileName { get; private set; }
    public string? Failure { get; private set; }

    public void OnGet()
    {
    }

    [NotAudited("It shows its result on the page, and writes its own entry.")]
    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken cancel)
    {
        if (file is not { Length: > 0 })
        {
            Failure = "Choose a file first; an empty one holds nothing to import.";
            return Page();
        }
        FileName = Words.Plain(Path.GetFileName(file.FileName), 120) ?? "upload";
        var folder = Directory.CreateTempSubdirectory(Web.Erasure.LeftFiles.UploadPrefix);
        try
        {
            // The name decides nothing but the ending: an upload never chooses where it lies.
            var path = Path.Combine(folder.FullName, "upload" + SafeEnding(file.FileName));
            await using (var target = System.IO.File.Create(path))
                await file.CopyToAsync(target, cancel);
            using var rejects = new RejectsFile(Path.Combine(folder.FullName, "rejects.csv"));
            Summary = await new BundleImporter(db, clock).ImportAsync([path], null, rejects, null, cancel);
            await audit.WriteAsync(AuditActions.Imported, FileName, $"read {Summary.Value.Read}, stored {Summary.Value.Stored}, known {Summary.Value.Duplicate}, rejected {Summary.Value.Rejected}", cancel);
            if (rejects.Exists)
            {
                rejects.Dispose();
                Rejects = [.. System.IO.File.ReadLines(Path.Combine(folder.FullName, "rejects.csv")).Skip(1).Take(ShownRejects)];
            }
            if (Summary is { Stored: > 0 })
                await rescore(cancel);
        }
        catch (InfluenceScoreException e)
        {
            Failure = e.Message.Replace(folder.FullName + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException || StoreErrors.FindOrNull(e) is not null)
        {
            var reason = StoreErrors.FindOrNull(e) is { } database ? StoreErrors.InWords(database) : e.Message.Replace(folder.FullName + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
            Failure = Summary is null ? $"Nothing was imported: {reason}" : $"The rows are stored, but could not be scored anew: {reason}";
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        return Page();
    }

    private static string SafeEnding(string name)
    {
        var lower = name.ToLowerInvariant();
        string[] endings = [".csv.gz", ".tar.gz", ".tgz", ".zip", ".csv", ".car", ".gz"];
        return endings.FirstOrDefault(e => lower.EndsWith(e, StringComparison.Ordinal)) ?? ".zip";
    }
}
