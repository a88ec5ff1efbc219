using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Clients;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Auditing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Clients;

/// <summary>Asks once more, and deletes a client in a way that can be undone.</summary>
public sealed class DeleteModel(InfluenceDbContext db, Viewer viewer, ClientEdits edits, TimeProvider clock) : PageModel
{
    public int Id { get; private set; }
    public string Name { get; private set; } = "";
    public int OpenLinks { get; private set; }

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancel)
    {
        if (await VisibleClients.All(db, viewer).Where(c => c.Id == id).Select(c => c.Name).FirstOrDefaultAsync(cancel) is not { } name)
            return this.NoSuchClient();
        var now = clock.GetUtcNow().UtcDateTime;
        (Id, Name) = (id, name);
        OpenLinks = await db.ShareLinks.CountAsync(l => l.ClientId == id && l.RevokedAt == null && l.ExpiresAt > now, cancel);
        return Page();
    }

    [Audited(AuditActions.ClientDeleted, "id")]
    public async Task<IActionResult> OnPostAsync(int id, CancellationToken cancel)
    {
        if (await edits.DeleteAsync(id, cancel) is not { } name)
            return this.NoSuchClient();
        TempData[nameof(IndexModel.Said)] = $"{Words.Plain(name, 120)} is deleted.";
        TempData[nameof(IndexModel.JustDeleted)] = id;
        return RedirectToPage("/Clients/Index");
    }
}
