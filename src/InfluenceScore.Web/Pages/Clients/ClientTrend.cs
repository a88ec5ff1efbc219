using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Charts;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Clients;

/// <summary>A client's combined scores over time, oldest first: runs of one model and one set of options.</summary>
public sealed record ClientTrend(IReadOnlyList<(DateTime AsOf, ClientScore Score)> Scores)
{
    public static readonly ClientTrend Empty = new([]);

    /// <summary>More rows than this nobody reads; the table is thinned evenly and keeps the newest.</summary>
    private const int TableRows = 13;

    public bool IsEmpty => Scores.Count == 0;

    public IEnumerable<(DateTime AsOf, ClientScore Score)> TableNewestFirst => Runs.Thinned(Scores, TableRows).AsEnumerable().Reverse();

    /// <summary>Whether some day was combined from more facts than its account scores were made with.</summary>
    public bool DiffersFromAccounts => Scores.Any(s => !s.Score.AsAccountsShow);

    /// <param name="days">Days back from that run, or null for all of them.</param>
    public static async Task<ClientTrend> ReadAsync(InfluenceDbContext db, int clientId, ScoreRun run, int? days, CancellationToken cancel)
    {
        var runs = await Runs.ListTrendAsync(db, run, days, cancel);
        var scores = await db.ClientScores.AsNoTracking().Where(s => s.ClientId == clientId).ToDictionaryAsync(s => s.ScoreRunId, cancel);
        return new ClientTrend([.. runs.Where(r => scores.ContainsKey(r.Id)).Select(r => (r.AsOf, scores[r.Id]))]);
    }

    public ClientTrend From(DateTime first) => new([.. Scores.Where(s => s.AsOf >= first)]);

    public IReadOnlyList<TrendPoint> Points() => [.. Runs.Thinned(Scores).Select(s => new TrendPoint(s.AsOf, s.Score.Value, s.Score.Low, s.Score.High))];

    public Sparkline? Spark(string tone, string what, DateTime from, DateTime to, Func<ClientScore, double> value) =>
        Sparkline.OrNull(tone, what, [.. Scores.Where(s => s.AsOf >= from).Select(s => (s.AsOf, value(s.Score)))], from, to, Words.Days(Math.Round((to - from).TotalDays)));
}
