using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Data.Places;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Places;

/// <summary>Where the people of one account live, as it was worked out with the scores of the shown run.</summary>
/// <param name="Reach">The three head-counts and the local score; null where the account had no home when the run was made.</param>
/// <param name="Places">Most people first.</param>
/// <param name="Neighbours">Watched accounts that the viewer sees, at home within the radius, best local score first, the account itself among them.</param>
public sealed record PlacesView(string Network, string Handle, LocalReach? Reach, double Score, double TrueReach, IReadOnlyList<PlaceContribution> Places, IReadOnlyList<PlacesView.Neighbour> Neighbours)
{
    private const int MostNeighbours = 20;

    public sealed record Neighbour(int AccountId, string Network, string Handle, string? Name, double LocalScore, double Score, double LocalPeople, long? Followers);

    /// <summary>A row of the table of places.</summary>
    public sealed record Row(string Name, double People, PlaceSide? Side);

    public static async Task<PlacesView?> ReadAsync(InfluenceDbContext db, Viewer viewer, AccountKey key, Score score, CancellationToken cancel)
    {
        var reach = await db.LocalReaches.AsNoTracking().FirstOrDefaultAsync(r => r.ScoreRunId == score.ScoreRunId && r.AccountId == score.AccountId, cancel);
        if (reach is null)
            return new PlacesView(key.Network, key.Handle, null, score.Value, score.TrueReach, [], []);
        var places = await db.PlaceContributions.AsNoTracking().Where(c => c.ScoreRunId == score.ScoreRunId && c.AccountId == score.AccountId).OrderBy(c => c.Rank).ToListAsync(cancel);
        // A degree of latitude is 111 km everywhere: a cheap first sieve, the circle itself below.
        var degrees = reach.RadiusKilometres / 111;
        var near = await db.LocalReaches.AsNoTracking()
            .Where(r => r.ScoreRunId == score.ScoreRunId && r.HomeLatitude >= reach.HomeLatitude - degrees && r.HomeLatitude <= reach.HomeLatitude + degrees)
            .Join(db.Accounts.VisibleTo(db, viewer).Where(a => a.Tracked || a.Id == score.AccountId), r => r.AccountId, a => a.Id, (r, a) => new { r, a })
            .Join(db.Scores.Where(s => s.ScoreRunId == score.ScoreRunId), x => x.a.Id, s => s.AccountId, (x, s) => new
            {
                x.a.Id,
                x.a.Network,
                x.a.Handle,
                x.a.Name,
                x.r.LocalScore,
                x.r.LocalPeople,
                x.r.HomeLatitude,
                x.r.HomeLongitude,
                s.Value,
                Followers = db.Profiles.Where(p => p.AccountId == x.a.Id).OrderByDescending(p => p.ObservedAt).Select(p => p.Followers).FirstOrDefault(),
            }).ToListAsync(cancel);
        var neighbours = near.Where(n => Geography.Kilometres(n.HomeLatitude, n.HomeLongitude, reach.HomeLatitude, reach.HomeLongitude) <= reach.RadiusKilometres)
            .OrderByDescending(n => n.LocalScore).Select(n => new Neighbour(n.Id, n.Network, n.Handle, n.Name, n.LocalScore, n.Value, n.LocalPeople, n.Followers)).ToList();
        return new PlacesView(key.Network, key.Handle, reach, score.Value, score.TrueReach, places, [.. Around(neighbours, score.AccountId)]);
    }

    public string Radius => Reach is null ? "" : Distance(Reach.RadiusKilometres);

    /// <summary>"100 miles (161 km)".</summary>
    public static string Distance(double kilometres) => $"{Words.Count((long)Math.Round(kilometres / Geography.KilometresPerMile))} miles ({Words.Count((long)Math.Round(kilometres))} km)";

    /// <summary>Places near by, then what the other rows leave, so that the table sums to the True Reach.</summary>
    public IEnumerable<Row> Rows(int most)
    {
        if (Reach is null)
            yield break;
        var shown = Places.Where(p => p.Side == PlaceSide.Local).Take(most).ToList();
        foreach (var place in shown)
            yield return new Row(place.Label, place.People, PlaceSide.Local);
        if (Reach.LocalPeople - shown.Sum(p => p.People) is > 1e-6 and var rest)
            yield return new Row($"Elsewhere within {Radius}", rest, PlaceSide.Local);
        yield return new Row("Farther away", Reach.FartherPeople, PlaceSide.Farther);
        yield return new Row("Place unknown", Reach.UnknownPeople, null);
    }

    /// <summary>The best, and the account itself wherever it stands.</summary>
    private static IEnumerable<Neighbour> Around(List<Neighbour> all, int self)
    {
        var rank = all.FindIndex(n => n.AccountId == self);
        return all.Where((_, i) => i < MostNeighbours || i == rank || (rank >= MostNeighbours && Math.Abs(i - rank) == 1));
    }
}
