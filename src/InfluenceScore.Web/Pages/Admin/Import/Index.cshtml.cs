using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Web.Api;
using InfluenceScore.Web.Auditing;
using InfluenceScore.Web.Ingestion;
using InfluenceScore.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace InfluenceScore.Web.Pages.Admin.Import;

/// <summary>Upload of a bundle or an archive: looked at, then queued as a run, whose page tells what becomes of it.</summary>
public sealed class IndexModel(InfluenceDbContext db, TimeProvider clock, AuditLog audit, Uploads uploads, ApiSettings settings) : PageModel
{
    public string? Failure { get; private set; }

    /// <summary>The largest upload, in millions of bytes.</summary>
    public long MostMegabytes => settings.ImportBytes / 1_000_000;

    public void OnGet()
    {
    }

    [NotAudited("It writes its own entry, with the number of the run.")]
    public async Task<IActionResult> OnPostAsync(List<IFormFile> file, CancellationToken cancel)
    {
        if (file.Count == 0)
            return Refuse("Choose a file first.");
        var (received, problem) = await uploads.ReceiveAsync(file, cancel);
        if (received is null)
            return Refuse(problem!);
        var viewer = HttpContext.Viewer();
        received.Upload.UserId = viewer.UserId;
        (var run, problem) = await uploads.QueueAsync(db, received, viewer.Name, clock, cancel);
        if (run is null)
            return Refuse(problem!);
        await audit.WriteAsync(AuditActions.Imported, received.Upload.FileNames, $"run {run.Id}", cancel);
        return RedirectToPage("/Admin/Runs/Details", new { id = run.Id });
    }

    private PageResult Refuse(string sentence)
    {
        Failure = sentence;
        return Page();
    }
}
