using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Clients;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Auditing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Clients;

/// <summary>Renames a folder, joins it with another one, or dissolves it.</summary>
public sealed class FolderModel(InfluenceDbContext db, Viewer viewer, ClientEdits edits) : PageModel
{
    public string Folder { get; private set; } = "";
    public int Clients { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? name, CancellationToken cancel)
    {
        Clients = await VisibleClients.All(db, viewer).CountAsync(c => c.Folder == name && name != null, cancel);
        if (Clients == 0)
            return this.NotKnown("There is no such folder: a folder is there as long as a client is in it.");
        Folder = name!;
        return Page();
    }

    [Audited(AuditActions.ClientChanged, "name", "to")]
    public async Task<IActionResult> OnPostAsync(string? name, string? to, CancellationToken cancel)
    {
        var target = Words.Plain(to, Client.MaxFolder);
        var moved = name is null ? 0 : await edits.RenameFolderAsync(name, target, cancel);
        if (moved == 0)
            return this.NotKnown("There is no such folder: a folder is there as long as a client is in it.");
        TempData[nameof(IndexModel.Said)] = target is null ? $"{Words.Count(moved, "client is", "clients are")} in no folder now." : $"The folder is called {target} now.";
        return RedirectToPage("/Clients/Index", new { folder = target });
    }
}
