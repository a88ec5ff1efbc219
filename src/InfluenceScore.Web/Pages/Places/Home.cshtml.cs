using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Data.Places;
using InfluenceScore.Web.Auditing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Places;

/// <summary>Sets, removes or guesses the home that an account's people are measured from.</summary>
public sealed class HomeModel(InfluenceDbContext db, Viewer viewer, TimeProvider clock) : AccountHomeModel(db, viewer)
{
    /// <summary>Half the way round the Earth, in km.</summary>
    private const double LargestRadius = 20_000;

    /// <summary>What was typed into a form that was refused, and why.</summary>
    public string? Typed { get; private set; }

    public string? Problem { get; private set; }

    [TempData]
    public string? Said { get; set; }

    public async Task<IActionResult> OnGetAsync(string network, string? handle, CancellationToken cancel)
    {
        if (await FindOrNullAsync(network, handle, cancel) is not { } account)
            return this.NotKnown("No such account is known here. The address ends with the network and the handle, for example /places/home/x/crumbtide.");
        await ReadHomeAsync(account, await CustomPlaces.GazetteerAsync(Db, cancel), cancel);
        return Page();
    }

    [Audited(AuditActions.HomeChanged, "network", "handle")]
    public async Task<IActionResult> OnPostHomeAsync(string network, string? handle, string? place, string? radius, string? unit, CancellationToken cancel)
    {
        if (await FindOrNullAsync(network, handle, cancel) is not { } account)
            return this.NotKnown("No such account is known here.");
        if (!double.TryParse(radius, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var distance) || !double.IsFinite(distance) || unit is not ("mi" or "km"))
            return await RefuseAsync(account, place, "The radius must be a number of miles or kilometres, for example 100.", cancel);
        var kilometres = distance * (unit == "mi" ? Geography.KilometresPerMile : 1);
        if (kilometres is < 1 or > LargestRadius)
            return await RefuseAsync(account, place, $"The radius must be between {PlacesView.Distance(1)} and {PlacesView.Distance(LargestRadius)}.", cancel);
        var reading = (await CustomPlaces.GazetteerAsync(Db, cancel)).Read(place?.Length > 120 ? null : place);
        if (reading.Match is not { Precision: PlacePrecision.City or PlacePrecision.Point } town)
        {
            var candidates = reading.Candidates.Where(c => c.Precision == PlacePrecision.City).Select(c => c.Label).ToList();
            return await RefuseAsync(account, place, candidates.Count > 1
                ? $"“{Words.Plain(place, 60)}” could be {Words.List(candidates)}: write one of them."
                : $"“{Words.Plain(place, 60)}” names no town that is known here. Add its region or country, or write coordinates like 44.65, -63.57.", cancel);
        }
        var row = await Db.AccountHomes.FindAsync([account], cancel);
        if (row is null)
            Db.Add(row = new AccountHome { AccountId = account });
        (row.Name, row.Latitude, row.Longitude) = (town.Label.Length > 0 ? town.Label : place!.Trim(), town.Latitude, town.Longitude);
        (row.RadiusKilometres, row.SetAt) = (kilometres, clock.GetUtcNow().UtcDateTime);
        await Db.SaveChangesAsync(cancel);
        return Say($"Home is {row.Name}, radius {PlacesView.Distance(kilometres)}. The next scoring counts by it.");
    }

    [Audited(AuditActions.HomeChanged, "network", "handle")]
    public async Task<IActionResult> OnPostRemoveAsync(string network, string? handle, CancellationToken cancel)
    {
        if (await FindOrNullAsync(network, handle, cancel) is not { } account)
            return this.NotKnown("No such account is known here.");
        var row = await Db.AccountHomes.FindAsync([account], cancel);
        if (row is null)
            Db.Add(row = new AccountHome { AccountId = account });
        (row.Name, row.SetAt) = (null, clock.GetUtcNow().UtcDateTime);
        await Db.SaveChangesAsync(cancel);
        return Say("The home is removed, and is not guessed again. The next scoring counts nobody by place.");
    }

    [Audited(AuditActions.HomeChanged, "network", "handle")]
    public async Task<IActionResult> OnPostGuessAsync(string network, string? handle, CancellationToken cancel)
    {
        if (await FindOrNullAsync(network, handle, cancel) is not { } account)
            return this.NotKnown("No such account is known here.");
        await Db.AccountHomes.Where(h => h.AccountId == account).ExecuteDeleteAsync(cancel);
        return Say("The home is guessed from the profile again, if it names a town.");
    }

    private async Task<IActionResult> RefuseAsync(int account, string? typed, string sentence, CancellationToken cancel)
    {
        (Typed, Problem) = (Words.Plain(typed, 120), sentence);
        await ReadHomeAsync(account, await CustomPlaces.GazetteerAsync(Db, cancel), cancel);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private RedirectToPageResult Say(string sentence)
    {
        Said = sentence;
        return RedirectToPage("/Places/Index", pageHandler: null, routeValues: new { network = Key.Network, handle = Key.Handle });
    }
}
