using InfluenceScore.Scoring.Patterns;
using InfluenceScore.Scoring.Validation.Patterns;
using InfluenceScore.Scoring.Validation.Simulation;

namespace InfluenceScore.Scoring.Tests.Patterns;

public sealed class DetectorTests
{
    private const long Day = 86_400_000;

    [Fact]
    public void Attacks_leave_their_pattern_and_people_who_play_nothing_hardly_ever_do()
    {
        var rows = PatternValidation.Measure([SimulatedWorld.Create(WorldOptions.Small(31))]);

        Assert.Equal(4, rows.Count);
        Assert.All(rows.Where(r => r.Attack != "pod of 12, half response"), r => Assert.InRange(r.PlayedFlagged / (double)r.Played, .8, 1));
        Assert.All(rows, r => Assert.InRange(r.FairFlagged / (double)r.Fair, 0, .005));
    }

    [Fact]
    public void What_people_of_a_ring_would_have_added_is_what_the_discounts_took_out()
    {
        var world = new WorldBuilderOfRing();
        var result = ScoringEngine.Score(world.Input, new ScoringOptions { AsOf = world.AsOf });
        var found = Rings.FindOrNull(result, 0)!;

        Assert.Equal([1, 2, 3, 4, 5], found.People.Order());
        Assert.True(result.PointsCancelled(0, found.People) > 1);
        Assert.Equal(0, result.PointsCancelled(0, []), 9);
        Assert.Null(Rings.FindOrNull(result, 6));
    }

    [Theory]
    [InlineData(.1, true)]
    [InlineData(.9, false)]
    public void A_jump_of_followers_is_a_pattern_only_where_the_newcomers_hardly_look_like_people(double authenticity, bool seen)
    {
        var followers = Enumerable.Range(0, 90).Select(d => new CountMoment(d * Day, 1000 + 2 * d + (d >= 50 ? 4000 : 0))).ToList();
        var newcomers = Enumerable.Range(0, 60).Select(i => new Newcomer(100 + i, 49 * Day + i * Day / 60, authenticity))
            .Concat(Enumerable.Range(0, 30).Select(i => new Newcomer(500 + i, i * Day, .9))).ToList();

        var found = BoughtFollowers.FindOrNull(1, followers, newcomers);

        Assert.Equal(seen, found is not null);
        if (found is null)
            return;
        Assert.Equal((60, 1.0, 0.0), (found.People.Count, found.Numbers[BoughtFollowers.Hollow], found.Numbers[BoughtFollowers.HollowElse]));
        Assert.Equal((49 * Day, 50 * Day), (found.First, found.Last));
    }

    [Fact]
    public void A_jump_of_which_nobody_is_known_by_name_is_no_pattern() =>
        Assert.Null(BoughtFollowers.FindOrNull(1, [.. Enumerable.Range(0, 90).Select(d => new CountMoment(d * Day, d >= 50 ? 9000 : 1000))], []));

    [Fact]
    public void Who_followed_first_was_not_induced()
    {
        FollowMoment[] outbound = [new(1, true, 10 * Day), new(2, true, 10 * Day), new(3, true, 10 * Day), new(4, true, 10 * Day)];
        var inbound = new[] { (1, 12 * Day), (2, 5 * Day), (3, 40 * Day) }.ToLookup(f => f.Item1, f => f.Item2);

        Assert.Equal([new KeyValuePair<int, (long, long)>(1, (10 * Day, 12 * Day))], InducedFollowers.Find(outbound, inbound));
    }

    /// <summary>Six accounts that repost everything of one another, and a seventh that the first reposts alone; each has twenty readers of its own.</summary>
    private sealed class WorldBuilderOfRing
    {
        public WorldBuilderOfRing()
        {
            const int ring = 6, members = 7, posts = 20, readers = 20;
            var keys = Enumerable.Range(0, members + members * readers).Select(i => $"x:a{i:000}").ToArray();
            List<(int Actor, int Target, int Post, long At)> acts = [];
            List<(int Author, long At)> all = [];
            for (var author = 0; author < members; author++)
            {
                for (var p = 0; p < posts; p++)
                {
                    var (post, at) = (all.Count, AsOf - (p + 1) * 2 * Day);
                    all.Add((author, at));
                    for (var other = 0; other < ring; other++)
                    {
                        if (other != author && (author < ring || other == 0)) acts.Add((other, author, post, at + 3 * Day / 24));
                    }
                    acts.Add((members + author * readers + p, author, post, at + 5 * Day / 24));
                }
            }

            Input = new ScoringInput
            {
                AccountKeys = keys,
                Profiles = new ProfileSnapshot?[keys.Length],
                Tracked = [.. keys.Select(_ => true)],
                PostAuthors = [.. all.Select(p => p.Author)],
                PostTimes = [.. all.Select(p => p.At)],
                ActActors = [.. acts.Select(a => a.Actor)],
                ActTargets = [.. acts.Select(a => a.Target)],
                ActKinds = [.. acts.Select(_ => InteractionKind.Repost)],
                ActPosts = [.. acts.Select(a => a.Post)],
                ActTimes = [.. acts.Select(a => a.At)],
            };
        }

        public long AsOf { get; } = 200 * Day;

        public ScoringInput Input { get; }
    }
}
