using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Data.Places;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Places;

/// <summary>What the page of the places and the page that sets the home share: the account, and the home that it is measured from.</summary>
public abstract class AccountHomeModel(InfluenceDbContext db, Viewer viewer) : PageModel
{
    public sealed record HomeShown(string Name, double RadiusKilometres, bool IsGuessed);

    protected InfluenceDbContext Db => db;
    protected Viewer Viewer => viewer;

    public AccountKey Key { get; private set; }
    public string Name { get; private set; } = "";
    public HomeShown? Home { get; private set; }

    /// <summary>Somebody set or removed it; otherwise it is guessed.</summary>
    public bool IsSet { get; private set; }

    protected async Task<int?> FindOrNullAsync(string network, string? handle, CancellationToken cancel)
    {
        Key = new AccountKey(network.ToLowerInvariant(), AccountKey.NormalizeHandle(handle ?? ""));
        var account = await db.Accounts.AsNoTracking().VisibleTo(db, viewer).Where(a => a.Network == Key.Network && a.Handle == Key.Handle)
            .Select(a => new { a.Id, Name = a.Name == null ? null : a.Name.Substring(0, 400) }).FirstOrDefaultAsync(cancel);
        Name = Words.Plain(account?.Name, 120) ?? Words.Plain(Key.Handle, 120) ?? "no name";
        return account?.Id;
    }

    protected async Task ReadHomeAsync(int account, Gazetteer gazetteer, CancellationToken cancel)
    {
        var row = await db.AccountHomes.AsNoTracking().FirstOrDefaultAsync(h => h.AccountId == account, cancel);
        IsSet = row is not null;
        if (row is not null)
        {
            Home = row.Name is { } name ? new HomeShown(name, row.RadiusKilometres, false) : null;
            return;
        }
        var said = await db.Profiles.AsNoTracking().Where(p => p.AccountId == account && p.Location != null).OrderByDescending(p => p.ObservedAt).Select(p => p.Location).FirstOrDefaultAsync(cancel);
        if (gazetteer.Resolve(said) is { Precision: PlacePrecision.City } town)
            Home = new HomeShown(town.Label, AccountHome.DefaultRadiusKilometres, true);
    }
}
