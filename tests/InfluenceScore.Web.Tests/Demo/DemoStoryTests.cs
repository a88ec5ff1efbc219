using InfluenceScore.Web.Demo;

namespace InfluenceScore.Web.Tests.Demo;

/// <summary>The demo must tell its story with the real model: nothing in the engine knows of it.</summary>
public sealed class DemoStoryTests(DemoStoryTests.Story story) : IClassFixture<DemoStoryTests.Story>
{
    public sealed class Story
    {
        public static readonly DateTime Today = new(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc);

        public Story()
        {
            World = DemoWorld.Generate(Today);
            Now = new(World, Today);
        }

        internal DemoWorld World { get; }
        internal DemoScores Now { get; }
    }

    private readonly DemoWorld _world = story.World;
    private readonly DemoScores _now = story.Now;

    [Fact]
    public void Every_watched_account_has_a_score_and_the_scores_are_spread()
    {
        var scores = _world.Tracked.Select(key => _now[key].Score).Order().ToArray();

        Assert.InRange(scores[0], 0, 3);
        Assert.InRange(scores[1], 3, 12);
        Assert.InRange(scores[^1], 35, 60);
        Assert.InRange(scores.Count(s => s > 25), 6, 13);
    }

    [Fact]
    public void The_bakery_stands_clearly_above_its_rival_with_four_times_the_followers() =>
        Assert.True(_now["x:crumbtide"].Low > _now["x:sheafmoor"].High + 3, $"{_now["x:crumbtide"]} {_now["x:sheafmoor"]}");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void The_bakery_rose_this_week_on_whatever_weekday_the_demo_is_started(int weekday)
    {
        var today = Story.Today.AddDays(weekday);
        var world = DemoWorld.Generate(today);
        var now = new DemoScores(world, today);

        Assert.InRange(now["x:crumbtide"].Score - new DemoScores(world, today.AddDays(-7))["x:crumbtide"].Score, 1, 3.5);
        Assert.True(now["x:crumbtide"].Low > now["x:sheafmoor"].High);
    }

    [Fact]
    public void The_bakery_grew_all_the_time_and_never_by_more_than_a_point_a_day()
    {
        var days = Enumerable.Range(0, 15).Select(d => Score("x:crumbtide", d)).ToArray();

        Assert.All(days.Zip(days.Skip(1)), d => Assert.InRange(d.First - d.Second, -.5, 1));
        Assert.True(days[0] > Score("x:crumbtide", 30) + 1.5);
        Assert.True(Score("x:crumbtide", 30) > Score("x:crumbtide", 119) + 1);
    }

    [Theory]
    [InlineData(DemoTricks.FollowChurn, "x:brightmastgrowth", 0, .01)]
    [InlineData(DemoTricks.BoughtFollowers, "x:lobsterlace", 0, .01)]
    [InlineData(DemoTricks.BoughtEngagement, "x:lobsterlace", 1_000, .3)]
    [InlineData(DemoTricks.MutualRing, "x:gullgrist", 500, .5)]
    public void A_trick_gains_nothing(DemoTricks trick, string key, int actsBought, double most)
    {
        var honest = new DemoScores(DemoWorld.Generate(Story.Today, without: trick), Story.Today);

        Assert.InRange(_now[key].Acts - honest[key].Acts, actsBought, 2 * actsBought);
        Assert.InRange(_now[key].Score - honest[key].Score, -.3, most);
    }

    [Fact]
    public void A_month_of_silence_costs_the_boatyard_less_than_half_a_point()
    {
        var lastPost = _world.Posts.Where(p => p is { Network: "x", Author: "tidewright" }).Max(p => p.CreatedAt);

        Assert.InRange((Story.Today - lastPost).TotalDays, 29, 31);
        foreach (var daysAgo in (int[])[29, 20, 10])
            Assert.InRange(Score("x:tidewright", daysAgo) - _now["x:tidewright"].Score, -1.5, .5);
    }

    [Fact]
    public void The_ring_stands_below_its_honest_peers()
    {
        foreach (var peer in (string[])["x:ropequill", "x:tidewright", "x:crumbtide"])
            Assert.True(_now["x:gullgrist"].High < _now[peer].Low, $"{_now["x:gullgrist"]} {_now[peer]}");
    }

    [Fact]
    public void The_automated_poster_scores_next_to_nothing_and_the_newcomer_nothing_yet()
    {
        Assert.InRange(_now["x:harbourdeals"].Score, 0, 10);
        Assert.InRange(_now["x:ternwatch"].Score, 0, 1);
        Assert.Equal(0, _now["x:ternwatch"].Acts);
    }

    private double Score(string key, int daysAgo) => new DemoScores(_world, Story.Today.AddDays(-daysAgo))[key].Score;
}
