using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Scores;
using InfluenceScore.Scoring;
using Microsoft.Extensions.Time.Testing;

namespace InfluenceScore.Web.Tests.Pages;

/// <summary>
/// A small town whose scores were made by the engine from its facts, unlike <see cref="Quillhaven"/>'s: 60 people who act on one another, and two bakeries.
/// 40 of them act on the bakery, 25 on its rival, 15 on both; two bots act on both; a newcomer has no score.
/// </summary>
public sealed class ScoredTown : PagesApp
{
    public const int Bakery = 1, Rival = 2, Both = 15, OnlyBakery = 25, OnlyRival = 10, Bots = 2;

    public static readonly DateTime AsOf = new(2026, 11, 22, 6, 0, 0, DateTimeKind.Utc);

    protected override void Seed(InfluenceDbContext db)
    {
        const int first = 10, people = 60;
        db.AddRange(Of(Bakery, "bakery", "The Bakery", true), Of(Rival, "rival", "=cmd|'/c calc'!A1", true), Of(3, "newcomer", "Newcomer", false));
        db.AddRange(Enumerable.Range(first, people).Select(i => Of(i, $"person{i}", $"Person No. {i}", false)));
        db.AddRange(Enumerable.Range(90, Bots).Select(i => Of(i, $"bot{i}", "bot", false)));
        db.AddRange(Enumerable.Range(first, people).Append(Bakery).Append(Rival).Select(i => Profile(i, 180, 230, 900, "Bread, boats and the occasional gull.")));
        db.AddRange(Enumerable.Range(90, Bots).Select(i => Profile(i, 3, 4_800, 2, null)));
        var post = 0;
        Post Write(int author, double daysAgo) => new() { Id = ++post, Network = "x", NetworkPostId = $"p{post}", AuthorId = author, CreatedAt = AsOf.AddDays(-daysAgo), Kind = PostKind.Original, Text = "Bread." };
        List<Post> Posts(int author, double every) => [.. Enumerable.Range(0, (int)(80 / every)).Select(n => Write(author, .5 + n * every))];
        var ofBakery = Posts(Bakery, 3);
        var ofRival = Posts(Rival, 5);
        var ofPeople = Enumerable.Range(first, people).ToDictionary(i => i, i => Posts(i, 9));
        db.AddRange(ofBakery);
        db.AddRange(ofRival);
        db.AddRange(ofPeople.Values.SelectMany(p => p));
        var acts = new HashSet<(int Target, int Actor, InteractionKind Kind, int Post)>();
        void Act(int actor, Post on, int kind)
        {
            if (acts.Add((on.AuthorId!.Value, actor, (InteractionKind)(1 + kind % 5), on.Id)))
                db.Add(new Interaction { TargetId = on.AuthorId!.Value, ActorId = actor, Kind = (InteractionKind)(1 + kind % 5), PostId = on.Id, At = on.CreatedAt!.Value.AddHours(2 + kind % 7) });
        }
        foreach (var i in Enumerable.Range(0, OnlyBakery + Both))
        {
            for (var n = 0; n < 3; n++)
                Act(first + i, ofBakery[(i * 5 + n * 7) % ofBakery.Count], i + n);
        }
        foreach (var i in Enumerable.Range(OnlyBakery, Both + OnlyRival))
            Act(first + i, ofRival[i % ofRival.Count], i);
        foreach (var bot in Enumerable.Range(90, Bots))
        {
            Act(bot, ofBakery[0], 4);
            Act(bot, ofRival[0], 4);
        }
        foreach (var i in Enumerable.Range(0, people))
        {
            for (var n = 1; n <= 4; n++)
                Act(first + i, ofPeople[first + (i + n * 3) % people][n % 8], i + n);
        }
        // Before the window: history, no head.
        db.Add(new Interaction { TargetId = Rival, ActorId = first, Kind = InteractionKind.Like, PostId = Facts.NoPost, At = AsOf.AddDays(-200) });
        db.SaveChanges();
        var days = new[] { 8, 7, 1, 0 }.Select(d => new ScoringOptions { AsOf = new DateTimeOffset(AsOf.AddDays(-d)).ToUnixTimeMilliseconds() }).ToList();
        new ScoringService(db, new FakeTimeProvider(new DateTimeOffset(AsOf))).ScoreAsync(days).GetAwaiter().GetResult();
    }

    private static Account Of(int id, string handle, string name, bool tracked) => new() { Id = id, Network = "x", Handle = handle, Name = name, Tracked = tracked };

    private static Profile Profile(int id, long followers, long following, long posts, string? bio) => new()
    {
        AccountId = id,
        ObservedAt = AsOf.AddDays(-30),
        Name = $"Person No. {id}",
        Bio = bio,
        Followers = followers,
        Following = following,
        Posts = posts,
        LikesGiven = posts * 2,
        Listed = 3,
        DefaultAvatar = bio is null,
    };
}
