using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Clients;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Auditing;
using InfluenceScore.Web.Clients;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace InfluenceScore.Web.Pages.Clients;

/// <summary>Makes a client. ?account=x:crumbtide fills in its accounts.</summary>
public sealed class NewModel(InfluenceDbContext db, Viewer viewer, ClientEdits edits, ClientHistory history) : PageModel
{
    public ClientForm Form { get; private set; } = new();

    public Task OnGetAsync(List<string?> account, CancellationToken cancel)
    {
        Form.Accounts = [.. account.Take(Data.Entities.Client.MaxAccounts)];
        return Form.ReadListsAsync(db, viewer, cancel);
    }

    [Audited(AuditActions.ClientAdded)]
    public async Task<IActionResult> OnPostAsync([FromForm] ClientForm form, CancellationToken cancel)
    {
        Form = form;
        if (await form.ReadDraftOrNullAsync(db, viewer, cancel) is not { } draft)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            await form.ReadListsAsync(db, viewer, cancel);
            return Page();
        }
        var id = await edits.CreateAsync(draft, cancel);
        history.Wake();
        return Redirect($"/clients/{id}");
    }
}
