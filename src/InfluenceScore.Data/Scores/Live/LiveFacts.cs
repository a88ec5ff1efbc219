using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Scoring.Incremental;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Scores.Live;

/// <summary>What became known since the live scores were made or last changed, read from the store and numbered as they are.</summary>
/// <param name="Version">The facts with it.</param>
/// <param name="Rows">How many rows are new.</param>
internal sealed record LiveFacts(long Version, int Rows, NewFacts Facts, IReadOnlyList<(int Id, bool Tracked)> Accounts, IReadOnlyList<int> Posts, IReadOnlyList<int> Unknown)
{
    /// <returns>The facts, or why they cannot be taken in.</returns>
    public static async Task<(LiveFacts? Facts, string? Reason)> ReadAsync(InfluenceDbContext db, LiveState state, FactsLog log, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            // All queries see the same moment, and keep no writer waiting.
            await using var snapshot = db.BeginReadSnapshot();
            await using var shared = await db.Database.UseTransactionAsync(snapshot, cancellationToken);
            var version = FactsWatch.Read(snapshot);
            if (version == state.Version)
                return (new LiveFacts(version, 0, new NewFacts(), [], [], []), null);
            if (log.FindOrNull(state.Version, version) is not { } rows)
                return (null, "something changed that this process did not store as new facts");
            if (rows.Filled.Exists(post => post <= state.LastPost || state.Unknown.Contains(post)))
                return (null, "a post became known that was acted on before");
            return (await ReadAsync(db, state, rows, version, cancellationToken), null);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Asks everything about nothing, so that the queries are compiled which the first facts would wait for.</summary>
    public static Task RehearseAsync(InfluenceDbContext db, LiveState state, CancellationToken cancellationToken) => ReadAsync(db, state, new NewRows(), state.Version, cancellationToken);

    private static async Task<LiveFacts> ReadAsync(InfluenceDbContext db, LiveState state, NewRows rows, long version, CancellationToken cancellationToken)
    {
        var asOf = state.Run.AsOf;
        var named = rows.Posts.Concat(rows.Acts.Where(act => act.At == 0).Select(act => act.Post)).Distinct().ToArray();
        var told = await db.Posts.AsNoTracking().Where(p => named.Contains(p.Id) && p.AuthorId != null && p.CreatedAt != null)
            .Select(p => new { p.Id, AuthorId = p.AuthorId!.Value, At = p.CreatedAt!.Value, p.Kind }).ToDictionaryAsync(p => p.Id, cancellationToken);
        var posts = rows.Posts.Where(told.ContainsKey).Distinct().ToList();
        var postNumbers = posts.Index().ToDictionary(p => p.Item, p => state.Scoring.PostCount + p.Index);

        var missing = rows.Acts.SelectMany(act => (int[])[act.Actor, act.Target]).Concat(rows.Profiles).Concat(posts.Select(post => told[post].AuthorId))
            .Where(id => !state.Accounts.Contains(id)).Distinct().ToArray();
        var accounts = await db.Accounts.AsNoTracking().Where(a => missing.Contains(a.Id)).OrderBy(a => a.Id).Select(a => new { a.Id, Key = a.Network + ":" + a.Handle, a.Tracked }).ToListAsync(cancellationToken);
        var accountNumbers = accounts.Index().ToDictionary(a => a.Item.Id, a => state.Scoring.AccountCount + a.Index);

        var seen = rows.Profiles.Concat(missing).Distinct().ToArray();
        var profiles = (await (
                from p in db.Profiles.AsNoTracking()
                join a in db.Accounts.AsNoTracking() on p.AccountId equals a.Id
                where seen.Contains(p.AccountId) && p.ObservedAt < asOf
                select new { a.Handle, Profile = p }).ToListAsync(cancellationToken))
            .GroupBy(p => p.Profile.AccountId).ToDictionary(g => g.Key, g => g.MaxBy(p => p.Profile.ObservedAt) is { } newest ? ScoreExport.Snapshot(newest.Handle, newest.Profile) : null);

        var unknown = rows.Acts.Where(act => act.Post != NoPost && Post(act.Post) < 0).Select(act => act.Post).Distinct().ToList();
        return new LiveFacts(version, rows.Count, new NewFacts
        {
            Accounts = [.. accounts.Select(a => new NewAccount(a.Key, profiles.GetValueOrDefault(a.Id), a.Tracked))],
            Profiles = [.. rows.Profiles.Distinct().Where(id => !accountNumbers.ContainsKey(id) && profiles.ContainsKey(id)).Select(id => (state.Accounts[id], profiles[id]!))],
            Posts = [.. posts.Select(id => new NewPost(Account(told[id].AuthorId), Milliseconds(told[id].At), told[id].Kind == PostKind.Repost))],
            Acts =
            [
                .. rows.Acts.Select(act => new NewAct(Account(act.Actor), Account(act.Target), act.Kind, Post(act.Post),
                    act.At == 0 && told.TryGetValue(act.Post, out var post) ? Milliseconds(post.At) : act.At)),
            ],
        }, [.. accounts.Select(a => (a.Id, a.Tracked))], posts, unknown);

        int Account(int id) => accountNumbers.TryGetValue(id, out var number) ? number : state.Accounts[id];
        int Post(int id) => postNumbers.TryGetValue(id, out var number) ? number : state.PostNumber(id);
    }

    private const int NoPost = Entities.Facts.NoPost;

    private static long Milliseconds(DateTime utc) => new DateTimeOffset(utc).ToUnixTimeMilliseconds();
}
