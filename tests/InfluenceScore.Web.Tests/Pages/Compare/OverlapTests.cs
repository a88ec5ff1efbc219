using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Scores;
using InfluenceScore.Web.Pages.Compare;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Tests.Pages.Compare;

public sealed class OverlapTests(ScoredTown app) : IClassFixture<ScoredTown>
{
    [Fact]
    public void Sets_count_everybody_once()
    {
        var overlap = new Overlap([[1, 2, 3, 9], [2, 3, 4], [3, 5, 9]]);
        Assert.Equal((6, 4, 3, 3), (overlap.Anyone, overlap.Of(0), overlap.Of(1), overlap.Of(2)));
        Assert.Equal((2, 2, 1), (overlap.Both(0, 1), overlap.Both(0, 2), overlap.Both(1, 2)));
        Assert.Equal((1, 1, 1, 0), (overlap.Only(0), overlap.Only(1), overlap.Exactly(0b111), overlap.Exactly(0b110)));
    }

    [Fact]
    public void Six_random_audiences_give_what_counting_one_by_one_gives()
    {
        var random = new Random(7);
        var sets = Enumerable.Range(0, CompareView.Most).Select(_ => Enumerable.Range(0, 300).Where(_ => random.NextDouble() < .3).ToArray()).ToList();
        var overlap = new Overlap(sets);
        for (var set = 1; set < 1 << sets.Count; set++)
            Assert.Equal(Enumerable.Range(0, 300).Count(id => sets.Index().All(s => s.Item.Contains(id) == ((set >> s.Index & 1) == 1))), overlap.Exactly(set));
        Assert.Equal(sets[1].Intersect(sets[4]).Count(), overlap.Both(1, 4));
        Assert.Equal(sets.SelectMany(s => s).Distinct().Count(), overlap.Anyone);
    }

    [Fact]
    public async Task An_audience_is_the_genuine_people_of_the_window()
    {
        app.Create();
        await using var db = app.Open();
        var run = await db.ScoreRuns.OrderByDescending(r => r.AsOf).FirstAsync();
        var bakery = await Audience.ReadAsync(db, run, ScoredTown.Bakery);
        var rival = await Audience.ReadAsync(db, run, ScoredTown.Rival);
        Assert.Equal((ScoredTown.OnlyBakery + ScoredTown.Both, ScoredTown.Bots), (bakery.Genuine.Length, bakery.Doubtful));
        // The rival's like of 200 days ago is no head: that person acts on the bakery alone.
        Assert.Equal((ScoredTown.OnlyRival + ScoredTown.Both, ScoredTown.Bots), (rival.Genuine.Length, rival.Doubtful));
        Assert.Equal(bakery.Genuine.Order(), bakery.Genuine);
    }

    [Fact]
    public async Task An_act_of_unknown_time_is_as_old_as_its_post()
    {
        app.Create();
        await using var db = app.Open();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var run = await db.ScoreRuns.OrderByDescending(r => r.AsOf).FirstAsync();
        db.Add(new Post { Id = 9_001, Network = "x", NetworkPostId = "old", AuthorId = 3, CreatedAt = ScoredTown.AsOf.AddDays(-120) });
        db.Add(new Post { Id = 9_002, Network = "x", NetworkPostId = "new", AuthorId = 3, CreatedAt = ScoredTown.AsOf.AddDays(-20) });
        db.Add(new Interaction { TargetId = 3, ActorId = 10, Kind = Scoring.InteractionKind.Repost, PostId = 9_001, At = Facts.UnknownTime });
        db.Add(new Interaction { TargetId = 3, ActorId = 11, Kind = Scoring.InteractionKind.Repost, PostId = 9_002, At = Facts.UnknownTime });
        await db.SaveChangesAsync();
        var audience = await Audience.ReadAsync(db, run, 3);
        Assert.Equal(11, Assert.Single(audience.Genuine));
    }

    [Fact]
    public async Task The_page_tells_only_A_both_and_only_B()
    {
        var (_, page) = await app.GetAsync("/compare?account=x:bakery&account=x:rival");
        Assert.Equal([ScoredTown.OnlyBakery.ToString(), ScoredTown.Both.ToString(), ScoredTown.OnlyRival.ToString(), "60%"], page.QuerySelectorAll("#overlap tbody td.n").Select(td => td.Text()));
        Assert.Contains("4 acting accounts are left out as more likely not genuine.", page.QuerySelector("#overlap").Text());
    }
}
