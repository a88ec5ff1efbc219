using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Accounts;

/// <summary>The posts that add most to a score, and rows that close the sum.</summary>
public sealed record PostLedger(IReadOnlyList<PostLedger.Row> Rows, int Hidden, double Others, int OtherPosts, double Total)
{
    private const int MaxText = 400;

    /// <summary>One post, or the acts that answer no known post (then Text, CreatedAt and Kind say nothing).</summary>
    public sealed record Row(bool IsPost, string? Text, DateTime? CreatedAt, PostKind Kind, int Actors, double Reach, double Amplification, double Impact)
    {
        public double Points => Reach + Amplification + Impact;
    }

    /// <summary>The longest bar: the posts shown share one scale.</summary>
    public double Longest => Rows.Count == 0 ? 1 : Math.Max(1e-9, Rows.Max(r => r.Points));

    /// <param name="most">Rows shown; the rest of the stored ones is summed into the last row.</param>
    public static async Task<PostLedger> ReadAsync(InfluenceDbContext db, Score score, int most, CancellationToken cancel)
    {
        var rows = await (
            from c in db.PostContributions.AsNoTracking()
            where c.ScoreRunId == score.ScoreRunId && c.AccountId == score.AccountId
            join p in db.Posts on c.PostId equals p.Id into known
            from p in known.DefaultIfEmpty()
            orderby c.ReachPoints + c.AmplificationPoints + c.ImpactPoints descending, c.PostId
            select new Row(c.PostId != Facts.NoPost, p.Text == null ? null : p.Text.Substring(0, MaxText), p.CreatedAt, p == null ? PostKind.Unknown : p.Kind,
                c.Actors, c.ReachPoints, c.AmplificationPoints, c.ImpactPoints)).ToListAsync(cancel);
        var shown = rows.Where(r => r.IsPost).Take(most).Concat(rows.Where(r => !r.IsPost)).ToList();
        var total = Words.Rounded(score.Value, 2);
        return new PostLedger(shown, rows.Count - shown.Count, total - shown.Sum(r => Words.Rounded(r.Points, 2)),
            Math.Max(0, score.Posts - shown.Count(r => r.IsPost)), total);
    }
}
