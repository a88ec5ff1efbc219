using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Accounts;

/// <summary>What an account's page is made from, and what is missing. Times before 1971 are unknown ones and left out.</summary>
public sealed record Coverage(Profile? Profile, Coverage.Span Posts, IReadOnlyList<Coverage.ActsOfKind> Acts)
{
    public sealed record Span(long Count, DateTime? First, DateTime? Last);

    public sealed record ActsOfKind(InteractionKind Kind, long Count, long OnKnownPost, DateTime? First, DateTime? Last);

    public long ActCount => Acts.Sum(a => a.Count);

    public DateTime? FirstAct => Acts.Min(a => a.First);

    public DateTime? LastAct => Acts.Max(a => a.Last);

    /// <summary>The newest fact of any kind, or null where no fact has a time.</summary>
    public DateTime? Newest => new[] { LastAct, Posts.Last, Known(Profile?.ObservedAt) }.Max();

    /// <summary>What is missing, a sentence each; empty where nothing is.</summary>
    public IEnumerable<string> Gaps()
    {
        if (Profile is null)
            yield return "No profile is known: whether it is a genuine account is a cautious guess.";
        if (Posts.Count == 0)
            yield return "None of its posts is known: a pause cannot be told from missing data, so evidence ages by the calendar, and Amplification is a cautious prior.";
        var onPosts = Acts.Sum(a => a.OnKnownPost);
        if (ActCount > 0 && onPosts < ActCount)
            yield return $"{Words.Count(ActCount - onPosts, "act names", "acts name")} no post ({Words.Probability(1 - (double)onPosts / ActCount)} of all): {(ActCount - onPosts == 1 ? "it counts" : "they count")}, but for no post.";
        if (ActCount == 0)
            yield return "Nobody is known to have acted on it.";
    }

    /// <summary>Counted once for each state of the store, whatever days, region or reader the page is for: an account with very many acts has them all counted.</summary>
    public static async Task<Coverage> ReadAsync(InfluenceDbContext db, StoreCache cache, int accountId, Profile? profile, CancellationToken cancel) =>
        await cache.GetAsync((nameof(Coverage), accountId), c => CountAsync(db, accountId, c), cancel) with { Profile = profile };

    private static async Task<Coverage> CountAsync(InfluenceDbContext db, int accountId, CancellationToken cancel)
    {
        var since = Facts.UnknownTime.AddYears(1);
        var posts = db.Posts.Where(p => p.AuthorId == accountId);
        var count = await posts.LongCountAsync(cancel);
        var dated = posts.Where(p => p.CreatedAt > since).Select(p => p.CreatedAt);
        var acts = await db.Interactions.Where(i => i.TargetId == accountId && i.ActorId != accountId).GroupBy(i => i.Kind)
            .Select(g => new
            {
                Kind = g.Key,
                Count = g.LongCount(),
                OnKnownPost = g.LongCount(i => i.PostId != Facts.NoPost),
                First = g.Min(i => i.At > since ? i.At : (DateTime?)null),
                Last = g.Max(i => i.At > since ? i.At : (DateTime?)null),
            }).ToListAsync(cancel);
        return new Coverage(null, new Span(count, await dated.MinAsync(cancel), await dated.MaxAsync(cancel)),
            [.. acts.OrderByDescending(a => a.Count).Select(a => new ActsOfKind(a.Kind, a.Count, a.OnKnownPost, a.First, a.Last))]);
    }

    private static DateTime? Known(DateTime? at) => at > Facts.UnknownTime ? at : null;
}
