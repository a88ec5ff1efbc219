using System.Globalization;
using System.IO.Compression;
using InfluenceScore.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.PersonalData;

/// <summary>
/// Everything stored about one account, as a zip: a bundle that any InfluenceScore imports again (profiles, posts, and all that it did or that was done to it), and beside it,
/// in about/, what was made of it: scores, patterns, notes. A row at a time, so that its length costs no memory.
/// </summary>
public sealed class PersonExport(InfluenceDbContext db)
{
    private const string ReadMe = """
        Everything that this InfluenceScore stores about one account.
        profiles.csv, posts.csv, interactions.csv and follows.csv are a bundle: they can be imported again, and hold every text exactly as it came. A spreadsheet may take
        a text that begins with = for a formula: open them in an editor. The files in about/ are safe to open anywhere: scores.csv, patterns.csv, notes.csv, home.csv, and
        undated-interactions.csv, which a bundle cannot hold because their network did not tell their time.
        """;

    /// <param name="output">May be a stream that cannot seek.</param>
    /// <returns>Rows of the bundle.</returns>
    public async Task<long> WriteAsync(Account account, Stream output, CancellationToken cancellationToken = default)
    {
        var rows = 0L;
        await using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        rows += await WriteAsync(zip, "profiles.csv", ["network", "handle", "id", "name", "created_at", "location", "bio", "followers", "following", "posts", "likes_given", "listed", "verified", "default_avatar", "observed_at"], Profiles(account), exact: true, cancellationToken);
        rows += await WriteAsync(zip, "posts.csv", ["network", "id", "author", "created_at", "kind", "refers_to", "text", "likes", "reposts", "replies", "quotes", "views", "lang"], Posts(account), exact: true, cancellationToken);
        rows += await WriteAsync(zip, "interactions.csv", ["network", "actor", "target", "kind", "at", "post"], Interactions(account, dated: true), exact: true, cancellationToken);
        rows += await WriteAsync(zip, "follows.csv", ["network", "follower", "followee", "event", "at"], Follows(account), exact: true, cancellationToken);
        await WriteAsync(zip, "about/scores.csv", ["as_of", "computed_at", "model", "score", "low", "high", "true_reach", "amplification", "network_impact", "authenticity"], Scores(account), exact: false, cancellationToken);
        await WriteAsync(zip, "about/patterns.csv", ["kind", "first", "last", "confidence", "cancelled_points", "state"], Patterns(account), exact: false, cancellationToken);
        await WriteAsync(zip, "about/notes.csv", ["about", "at", "by", "text"], Notes(account), exact: false, cancellationToken);
        await WriteAsync(zip, "about/undated-interactions.csv", ["network", "actor", "target", "kind", "at", "post"], Interactions(account, dated: false), exact: false, cancellationToken);
        await WriteAsync(zip, "about/home.csv", ["name", "latitude", "longitude", "radius_km", "set_at"], Home(account), exact: false, cancellationToken);
        await using var readMe = new StreamWriter(await zip.CreateEntry("about/README.txt").OpenAsync(cancellationToken));
        await readMe.WriteAsync(ReadMe);
        return rows;
    }

    private IAsyncEnumerable<object?[]> Profiles(Account a) => db.Profiles.AsNoTracking().Where(p => p.AccountId == a.Id).OrderBy(p => p.ObservedAt).AsAsyncEnumerable().Select(p => new object?[]
    {
        a.Network, a.Handle, p.NetworkUserId, p.Name, Time(p.CreatedAt), p.Location, p.Bio, p.Followers, p.Following, p.Posts, p.LikesGiven, p.Listed, Word(p.Verified), Word(p.DefaultAvatar), Time(p.ObservedAt),
    });

    private IAsyncEnumerable<object?[]> Posts(Account a) => (
        from p in db.Posts.AsNoTracking()
        where p.AuthorId == a.Id
        join r in db.Posts on p.RefersToId equals r.Id into referred
        from r in referred.DefaultIfEmpty()
        orderby p.Id
        select new { Post = p, RefersTo = r == null ? null : r.NetworkPostId }).AsAsyncEnumerable().Select(x => new object?[]
    {
        a.Network, x.Post.NetworkPostId, a.Handle, Time(x.Post.CreatedAt), x.Post.Kind == PostKind.Unknown ? null : Lower(x.Post.Kind), x.RefersTo, x.Post.Text, x.Post.Likes, x.Post.Reposts, x.Post.Replies,
        x.Post.Quotes, x.Post.Views, x.Post.Lang,
    });

