using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Data.Scores.Audiences;
using InfluenceScore.Web.Pages.Accounts.Audiences;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Audiences;

/// <summary>The audience of one account by class, with examples and reasons: who acted, or who follows.</summary>
public sealed class IndexModel(InfluenceDbContext db, Viewer viewer) : PageModel
{
    public AccountKey Key { get; private set; }
    public string Name { get; private set; } = "";
    public ScoreRun? Run { get; private set; }
    public AudienceFacts? Facts { get; private set; }
    public AudienceRole Role { get; private set; } = AudienceRole.Acted;
    public ILookup<AudienceClass, AudienceView.Person> Examples { get; private set; } = Array.Empty<AudienceView.Person>().ToLookup(p => p.Class);

    /// <summary>Counts of those that the page shows; null where nobody is known.</summary>
    public ClassCounts? Counts => Role == AudienceRole.Acted ? Facts?.Acted : Facts?.Follows;

    public async Task<IActionResult> OnGetAsync(string network, string? handle, string? who, CancellationToken cancel)
    {
        if (who is not (null or "" or "acted" or "follow"))
            return this.BadQuery($"In the address, who must be acted or follow, not “{Words.Plain(who, 40)}”.");
        if (string.IsNullOrWhiteSpace(handle))
            return this.NotKnown("The address names no account: it ends with the network and the handle, for example /audience/x/crumbtide.");
        Role = who == "follow" ? AudienceRole.Follows : AudienceRole.Acted;
        Key = new AccountKey(network.ToLowerInvariant(), AccountKey.NormalizeHandle(handle));
        var account = await db.Accounts.AsNoTracking().VisibleTo(db, viewer).Where(a => a.Network == Key.Network && a.Handle == Key.Handle)
            .Select(a => new { a.Id, Name = a.Name == null ? null : a.Name.Substring(0, 400) }).FirstOrDefaultAsync(cancel);
        if (account is null)
            return this.NotKnown($"No account “{Words.Plain(Key.Handle, 80)}” on {Words.Network(Key.Network)} is known here. It may be written differently, or nothing about it was imported yet.");
        Name = Words.Plain(account.Name, 120) ?? Words.Plain(Key.Handle, 120) ?? "no name";
        Run = await Runs.FindShownOrNullAsync(db, cancel);
        if (Run is null)
            return Page();
        Facts = await AudienceView.ReadFactsOrNullAsync(db, Run.Id, account.Id, cancel);
        var role = Role;
        var people = db.AudiencePeople.Where(p => p.ScoreRunId == Run.Id && p.AccountId == account.Id && p.Role == role);
        Examples = (await AudienceView.ReadPeople(db, Run.Id, people).ToListAsync(cancel)).ToLookup(p => p.Class);
        return Page();
    }
}
