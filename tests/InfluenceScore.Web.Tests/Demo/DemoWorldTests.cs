using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using InfluenceScore.Web.Demo;

namespace InfluenceScore.Web.Tests.Demo;

public sealed class DemoWorldTests(DemoWorldTests.Sunday sunday) : IClassFixture<DemoWorldTests.Sunday>
{
    public sealed class Sunday
    {
        public static readonly DateTime AsOf = new(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc);

        public DemoWorld World { get; } = DemoWorld.Generate(AsOf);
    }

    private readonly DemoWorld _world = sunday.World;

    [Fact]
    public void Two_starts_on_the_same_day_give_the_same_world()
    {
        var later = DemoWorld.Generate(Sunday.AsOf.AddHours(17.3));

        Assert.Equal(_world.AsOf, later.AsOf);
        Assert.Equal(_world.Profiles, later.Profiles);
        Assert.Equal(_world.Posts, later.Posts);
        Assert.Equal(_world.Interactions, later.Interactions);
        Assert.Equal(_world.Follows, later.Follows);
    }

    [Fact]
    public void Another_seed_gives_another_world() =>
        Assert.NotEqual(_world.Interactions, DemoWorld.Generate(Sunday.AsOf, seed: 7).Interactions);

    [Fact]
    public void It_is_rich_enough_to_look_around_in_and_small_enough_to_start_in_seconds()
    {
        Assert.InRange(_world.Profiles.Select(p => (p.Network, p.Handle)).Distinct().Count(), 1500, 4000);
        Assert.InRange(_world.Interactions.Count, 40_000, 80_000);
        Assert.Equal(["bluesky", "mastodon", "x"], _world.Profiles.Select(p => p.Network).Distinct().Order(StringComparer.Ordinal));
        Assert.InRange(_world.Tracked.Count, 15, 20);
    }

    [Fact]
    public void Every_fact_lies_between_the_first_day_and_the_as_of_moment()
    {
        var times = _world.Posts.Select(p => p.CreatedAt)
            .Concat(_world.Interactions.Select(i => i.At!.Value))
            .Concat(_world.Follows.Select(f => f.At))
            .Concat(_world.Profiles.Select(p => p.ObservedAt!.Value))
            .ToArray();

        Assert.All(times, t => Assert.Equal(DateTimeKind.Utc, t.Kind));
        Assert.InRange(times.Min(), _world.AsOf.AddDays(-DemoWorld.Days), _world.AsOf.AddDays(2 - DemoWorld.Days));
        Assert.InRange(times.Max(), _world.AsOf.AddHours(-3), _world.AsOf.AddTicks(-1));
        Assert.All(_world.Profiles, p => Assert.True(p.CreatedAt < p.ObservedAt));
    }

    [Fact]
    public void Nobody_acts_on_a_post_before_it_exists_nor_on_oneself_nor_twice_at_once()
    {
        var posts = _world.Posts.ToDictionary(p => p.Id, StringComparer.Ordinal);
        Assert.All(_world.Interactions, i =>
        {
            Assert.NotEqual(i.Actor, i.Target);
            if (i.Post is { } id)
            {
                Assert.Equal(i.Target, posts[id].Author);
                Assert.True(i.At > posts[id].CreatedAt);
            }
        });
        Assert.Equal(_world.Interactions.Count, _world.Interactions.Distinct().Count());
    }

    [Fact]
    public void The_counts_of_a_post_are_the_acts_on_it()
    {
        var likes = _world.Interactions.Where(i => i is { Kind: InteractionKind.Like, Post: not null }).CountBy(i => i.Post!).ToDictionary();
        Assert.All(_world.Posts, p => Assert.Equal(likes.GetValueOrDefault(p.Id), p.Likes));
    }

