using CsCheck;

namespace InfluenceScore.Scoring.Tests;

public sealed class ScoringEngineTests
{
    [Fact]
    public void The_engine_agrees_with_its_slow_twin_on_random_worlds() => RandomWorlds.Any.Sample(
        input =>
        {
            var options = WorldBuilder.Options();
            var result = ScoringEngine.Score(input, options);
            var twin = new SlowTwin(input, options);
            foreach (var score in result.Scores)
            {
                var (t, a, n, s) = twin.Score(input.AccountKeys[score.Account]);
                Assert.Equal(t, score.TrueReach, 1e-9);
                Assert.Equal(a, score.Amplification, 1e-9);
                Assert.Equal(n, score.NetworkImpact, 1e-9);
                Assert.Equal(s, score.Score, 1e-9);
            }
        },
        iter: 60);

    [Fact]
    public void One_fresh_repost_by_a_stranger_without_a_profile_gives_the_score_computed_by_hand()
    {
        var world = new WorldBuilder();
        var target = world.Account("target");
        world.Act(world.Account("fan"), target, InteractionKind.Repost, daysAgo: 30);

        var score = ScoringEngine.Score(world.Build(), WorldBuilder.Options()).Find(target)!;

        var decayed = (.5 - .125) / (1 - .125);
        var evidence = 1 - Math.Exp(-decayed / .35);
        var odds = .7 / .3 * ScoreModel.Current.UnprovenOdds;
        var genuine = odds / (1 + odds);
        var reach = 2 * Math.Log(1 + genuine * evidence / 2);
        Assert.Equal(reach, score.TrueReach, 1e-12);
        var share = genuine * .1 * (1 - Math.Exp(-decayed / 10 / .1));
        Assert.Equal(.2 * Math.Log(1 + share / .2) + .01, score.Amplification, 1e-12);
        Assert.Equal(0, score.NetworkImpact);
        Assert.Equal(65 * Math.Log(1 + reach) / Math.Log(1_000_001) + 15 * Math.Log(1 + score.Amplification) / Math.Log(1001), score.Score, 1e-12);
        Assert.Equal((1, 1, 0), (score.Acts, score.Actors, score.Posts));
        Assert.InRange(score.Score, score.Low, score.High);
    }

    [Fact]
    public void Accounts_that_are_neither_tracked_nor_acted_on_inside_the_window_have_no_score()
    {
        var world = new WorldBuilder();
        int idle = world.Account("idle"), tracked = world.Account("tracked", tracked: true), old = world.Account("old"), actor = world.Account("actor");
        world.Act(actor, old, InteractionKind.Like, daysAgo: 91).Act(idle, idle, InteractionKind.Like, daysAgo: 1).Act(actor, idle, InteractionKind.Like, daysAgo: -1);

        var result = ScoringEngine.Score(world.Build(), WorldBuilder.Options());

        Assert.Equal(tracked, Assert.Single(result.Scores).Account);
        Assert.Null(result.Find(idle));
        Assert.Null(result.Find(old));
        Assert.Empty(result.Explain(idle).Entries);
        Assert.Equal(4, result.Authenticity.Count);
    }

    [Fact]
    public void Acts_on_a_post_that_is_not_the_targets_own_are_acts_without_a_post()
    {
        var world = new WorldBuilder();
        int target = world.Account("target"), actor = world.Account("actor", WorldBuilder.Person);
        world.Act(actor, target, InteractionKind.Mention, daysAgo: 3, world.Post(actor, 3));

        var ledger = ScoringEngine.Score(world.Build(), WorldBuilder.Options()).Explain(target);

        Assert.All(ledger.Entries, entry => Assert.Equal(-1, entry.Post));
        Assert.Contains(ledger.Entries, entry => entry.Actor == actor && entry.Points > 0);
    }
}
