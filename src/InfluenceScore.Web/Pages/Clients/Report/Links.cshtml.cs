using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Clients;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Auditing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Clients.Report;

/// <summary>The share links of a client: made, expires, opened; each can be ended.</summary>
public sealed class LinksModel(InfluenceDbContext db, Viewer viewer, ShareLinks links, TimeProvider clock) : PageModel
{
    private const int MostRows = 100;

    public sealed record Row(int Id, string Title, DateTime CreatedAt, DateTime ExpiresAt, DateTime? RevokedAt, DateTime? LastOpenedAt, int Opened);

    public int Id { get; private set; }
    public string Client { get; private set; } = "";
    public IReadOnlyList<Row> Links { get; private set; } = [];

    /// <summary>Of the link that was just made; shown this once.</summary>
    [TempData]
    public string? Token { get; set; }

    [TempData]
    public string? Said { get; set; }

    public string? Address => Token is null ? null : $"{Request.Scheme}://{Request.Host}{Request.PathBase}/share/{Token}";

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancel)
    {
        if (await VisibleClients.All(db, viewer).Where(c => c.Id == id).Select(c => c.Name).FirstOrDefaultAsync(cancel) is not { } name)
            return this.NoSuchClient();
        (Id, Client) = (id, Words.Plain(name, Data.Entities.Client.MaxName) ?? "no name");
        Links = await db.ShareLinks.AsNoTracking().Where(l => l.ClientId == id).OrderByDescending(l => l.CreatedAt).ThenByDescending(l => l.Id).Take(MostRows)
            .Select(l => new Row(l.Id, l.Title, l.CreatedAt, l.ExpiresAt, l.RevokedAt, l.LastOpenedAt, l.Opened)).ToListAsync(cancel);
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    [Audited(AuditActions.ShareEnded, "id", "link")]
    public async Task<IActionResult> OnPostAsync(int id, int link, CancellationToken cancel)
    {
        if (!await VisibleClients.All(db, viewer).AnyAsync(c => c.Id == id, cancel))
            return this.NoSuchClient();
        Said = await links.EndAsync(id, link, cancel) ? "The link is ended: it opens for nobody any more." : "That link was ended before.";
        return Redirect($"/clients/{id}/report/links");
    }

    public bool IsOpen(Row link) => link.RevokedAt is null && link.ExpiresAt > clock.GetUtcNow().UtcDateTime;

    public string State(Row link) => link.RevokedAt is { } ended ? $"ended {Words.Day(ended)}" : IsOpen(link) ? $"open until {Words.Day(link.ExpiresAt)}" : $"expired {Words.Day(link.ExpiresAt)}";
}
