using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Clients;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Auditing;
using InfluenceScore.Web.Clients;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Clients;

/// <summary>Changes a client.</summary>
public sealed class EditModel(InfluenceDbContext db, Viewer viewer, ClientEdits edits, ClientHistory history) : PageModel
{
    public ClientForm Form { get; private set; } = new();
    public int Id { get; private set; }
    public string Name { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancel)
    {
        if (await VisibleClients.All(db, viewer).AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancel) is not { } client)
            return this.NoSuchClient();
        (Id, Name) = (id, client.Name);
        Form = new ClientForm
        {
            Name = client.Name,
            Folder = client.Folder,
            Home = client.Home,
            Notes = client.Notes,
            Accounts = [.. (await ClientAccounts.ReadAsync(db, [id], cancel))[id].Select(a => a.Key.ToString())],
        };
        await Form.ReadListsAsync(db, viewer, cancel);
        return Page();
    }

    [Audited(AuditActions.ClientChanged, "id")]
    public async Task<IActionResult> OnPostAsync(int id, [FromForm] ClientForm form, CancellationToken cancel)
    {
        if (await VisibleClients.All(db, viewer).Where(c => c.Id == id).Select(c => c.Name).FirstOrDefaultAsync(cancel) is not { } name)
            return this.NoSuchClient();
        (Form, Id, Name) = (form, id, name);
        if (await form.ReadDraftOrNullAsync(db, viewer, cancel) is not { } draft)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            await form.ReadListsAsync(db, viewer, cancel);
            return Page();
        }
        await edits.ChangeAsync(id, draft, cancel);
        history.Wake();
        return Redirect($"/clients/{id}");
    }
}