    private IAsyncEnumerable<object?[]> Interactions(Account a, bool dated) => (
        from i in db.Interactions.AsNoTracking()
        where (i.TargetId == a.Id || i.ActorId == a.Id) && (i.At != Facts.UnknownTime) == dated
        join actor in db.Accounts on i.ActorId equals actor.Id
        join target in db.Accounts on i.TargetId equals target.Id
        join p in db.Posts on i.PostId equals p.Id into posts
        from p in posts.DefaultIfEmpty()
        select new { Actor = actor.Handle, Target = target.Handle, i.Kind, i.At, Post = p == null ? null : p.NetworkPostId }).AsAsyncEnumerable()
        .Select(x => new object?[] { a.Network, x.Actor, x.Target, Lower(x.Kind), Time(x.At), x.Post });

    private IAsyncEnumerable<object?[]> Follows(Account a) => (
        from f in db.FollowEvents.AsNoTracking()
        where f.FollowerId == a.Id || f.FolloweeId == a.Id
        join follower in db.Accounts on f.FollowerId equals follower.Id
        join followee in db.Accounts on f.FolloweeId equals followee.Id
        select new { Follower = follower.Handle, Followee = followee.Handle, f.Event, f.At }).AsAsyncEnumerable()
        .Select(x => new object?[] { a.Network, x.Follower, x.Followee, Lower(x.Event), Time(x.At) });

    private IAsyncEnumerable<object?[]> Scores(Account a) => (
        from s in db.Scores.AsNoTracking()
        where s.AccountId == a.Id
        join r in db.ScoreRuns on s.ScoreRunId equals r.Id
        orderby r.AsOf, r.Id
        select new { s, r }).AsAsyncEnumerable()
        .Select(x => new object?[] { Time(x.r.AsOf), Time(x.r.ComputedAt), x.r.Model, x.s.Value, x.s.Low, x.s.High, x.s.TrueReach, x.s.Amplification, x.s.NetworkImpactIndex, x.s.Authenticity });

    private IAsyncEnumerable<object?[]> Patterns(Account a) => db.Patterns.AsNoTracking().Where(p => p.AccountId == a.Id).AsAsyncEnumerable()
        .Select(p => new object?[] { p.Kind.ToString(), Time(p.First), Time(p.Last), p.Confidence, p.CancelledPoints, Lower(p.State) });

    private async IAsyncEnumerable<object?[]> Notes(Account a)
    {
        await foreach (var n in db.PatternNotes.AsNoTracking().Where(n => n.AccountId == a.Id).OrderBy(n => n.Id).AsAsyncEnumerable())
            yield return [$"pattern {n.Kind}: {Lower(n.What)}", Time(n.At), n.By, n.Reason];
        await foreach (var c in db.Clients.AsNoTracking().Where(c => c.Notes != null && c.Accounts.Any(x => x.AccountId == a.Id)).OrderBy(c => c.Id).AsAsyncEnumerable())
            yield return [$"client {c.Name}", Time(c.ChangedAt), null, c.Notes];
    }

    private IAsyncEnumerable<object?[]> Home(Account a) => db.AccountHomes.AsNoTracking().Where(h => h.AccountId == a.Id).AsAsyncEnumerable()
        .Select(h => new object?[] { h.Name, h.Latitude, h.Longitude, h.RadiusKilometres, Time(h.SetAt) });

    /// <param name="exact">To be imported again: no guard changes a text.</param>
    private static async Task<long> WriteAsync(ZipArchive zip, string name, string[] columns, IAsyncEnumerable<object?[]> rows, bool exact, CancellationToken cancellationToken)
    {
        var count = 0L;
        await using var text = new StreamWriter(await zip.CreateEntry(name).OpenAsync(cancellationToken));
        await using var csv = SpreadsheetCsv.Create(text);
        csv.WriteRecord(columns);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            foreach (var value in row)
            {
                if (exact && value is string or null)
                    csv.WriteField((string?)value);
                else
                    csv.WriteCell(value);
            }
            await csv.EndRecordAsync(cancellationToken);
            count++;
        }
        await csv.FlushAsync(cancellationToken);
        return count;
    }

    private static string? Time(DateTime? at) => at is not { } known || known == Facts.UnknownTime ? null : known.ToString("yyyy-MM-ddTHH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    private static string? Word(bool? value) => value switch { true => "true", false => "false", null => null };

    private static string Lower<T>(T kind)
        where T : struct, Enum => kind.ToString().ToLowerInvariant();
}
