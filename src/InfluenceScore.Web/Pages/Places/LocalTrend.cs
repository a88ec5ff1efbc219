using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Charts;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Places;

/// <summary>Local people of an account over time, as far as they were counted from the home and radius of today.</summary>
public sealed record LocalTrend(IReadOnlyList<LocalTrend.Point> Points, SawtoothChart Chart)
{
    private const int MostDays = 366, TableRows = 12;

    public sealed record Point(DateTime AsOf, double LocalPeople, double Share, double LocalScore);

    public IEnumerable<Point> TableNewestFirst => Runs.Thinned(Points, TableRows).AsEnumerable().Reverse();

    /// <summary>Null for fewer than two moments.</summary>
    public static async Task<LocalTrend?> ReadOrNullAsync(InfluenceDbContext db, LocalReach now, ScoreRun run, CancellationToken cancel)
    {
        var rows = await db.ScoreRuns.AsNoTracking().Where(r => r.Model == run.Model && r.HalfLifeDays == run.HalfLifeDays && r.WindowDays == run.WindowDays && r.AsOf <= run.AsOf)
            .OrderByDescending(r => r.AsOf).Take(MostDays)
            .Join(db.LocalReaches.AsNoTracking().Where(l => l.AccountId == now.AccountId), r => r.Id, l => l.ScoreRunId, (r, l) => new
            { r.AsOf, l.LocalPeople, l.FartherPeople, l.UnknownPeople, l.LocalScore, l.HomeLatitude, l.HomeLongitude, l.RadiusKilometres }).ToListAsync(cancel);
        var points = rows.Where(r => r.HomeLatitude == now.HomeLatitude && r.HomeLongitude == now.HomeLongitude && r.RadiusKilometres == now.RadiusKilometres).OrderBy(r => r.AsOf)
            .Select(r => new Point(r.AsOf, r.LocalPeople, r.LocalPeople / Math.Max(1e-9, r.LocalPeople + r.FartherPeople + r.UnknownPeople), r.LocalScore)).ToList();
        if (points.Count < 2)
            return null;
        var shown = Runs.Thinned(points);
        var chart = SawtoothChart.OrNull("h2", $"Local people from {Words.LongDay(points[0].AsOf)} to {Words.LongDay(points[^1].AsOf)}: {Words.People(points[0].LocalPeople)} to {Words.People(points[^1].LocalPeople)}",
            [.. shown.Select(p => (p.AsOf, p.LocalPeople))], new TimeAxis(points[0].AsOf, points[^1].AsOf), 4, 5, [], false);
        return chart is null ? null : new LocalTrend(points, chart);
    }
}
