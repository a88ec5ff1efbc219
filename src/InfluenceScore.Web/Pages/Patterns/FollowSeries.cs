using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Charts;
using InfluenceScore.Web.Pages.Accounts;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Patterns;

/// <summary>How many accounts it followed, how many followed it, and its score, day by day: what the charts of the evidence page draw and its table lists.</summary>
public sealed record FollowSeries(IReadOnlyList<FollowSeries.Point> Points, IReadOnlyList<(DateTime AsOf, double Score)> Scores, bool FromEvents)
{
    /// <summary>Rows of the table under the charts.</summary>
    private const int TableRows = 16;

    /// <summary>Days shown before the first and after the last episode.</summary>
    private const int Margin = 12;

    public sealed record Point(DateTime At, long Following, long? Followers);

    public TimeAxis? Time => Points.Count < 2 ? null : new TimeAxis(Points[0].At, Points[^1].At);

    public IEnumerable<(Point Point, double? Score)> TableNewestFirst => Runs.Thinned(Points, TableRows).AsEnumerable().Reverse()
        .Select(p => (p, Scores.Where(s => s.AsOf.Date == p.At.Date || (s.AsOf <= p.At && p.At - s.AsOf < TimeSpan.FromDays(1))).Select(s => (double?)s.Score).LastOrDefault()));

    public static async Task<FollowSeries> ReadAsync(InfluenceDbContext db, int account, ScoreRun run, DateTime first, DateTime last, CancellationToken cancel)
    {
        var (from, to) = (first.AddDays(-Margin), last.AddDays(Margin) < run.AsOf ? last.AddDays(Margin) : run.AsOf);
        var counts = (await db.Profiles.AsNoTracking().Where(p => p.AccountId == account && p.ObservedAt >= from && p.ObservedAt <= to && p.Following != null)
            .OrderBy(p => p.ObservedAt).Select(p => new { p.ObservedAt, p.Following, p.Followers }).ToListAsync(cancel)).ConvertAll(p => new Point(p.ObservedAt, p.Following!.Value, p.Followers));
        var fromEvents = counts.Count < 3;
        if (fromEvents)
            counts = await FromEventsAsync(db, account, from, to, cancel);
        var trend = await AccountTrend.ReadAsync(db, account, run, ModelHistory.OneModel, (int)Math.Ceiling((run.AsOf - from).TotalDays), cancel);
        return new FollowSeries(Runs.Thinned(counts), [.. trend.Scores.Where(s => s.AsOf <= to).Select(s => (s.AsOf, s.Score.Value))], fromEvents);
    }

    /// <summary>Without counts: how many more it followed than at the beginning, by its events, once a day.</summary>
    private static async Task<List<Point>> FromEventsAsync(InfluenceDbContext db, int account, DateTime from, DateTime to, CancellationToken cancel)
    {
        var events = await db.FollowEvents.AsNoTracking().Where(f => f.FollowerId == account && f.At >= from && f.At <= to).OrderBy(f => f.At).Select(f => new { f.At, f.Event }).ToListAsync(cancel);
        var points = new List<Point>();
        long held = 0;
        var i = 0;
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            for (; i < events.Count && events[i].At <= day; i++)
                held += events[i].Event == FollowEventKind.Follow ? 1 : -1;
            points.Add(new Point(day, held, null));
        }

        // Who unfollows more than it was seen to follow began before the data: the line stands on zero then.
        var lowest = Math.Min(0, points.Min(p => p.Following));
        return points.ConvertAll(p => p with { Following = p.Following - lowest });
    }
}
