using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages;

/// <summary>The day from which another model's scores were published.</summary>
public sealed record ModelChange(DateTime At, string From, string To)
{
    /// <summary>Words at the marker of a chart.</summary>
    public string Label => $"Model {Words.Plain(From, 20)} → {Words.Plain(To, 20)}";

    /// <summary>What a screen reader says of the marker.</summary>
    public string Spoken => $"The model changed on {Words.LongDay(At)}.";
}

/// <summary>
/// What stood on the pages before the shown run's model, where its history was scored again: the re-scored past must not erase what was published.
/// </summary>
/// <param name="Published">Runs of other models that were the first of their moment, oldest first; empty where there was only ever one model.</param>
/// <param name="Change">Null also where the shown model was never published live: a re-scored past alone is no change that anybody saw.</param>
public sealed record ModelHistory(IReadOnlyList<ScoreRun> Published, ModelChange? Change)
{
    public static readonly ModelHistory OneModel = new([], null);

    /// <summary>A run that is computed within this time of its as-of was published live: a daily run, with half a day to spare.</summary>
    private static readonly TimeSpan Live = TimeSpan.FromHours(36);

    /// <summary>The history of the shown run's options.</summary>
    public static async Task<ModelHistory> ReadAsync(InfluenceDbContext db, ScoreRun shown, CancellationToken cancel)
    {
        var runs = db.ScoreRuns.AsNoTracking().Where(r => r.HalfLifeDays == shown.HalfLifeDays && r.WindowDays == shown.WindowDays && r.AsOf <= shown.AsOf);
        return await runs.AnyAsync(r => r.Model != shown.Model, cancel) ? Of(shown.Model, await runs.ToListAsync(cancel)) : OneModel;
    }

    /// <param name="model">The shown run's model.</param>
    /// <param name="runs">Runs of all models with one set of options.</param>
    public static ModelHistory Of(string model, IReadOnlyList<ScoreRun> runs)
    {
        List<ScoreRun> published = [.. runs.GroupBy(r => r.AsOf).Select(g => g.MinBy(r => r.ComputedAt)!).Where(r => r.Model != model).OrderBy(r => r.AsOf)];
        if (published.Count == 0)
            return OneModel;
        var first = runs.Where(r => r.Model == model).OrderBy(r => r.AsOf).FirstOrDefault(r => WasLive(r, runs));
        var before = published.LastOrDefault(r => r.AsOf <= first?.AsOf);
        return new ModelHistory(published, first is null || before is null ? null : new ModelChange(first.AsOf, before.Model, model));
    }

    /// <summary>Computed in time, and the newest of that moment: scoring history again also touches yesterday.</summary>
    private static bool WasLive(ScoreRun run, IReadOnlyList<ScoreRun> runs) =>
        run.ComputedAt - run.AsOf <= Live && !runs.Any(r => r.AsOf > run.AsOf && r.ComputedAt <= run.ComputedAt);
}
