using InfluenceScore.Scoring.Validation;
using InfluenceScore.Scoring.Validation.Simulation;

namespace InfluenceScore.Scoring.Tests.Validation.Simulation;

public sealed class SimulatedWorldTests
{
    internal static Lazy<SimulatedWorld> Small { get; } = new(() => SimulatedWorld.Create(WorldOptions.Small(3)));

    [Fact]
    public void The_same_seed_makes_the_same_world()
    {
        var one = SimulatedWorld.Create(WorldOptions.Small(3) with { Accounts = 200 });
        var two = SimulatedWorld.Create(WorldOptions.Small(3) with { Accounts = 200 });
        Assert.Equal(one.Input.ActTimes, two.Input.ActTimes);
        Assert.Equal(one.Input.ActActors, two.Input.ActActors);
        Assert.Equal(one.TrueInfluence, two.TrueInfluence);
        Assert.Equal(one.Input.Profiles, two.Input.Profiles);
    }

    [Fact]
    public void Nothing_happens_after_the_end_or_before_the_post_or_to_oneself()
    {
        var (input, end) = (Small.Value.Input, Small.Value.AsOf);
        Assert.All(input.ActTimes, at => Assert.InRange(at, SimulatedWorld.Start, end - 1));
        for (var i = 0; i < input.ActCount; i++)
        {
            Assert.NotEqual(input.ActActors[i], input.ActTargets[i]);
            if (input.ActPosts[i] < 0)
                continue;
            Assert.Equal(input.ActTargets[i], input.PostAuthors[input.ActPosts[i]]);
            Assert.True(input.ActTimes[i] > input.PostTimes[input.ActPosts[i]]);
        }
    }

    [Fact]
    public void Followers_alone_order_people_roughly_and_the_score_comes_near_the_oracle()
    {
        var world = Small.Value;
        var agreement = WorldPrediction.Of(world, Scorers.Engine()(world.Input, world.AsOf));
        Assert.InRange(agreement.Followers, 0.65, 0.88);
        Assert.InRange(agreement.Oracle, 0.90, 0.97);
        Assert.InRange(agreement.Score, 0.88, agreement.Oracle);
        Assert.True(agreement.Score > agreement.Followers + 0.03, agreement.ToString());
    }
}
