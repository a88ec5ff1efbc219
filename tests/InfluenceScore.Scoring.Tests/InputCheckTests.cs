namespace InfluenceScore.Scoring.Tests;

public sealed class InputCheckTests
{
    [Theory]
    [InlineData(double.NaN, 90, "HalfLifeDays")]
    [InlineData(0, 90, "HalfLifeDays")]
    [InlineData(-3, 90, "HalfLifeDays")]
    [InlineData(30, double.PositiveInfinity, "WindowDays")]
    [InlineData(30, 1e9, "WindowDays")]
    public void Law_10_options_that_are_no_usable_number_are_refused_by_name(double halfLife, double window, string name)
    {
        var options = WorldBuilder.Options() with { HalfLifeDays = halfLife, WindowDays = window };
        Assert.StartsWith(name, Assert.Throws<ArgumentException>(() => ScoringEngine.Score(new WorldBuilder().Build(), options)).Message);
    }

    [Fact]
    public void Law_10_arrays_and_indices_that_do_not_fit_are_refused_by_name_and_place()
    {
        Refused(world => world.ActTargets[1] = 7, "ActTargets[1] is 7");
        Refused(world => world.ActActors[0] = -1, "ActActors[0] is -1");
        Refused(world => world.ActPosts[0] = 1, "ActPosts[0] is 1");
        Refused(world => world.ActPosts[0] = -2, "ActPosts[0] is -2");
        Refused(world => world.ActKinds[1] = (InteractionKind)9, "ActKinds[1] is 9");
        Refused(world => world.ActTimes[1] = long.MaxValue, "ActTimes[1]");
        Refused(world => world.PostTimes[0] = long.MinValue, "PostTimes[0]");
        Refused(world => world.PostAuthors[0] = 2, "PostAuthors[0] is 2");
        Refused(world => world.AccountKeys[1] = world.AccountKeys[0], "AccountKeys holds \"test:a\" twice");
        Refused(world => world.AccountKeys[1] = null!, "AccountKeys[1] is null");
    }

    [Fact]
    public void Law_10_arrays_of_different_length_are_refused()
    {
        var whole = Valid();
        var broken = new ScoringInput
        {
            AccountKeys = whole.AccountKeys,
            Profiles = whole.Profiles,
            Tracked = whole.Tracked,
            PostAuthors = whole.PostAuthors,
            PostTimes = whole.PostTimes,
            ActActors = whole.ActActors,
            ActTargets = whole.ActTargets,
            ActKinds = [InteractionKind.Like],
            ActPosts = whole.ActPosts,
            ActTimes = whole.ActTimes,
        };
        var error = Assert.Throws<ArgumentException>(() => ScoringEngine.Score(broken, WorldBuilder.Options()));
        Assert.Equal("ActKinds has 1 entries for 2 acts.", error.Message);
    }

    [Fact]
    public void An_empty_world_scores_nobody() => Assert.Empty(ScoringEngine.Score(new WorldBuilder().Build(), WorldBuilder.Options()).Scores);

    private static void Refused(Action<ScoringInput> breakIt, string beginning)
    {
        var world = Valid();
        breakIt(world);
        Assert.StartsWith(beginning, Assert.Throws<ArgumentException>(() => ScoringEngine.Score(world, WorldBuilder.Options())).Message);
    }

    private static ScoringInput Valid()
    {
        var world = new WorldBuilder();
        int a = world.Account("a"), b = world.Account("b");
        world.Post(a, 5);
        return world.Act(b, a, InteractionKind.Like, 4, 0).Act(a, b, InteractionKind.Reply, 3).Build();
    }
}
