using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Data.Places;
using InfluenceScore.Web.Auditing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Places;

/// <summary>Where the people of one account live: map, table, and the home that they are measured from.</summary>
public sealed class IndexModel(InfluenceDbContext db, Viewer viewer, TimeProvider clock) : PageModel
{
    /// <summary>Half the way round the Earth, in km.</summary>
    private const double LargestRadius = 20_000;

    public sealed record HomeShown(string Name, double RadiusKilometres, bool IsGuessed);

    public AccountKey Key { get; private set; }
    public string Name { get; private set; } = "";
    public ScoreRun? Run { get; private set; }
    public PlacesView? View { get; private set; }
    public PlaceMap? Local { get; private set; }
    public PlaceMap? World { get; private set; }
    public HomeShown? Home { get; private set; }

    /// <summary>Somebody set or removed it; otherwise it is guessed.</summary>
    public bool IsSet { get; private set; }

    /// <summary>What was typed into a form that was refused.</summary>
    public string? Typed { get; private set; }

    [TempData]
    public string? Said { get; set; }

    public async Task<IActionResult> OnGetAsync(string network, string? handle, CancellationToken cancel)
    {
        if (await FindOrNullAsync(network, handle, cancel) is not { } account)
            return this.NotKnown("No such account is known here. The address ends with the network and the handle, for example /places/x/crumbtide.");
        await ShowAsync(account, cancel);
        return Page();
    }

    [Audited(AuditActions.HomeChanged, "network", "handle")]
    public async Task<IActionResult> OnPostHomeAsync(string network, string? handle, string? place, string? radius, string? unit, CancellationToken cancel)
    {
        if (!MaySetHome)
            return this.Refused("The home of an account is set by a consultant or an admin; tell yours the place.");
        if (await FindOrNullAsync(network, handle, cancel) is not { } account)
            return this.NotKnown("No such account is known here.");
        if (!double.TryParse(radius, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var distance) || !double.IsFinite(distance) || unit is not ("mi" or "km"))
            return await RefuseAsync(account, place, "The radius must be a number of miles or kilometres, for example 100.", cancel);
        var kilometres = distance * (unit == "mi" ? Geography.KilometresPerMile : 1);
        if (kilometres is < 1 or > LargestRadius)
            return await RefuseAsync(account, place, $"The radius must be between {PlacesView.Distance(1)} and {PlacesView.Distance(LargestRadius)}.", cancel);
        var reading = (await CustomPlaces.GazetteerAsync(db, cancel)).Read(place?.Length > 120 ? null : place);
        if (reading.Match is not { Precision: PlacePrecision.City or PlacePrecision.Point } town)
        {
            var candidates = reading.Candidates.Where(c => c.Precision == PlacePrecision.City).Select(c => c.Label).ToList();
            return await RefuseAsync(account, place, candidates.Count > 1
                ? $"“{Words.Plain(place, 60)}” could be {Words.List(candidates)}: write one of them."
                : $"“{Words.Plain(place, 60)}” names no town that is known here. Add its region or country, or write coordinates like 44.65, -63.57.", cancel);
        }
        var row = await db.AccountHomes.FindAsync([account], cancel);
        if (row is null)
            db.Add(row = new AccountHome { AccountId = account });
        (row.Name, row.Latitude, row.Longitude) = (town.Label.Length > 0 ? town.Label : place!.Trim(), town.Latitude, town.Longitude);
        (row.RadiusKilometres, row.SetAt) = (kilometres, clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancel);
        return Say($"Home is {row.Name}, radius {PlacesView.Distance(kilometres)}. The next scoring counts by it.");
    }

    [Audited(AuditActions.HomeChanged, "network", "handle")]
    public async Task<IActionResult> OnPostRemoveAsync(string network, string? handle, CancellationToken cancel)
    {
        if (!MaySetHome)
            return this.Refused("The home of an account is set by a consultant or an admin; tell yours the place.");
        if (await FindOrNullAsync(network, handle, cancel) is not { } account)
            return this.NotKnown("No such account is known here.");
        var row = await db.AccountHomes.FindAsync([account], cancel);
        if (row is null)
            db.Add(row = new AccountHome { AccountId = account });
        (row.Name, row.SetAt) = (null, clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancel);
        return Say("The home is removed, and is not guessed again. The next scoring counts nobody by place.");
    }

    [Audited(AuditActions.HomeChanged, "network", "handle")]
    public async Task<IActionResult> OnPostGuessAsync(string network, string? handle, CancellationToken cancel)
    {
        if (!MaySetHome)
            return this.Refused("The home of an account is set by a consultant or an admin; tell yours the place.");
        if (await FindOrNullAsync(network, handle, cancel) is not { } account)
            return this.NotKnown("No such account is known here.");
        await db.AccountHomes.Where(h => h.AccountId == account).ExecuteDeleteAsync(cancel);
        return Say("The home is guessed from the profile again, if it names a town.");
    }

    public bool MaySetHome => viewer.Role is Role.Consultant or Role.Admin;

    private async Task<int?> FindOrNullAsync(string network, string? handle, CancellationToken cancel)
    {
        Key = new AccountKey(network.ToLowerInvariant(), AccountKey.NormalizeHandle(handle ?? ""));
        var account = await db.Accounts.AsNoTracking().VisibleTo(db, viewer).Where(a => a.Network == Key.Network && a.Handle == Key.Handle)
            .Select(a => new { a.Id, Name = a.Name == null ? null : a.Name.Substring(0, 400) }).FirstOrDefaultAsync(cancel);
        Name = Words.Plain(account?.Name, 120) ?? Words.Plain(Key.Handle, 120) ?? "no name";
        return account?.Id;
    }

    private async Task ShowAsync(int account, CancellationToken cancel)
    {
        var gazetteer = await CustomPlaces.GazetteerAsync(db, cancel);
        Run = await Runs.FindShownOrNullAsync(db, cancel);
        if (Run is not null && await db.Scores.AsNoTracking().FirstOrDefaultAsync(s => s.AccountId == account && s.ScoreRunId == Run.Id, cancel) is { } score)
            View = await PlacesView.ReadAsync(db, viewer, Key, score, cancel);
        if (View?.Reach is { } reach)
            (Local, World) = (PlaceMap.Local(gazetteer, reach, View.Places), PlaceMap.World(reach, View.Places));
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

    private async Task<IActionResult> RefuseAsync(int account, string? typed, string sentence, CancellationToken cancel)
    {
        (Typed, Said) = (Words.Plain(typed, 120), sentence);
        await ShowAsync(account, cancel);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private RedirectToPageResult Say(string sentence)
    {
        Said = sentence;
        return RedirectToPage(new { network = Key.Network, handle = Key.Handle });
    }
}
