using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Charts;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Accounts;

/// <summary>An account's scores over time, oldest first: runs of one model and one set of options.</summary>
/// <param name="Published">What was published with other models before history was scored again, oldest first; empty where there is one model.</param>
public sealed record AccountTrend(IReadOnlyList<(DateTime AsOf, Score Score)> Scores, IReadOnlyList<AccountTrend.Old> Published)
{
    public static readonly AccountTrend Empty = new([], []);

    /// <summary>A score as it was published then, with its model.</summary>
    public readonly record struct Old(DateTime AsOf, string Model, Score Score);

    /// <summary>One day: the score of the shown model and the one that was published first; null where there is none.</summary>
    public readonly record struct Day(DateTime AsOf, Score? Score, Score? Published);

    /// <summary>More rows than this nobody reads; the table is thinned evenly and keeps the newest.</summary>
    private const int TableRows = 13;

    public bool IsEmpty => Scores.Count == 0;

    public IEnumerable<Day> TableNewestFirst
    {
        get
        {
            var published = Published.ToDictionary(p => p.AsOf, p => p.Score);
            var scored = Scores.Select(s => s.AsOf).ToHashSet();
            var days = Scores.Select(s => new Day(s.AsOf, s.Score, published.GetValueOrDefault(s.AsOf, s.Score)))
                .Concat(Published.Where(p => !scored.Contains(p.AsOf)).Select(p => new Day(p.AsOf, null, p.Score)))
                .OrderBy(d => d.AsOf).ToList();
            return Runs.Thinned(days, TableRows).AsEnumerable().Reverse();
        }
    }

    /// <summary>Whether every day that was published with another model was scored again.</summary>
    public bool IsRescored => Published.Select(p => p.AsOf).All(Scores.Select(s => s.AsOf).ToHashSet().Contains);

    /// <param name="days">Days back from the shown run, or null for all of them.</param>
    /// <param name="history">What other models published, <see cref="ModelHistory.OneModel"/> where it is not shown.</param>
    public static async Task<AccountTrend> ReadAsync(InfluenceDbContext db, int accountId, ScoreRun run, ModelHistory history, int? days, CancellationToken cancel)
    {
        var runs = await Runs.ListTrendAsync(db, run, days, cancel);
        var published = history.Published.Where(r => days is not { } d || r.AsOf >= run.AsOf.AddDays(-d)).ToList();
        var ids = runs.Concat(published).Select(r => r.Id).ToHashSet();
        // All rows of one account lie side by side in the order of runs: reading a stretch is cheaper than asking for each run.
        var (least, most) = (ids.Min(), ids.Max());
        var scores = (await db.Scores.AsNoTracking().Where(s => s.AccountId == accountId && s.ScoreRunId >= least && s.ScoreRunId <= most).ToListAsync(cancel))
            .Where(s => ids.Contains(s.ScoreRunId)).ToDictionary(s => s.ScoreRunId);
        return new AccountTrend(
            [.. runs.Where(r => scores.ContainsKey(r.Id)).Select(r => (r.AsOf, scores[r.Id]))],
            [.. published.Where(r => scores.ContainsKey(r.Id)).Select(r => new Old(r.AsOf, r.Model, scores[r.Id]))]);
    }

    /// <summary>The part between two moments, both included.</summary>
    public AccountTrend Between(DateTime first, DateTime last) =>
        new([.. Scores.Where(s => s.AsOf >= first && s.AsOf <= last)], [.. Published.Where(p => p.AsOf >= first && p.AsOf <= last)]);

    public IReadOnlyList<TrendPoint> Points(bool withInterval, Func<Score, double> value) =>
        [.. Runs.Thinned(Scores).Select(s => new TrendPoint(s.AsOf, value(s.Score), withInterval ? s.Score.Low : null, withInterval ? s.Score.High : null))];

    /// <summary>A dashed line for each older model over the days on which its scores were published.</summary>
    public IEnumerable<TrendSeries> OldLines() => Published.GroupBy(p => p.Model).Select(g =>
        new TrendSeries("old", "", "", $"as published, model {Words.Plain(g.Key, 20)}", [.. Runs.Thinned(g.ToList()).Select(p => new TrendPoint(p.AsOf, p.Score.Value))]));

    public Sparkline? Spark(string tone, string what, DateTime from, DateTime to, Func<Score, double> value) =>
        Sparkline.OrNull(tone, what, [.. Scores.Where(s => s.AsOf >= from).Select(s => (s.AsOf, value(s.Score)))], from, to, Words.Days(Math.Round((to - from).TotalDays)));
}
