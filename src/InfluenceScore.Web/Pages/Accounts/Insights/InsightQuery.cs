using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Pages.Accounts.Audiences;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Accounts.Insights;

/// <summary>Reads what insights need beside what the page has read already. A few rows, each found by its key.</summary>
public static class InsightQuery
{
    /// <summary>The account that the page is about.</summary>
    public readonly record struct About(int Id, string Network, string? Name);

    public static async Task<InsightFacts> ReadAsync(
        InfluenceDbContext db, Viewer viewer, About account, ScoreRun run, Score score, AccountTrend trend, AudienceView audience, WeekHours week, CancellationToken cancel)
    {
        var posts = await (
            from c in db.PostContributions.AsNoTracking()
            where c.ScoreRunId == run.Id && c.AccountId == account.Id && c.PostId != Facts.NoPost
            join p in db.Posts on c.PostId equals p.Id
            select new { p.CreatedAt, Points = c.ReachPoints + c.AmplificationPoints + c.ImpactPoints }).ToListAsync(cancel);
        var people = await db.PersonContributions.AsNoTracking().Where(c => c.ScoreRunId == run.Id && c.AccountId == account.Id)
            .Select(c => c.ReachPoints + c.AmplificationPoints + c.ImpactPoints).ToListAsync(cancel);
        return new InsightFacts
        {
            AsOf = run.AsOf,
            Score = score,
            Trend = trend.Scores,
            Audience = audience.Facts,
            Week = week,
            People = audience.People,
            PostPoints = [.. posts.OrderByDescending(p => p.Points).Select(p => (p.CreatedAt, p.Points))],
            PersonPoints = people,
            Followers = await ReadFollowersOrNullAsync(db, account.Id, run.AsOf, cancel),
            Elsewhere = await ReadElsewhereAsync(db, viewer, account, run.Id, cancel),
        };
    }

    private static async Task<(long Now, long Then)?> ReadFollowersOrNullAsync(InfluenceDbContext db, int accountId, DateTime asOf, CancellationToken cancel)
    {
        async Task<Profile?> NewestBefore(DateTime moment) => await db.Profiles.AsNoTracking()
            .Where(p => p.AccountId == accountId && p.ObservedAt <= moment && p.ObservedAt > Facts.UnknownTime).OrderByDescending(p => p.ObservedAt).FirstOrDefaultAsync(cancel);
        return (await NewestBefore(asOf))?.Followers is { } now && (await NewestBefore(asOf.AddDays(-FollowersWithoutScore.Days)))?.Followers is { } then ? (now, then) : null;
    }

    /// <summary>Tracked accounts only: they are few, and a name among everybody says nothing.</summary>
    private static async Task<List<(string, double)>> ReadElsewhereAsync(InfluenceDbContext db, Viewer viewer, About account, int runId, CancellationToken cancel)
    {
        if (Words.Plain(account.Name, 60) is null)
            return [];
        // By the column that has an index; the name itself has none.
        var inOrder = db.Accounts.Where(a => a.Id == account.Id).Select(a => a.NameInOrder);
        // Two steps: joined, SQLite begins with all scores of the run (224 ms for 82,000 of them).
        var alike = await db.Accounts.AsNoTracking().VisibleTo(db, viewer)
            .Where(a => a.NameInOrder == inOrder.First() && a.Tracked && a.Network != account.Network && a.Name == account.Name)
            .OrderBy(a => a.Id).Take(10).Select(a => new { a.Id, a.Network }).ToListAsync(cancel);
        if (alike.Count == 0)
            return [];
        var ids = alike.ConvertAll(a => a.Id);
        var scores = await db.Scores.AsNoTracking().Where(s => s.ScoreRunId == runId && ids.Contains(s.AccountId)).ToDictionaryAsync(s => s.AccountId, s => s.Value, cancel);
        return [.. alike.Where(a => scores.ContainsKey(a.Id)).Select(a => (a.Network, scores[a.Id]))];
    }
}
