using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Clients;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Auditing;
using InfluenceScore.Web.OutputCaching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Clients;

/// <summary>Gives a client to another consultant, in a way that can be undone.</summary>
[NoOutputCache]
public sealed class KeeperModel(InfluenceDbContext db, Viewer viewer, ClientEdits edits, HandOverSeal seal) : PageModel
{
    /// <summary>In the form: nobody, so that admins alone see the client.</summary>
    private const string Nobody = "nobody";
    private const string NobodyInWords = "nobody: admins alone see it";

    private int? _owner;

    public int Id { get; private set; }
    public string Name { get; private set; } = "";
    public string KeptBy { get; private set; } = "";
    public bool ByAdmin => viewer.SeesEverything;

    /// <summary>Whom it can be given to: value of the form, and words.</summary>
    public IReadOnlyList<(string Key, string Shown)> Keepers { get; private set; } = [];

    /// <summary>For the audit log and the next page.</summary>
    [TempData]
    public string? Said { get; set; }

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancel) => await FindAsync(id, cancel) ? Page() : this.NoSuchClient();

    [Audited(AuditActions.ClientHandedOver, "id")]
    public async Task<IActionResult> OnPostAsync(int id, string? keeper, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return this.NoSuchClient();
        var to = Keepers.FirstOrDefault(k => k.Key == keeper);
        int? number = to.Key is null or Nobody ? null : int.Parse(to.Key, CultureInfo.InvariantCulture);
        if (to.Key is null || !await edits.HandOverAsync(id, number, cancel))
            return this.BadQuery("Choose one of the consultants in the list; one of them may have gone meanwhile.");
        Said = $"{Name} is now kept by {(number is null ? Nobody : to.Shown)}; before, by {KeptBy}.";
        TempData[nameof(IndexModel.HandedOver)] = seal.Close(new HandOverSeal.HandOver(id, Name, _owner, number, viewer.UserId));
        return RedirectToPage("/Clients/Index");
    }

    private async Task<bool> FindAsync(int id, CancellationToken cancel)
    {
        if (await VisibleClients.All(db, viewer).Where(c => c.Id == id).Select(c => new { c.Name, c.OwnerId }).FirstOrDefaultAsync(cancel) is not { } client)
            return false;
        (Id, Name, _owner) = (id, Words.Plain(client.Name, 120) ?? "no name", client.OwnerId);
        KeptBy = await KeeperOfAsync(db, viewer, client.OwnerId, cancel);
        Keepers = [.. (await edits.Keepers.Where(u => u.Id != client.OwnerId).OrderBy(u => u.Name ?? u.Email).ToListAsync(cancel))
            .Select(u => (u.Id.ToString(CultureInfo.InvariantCulture), Shown(u)))];
        if (ByAdmin && client.OwnerId is not null)
            Keepers = [.. Keepers, (Nobody, NobodyInWords)];
        return true;
    }

    /// <summary>Who keeps a client, in words.</summary>
    internal static async Task<string> KeeperOfAsync(InfluenceDbContext db, Viewer viewer, int? owner, CancellationToken cancel) =>
        owner is null ? NobodyInWords
        : owner == viewer.UserId ? "you"
        : await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == owner, cancel) is { } user ? Shown(user) : "somebody who is gone";

    private static string Shown(User user) => Words.Plain(user.Name, 80) ?? user.Email ?? "no name";
}
