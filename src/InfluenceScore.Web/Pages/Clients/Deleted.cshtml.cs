using InfluenceScore.Data.Clients;
using InfluenceScore.Data.Entities;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace InfluenceScore.Web.Pages.Clients;

/// <summary>Clients that were deleted and can be taken back.</summary>
public sealed class DeletedModel(ClientEdits edits) : PageModel
{
    public IReadOnlyList<Client> Clients { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => Clients = await edits.ListDeletedAsync(cancel);
}