    [Fact]
    public void Every_text_is_filled_in()
    {
        Assert.All(_world.Posts, p => Assert.DoesNotContain('{', p.Text!));
        Assert.All(_world.Profiles, p => Assert.DoesNotContain('{', p.Bio ?? ""));
        var texts = _world.Posts.Where(p => p.Author != "harbourdeals").Select(p => p.Text).ToArray();
        Assert.True(texts.Distinct().Count() > texts.Length * .5, $"{texts.Distinct().Count()} different texts in {texts.Length} posts");
    }

    [Fact]
    public void The_bakery_hears_most_from_eight_to_eleven_on_market_Saturdays()
    {
        var acts = _world.Interactions.Where(i => i is { Network: "x", Target: "crumbtide" }).ToArray();
        var market = acts.Count(i => i.At!.Value.DayOfWeek == DayOfWeek.Saturday && i.At.Value.Hour is >= 8 and < 11);

        // Three of 168 hours are 1.8% of the week.
        Assert.InRange(market / (double)acts.Length, .07, .25);
    }

    [Fact]
    public void The_churner_drops_nearly_all_whom_it_follows_within_two_weeks_and_its_following_count_is_a_saw()
    {
        var events = _world.Follows.Where(f => f is { Network: "x", Follower: "brightmastgrowth" }).ToLookup(f => f.Event);
        var started = events[FollowEventKind.Follow].ToArray();
        var ended = events[FollowEventKind.Unfollow]
            .Count(u => started.Any(f => f.Followee == u.Followee && f.At < u.At && u.At - f.At < TimeSpan.FromDays(14)));
        var following = _world.Profiles.Where(p => p is { Network: "x", Handle: "brightmastgrowth" }).OrderBy(p => p.ObservedAt).Select(p => p.Following!.Value).ToArray();

        Assert.InRange(started.Length, 7 * 170, 7 * 200);
        Assert.InRange(ended / (double)started.Length, .94, .99);
        Assert.True(started.GroupBy(f => f.Followee).Count(g => g.Count() > 1) > 200);
        Assert.Equal(DemoWorld.Days, following.Length);
        Assert.Equal(7, Enumerable.Range(5, following.Length - 5).Count(d => following[d] - following[d - 5] > 150 && following[d - 1] - following[d - 6] <= 150));
    }

    [Fact]
    public void The_bought_followers_arrive_within_two_days()
    {
        var followers = _world.Profiles.Where(p => p is { Network: "x", Handle: "lobsterlace" }).OrderBy(p => p.ObservedAt).Select(p => p.Followers!.Value).ToArray();

        Assert.InRange(Enumerable.Range(3, followers.Length - 3).Max(d => followers[d] - followers[d - 3]), 9_790, 9_810);
    }

    [Fact]
    public void The_rival_has_four_times_the_followers_of_the_bakery()
    {
        long Followers(string handle) => _world.Profiles.Where(p => p.Network == "x" && p.Handle == handle).MaxBy(p => p.ObservedAt)!.Followers!.Value;

        Assert.InRange(Followers("crumbtide"), 3_890, 3_904);
        Assert.InRange(Followers("sheafmoor"), 15_590, 15_600);
    }

    [Fact]
    public void Leaving_a_trick_out_leaves_everything_else_as_it_was()
    {
        var without = DemoWorld.Generate(Sunday.AsOf, without: DemoTricks.FollowChurn | DemoTricks.BoughtFollowers | DemoTricks.BoughtEngagement | DemoTricks.MutualRing);

        Assert.InRange(_world.Interactions.Count - without.Interactions.Count, 4_000, 8_000);
        Assert.InRange(_world.Follows.Count - without.Follows.Count, 2_500, 3_500);
        Assert.Empty(without.Interactions.Except(_world.Interactions));
        Assert.Empty(without.Follows.Except(_world.Follows));
        Assert.Equal(_world.Posts.Select(p => (p.Id, p.CreatedAt, p.Text)), without.Posts.Select(p => (p.Id, p.CreatedAt, p.Text)));
    }
}
