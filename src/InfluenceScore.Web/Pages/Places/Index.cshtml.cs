using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Data.Places;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Places;

/// <summary>Where the people of one account live: maps and tables. No form stands on it, so that it is kept ready for every reader; the home is set on <see cref="HomeModel"/>.</summary>
public sealed class IndexModel(InfluenceDbContext db, Viewer viewer) : AccountHomeModel(db, viewer)
{
    public ScoreRun? Run { get; private set; }
    public PlacesView? View { get; private set; }
    public PlaceMap? Local { get; private set; }
    public PlaceMap? World { get; private set; }
    public LocalTrend? Trend { get; private set; }

    [TempData]
    public string? Said { get; set; }

    /// <summary>Whether the page that sets the home is open to this reader.</summary>
    public bool MaySetHome => Viewer.Keeps;

    public async Task<IActionResult> OnGetAsync(string network, string? handle, CancellationToken cancel)
    {
        if (await FindOrNullAsync(network, handle, cancel) is not { } account)
            return this.NotKnown("No such account is known here. The address ends with the network and the handle, for example /places/x/crumbtide.");
        var gazetteer = await CustomPlaces.GazetteerAsync(Db, cancel);
        Run = await Runs.FindShownOrNullAsync(Db, cancel);
        if (Run is not null && await Db.Scores.AsNoTracking().FirstOrDefaultAsync(s => s.AccountId == account && s.ScoreRunId == Run.Id, cancel) is { } score)
            View = await PlacesView.ReadAsync(Db, Viewer, Key, score, cancel);
        if (View?.Reach is { } reach)
        {
            (Local, World) = (PlaceMap.Local(gazetteer, reach, View.Places), PlaceMap.World(reach, View.Places));
            Trend = await LocalTrend.ReadOrNullAsync(Db, reach, Run!, cancel);
        }
        await ReadHomeAsync(account, gazetteer, cancel);
        return Page();
    }
}
