using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages;

/// <summary>Which score runs the pages show: one rule for all of them.</summary>
public static class Runs
{
    /// <summary>Options of an ordinary run, in days; runs with others (a one-week burst) are shown only where there is no ordinary one.</summary>
    private const double OrdinaryHalfLifeDays = 30, OrdinaryWindowDays = 90;

    /// <summary>More points than this do not show on a screen; the line is thinned to it.</summary>
    private const int MostTrendPoints = 400;

    /// <summary>
    /// The run that pages show: ordinary options first, then the latest as-of, then the current model, then the latest computed.
    /// Null before the first `score`.
    /// </summary>
    public static Task<ScoreRun?> FindShownOrNullAsync(InfluenceDbContext db, CancellationToken cancel) => db.ScoreRuns.AsNoTracking()
        .OrderByDescending(r => r.HalfLifeDays == OrdinaryHalfLifeDays && r.WindowDays == OrdinaryWindowDays)
        .ThenByDescending(r => r.AsOf)
        .ThenByDescending(r => r.Model == ScoreModel.Current.Version)
        .ThenByDescending(r => r.ComputedAt)
        .FirstOrDefaultAsync(cancel);

    /// <summary>Runs that may be compared with this one: the same model and options.</summary>
    public static IQueryable<ScoreRun> Alike(InfluenceDbContext db, ScoreRun run) => db.ScoreRuns.AsNoTracking()
        .Where(r => r.Model == run.Model && r.HalfLifeDays == run.HalfLifeDays && r.WindowDays == run.WindowDays && r.AsOf <= run.AsOf);

    /// <summary>The newest comparable run that is at least so many days older, or null.</summary>
    public static Task<ScoreRun?> FindEarlierOrNullAsync(InfluenceDbContext db, ScoreRun run, int days, CancellationToken cancel)
    {
        var until = run.AsOf.AddDays(-days);
        return Alike(db, run).Where(r => r.AsOf <= until).OrderByDescending(r => r.AsOf).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Comparable runs of the last days (null: of all time), oldest first; the shown run is always the last.</summary>
    /// <param name="most">Runs at most, evenly thinned; null for all.</param>
    public static async Task<List<ScoreRun>> ListTrendAsync(InfluenceDbContext db, ScoreRun run, int? days, CancellationToken cancel, int? most = null)
    {
        var runs = Alike(db, run);
        if (days is { } d)
        {
            var from = run.AsOf.AddDays(-d);
            runs = runs.Where(r => r.AsOf >= from);
        }
        var all = await runs.OrderBy(r => r.AsOf).ToListAsync(cancel);
        return most is { } m ? Thinned(all, m) : all;
    }

    /// <summary>Evenly as many of the items as show on a screen; the last is always among them.</summary>
    public static List<T> Thinned<T>(IReadOnlyList<T> items, int most = MostTrendPoints)
    {
        var step = Math.Max(1, (items.Count + most - 1) / most);
        return [.. items.Where((_, i) => (items.Count - 1 - i) % step == 0)];
    }
}
