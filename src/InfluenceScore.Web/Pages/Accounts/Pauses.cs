using InfluenceScore.Data;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Accounts;

/// <summary>Stretches without a post of the account: the trend shades them, because evidence rests meanwhile and the line stands.</summary>
public static class Pauses
{
    /// <summary>Days without a post that count as a pause; shorter ones are a weekend.</summary>
    public const int Shortest = 7;

    /// <summary>More posts than this in a range leave no pause that shows.</summary>
    private const int MostPosts = 20_000;

    /// <returns>Pauses that touch the range, oldest first; none where no post is known.</returns>
    public static async Task<IReadOnlyList<(DateTime From, DateTime To)>> ReadAsync(InfluenceDbContext db, int accountId, DateTime first, DateTime last, CancellationToken cancel)
    {
        var posts = db.Posts.Where(p => p.AuthorId == accountId);
        var before = await posts.Where(p => p.CreatedAt < first && p.CreatedAt > DateTime.UnixEpoch).OrderByDescending(p => p.CreatedAt).Select(p => p.CreatedAt).FirstOrDefaultAsync(cancel);
        var during = await posts.Where(p => p.CreatedAt >= first && p.CreatedAt <= last).OrderBy(p => p.CreatedAt).Select(p => p.CreatedAt!.Value).Take(MostPosts).ToListAsync(cancel);
        var known = during;
        if (before is not null)
            known.Insert(0, before.Value);
        return known.Count == 0 || known.Count >= MostPosts ? [] : Between([.. known, last], first);
    }

    /// <param name="moments">Posts in order, and the end of the range.</param>
    public static IReadOnlyList<(DateTime From, DateTime To)> Between(IReadOnlyList<DateTime> moments, DateTime first) =>
        [.. moments.Zip(moments.Skip(1)).Where(p => (p.Second - p.First).TotalDays >= Shortest).Select(p => (p.First > first ? p.First : first, p.Second))];
}
