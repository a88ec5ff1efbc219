using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Charts;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Accounts;

/// <summary>An account's scores over time, oldest first: runs of one model and one set of options.</summary>
public sealed record AccountTrend(IReadOnlyList<(DateTime AsOf, Score Score)> Scores)
{
    /// <summary>More rows than this nobody reads; the table is thinned evenly and keeps the newest.</summary>
    private const int TableRows = 13;

    public bool IsEmpty => Scores.Count == 0;

    public IEnumerable<(DateTime AsOf, Score Score)> TableNewestFirst =>
        Scores.Reverse().Where((_, i) => i % Math.Max(1, (Scores.Count + TableRows - 1) / TableRows) == 0);

    /// <param name="days">Days back from the shown run, or null for all of them.</param>
    public static async Task<AccountTrend> ReadAsync(InfluenceDbContext db, int accountId, ScoreRun run, int? days, CancellationToken cancel)
    {
        var runs = await Runs.ListTrendAsync(db, run, days, cancel);
        var ids = runs.Select(r => r.Id).ToHashSet();
        // All rows of one account lie side by side: reading them all is cheaper than asking for each run.
        var scores = (await db.Scores.AsNoTracking().Where(s => s.AccountId == accountId).ToListAsync(cancel))
            .Where(s => ids.Contains(s.ScoreRunId)).ToDictionary(s => s.ScoreRunId);
        return new AccountTrend([.. runs.Where(r => scores.ContainsKey(r.Id)).Select(r => (r.AsOf, scores[r.Id]))]);
    }

    public IReadOnlyList<TrendPoint> Points(bool withInterval, Func<Score, double> value) =>
        [.. Scores.Select(s => new TrendPoint(s.AsOf, value(s.Score), withInterval ? s.Score.Low : null, withInterval ? s.Score.High : null))];

    public Sparkline? Spark(string tone, string what, DateTime from, DateTime to, Func<Score, double> value) =>
        Sparkline.OrNull(tone, what, [.. Scores.Where(s => s.AsOf >= from).Select(s => (s.AsOf, value(s.Score)))], from, to, Words.Days(Math.Round((to - from).TotalDays)));
}
