using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring.Tests.Evidence;

/// <summary>Pause 30 days, rhythm allowance 3 days.</summary>
public sealed class ActivityClockTests
{
    [Theory]
    [InlineData(5, 20, 0)] // silent for 20 days: the clock stands still
    [InlineData(5, 30, 0)]
    [InlineData(5, 41, 5)] // beyond the pause it runs, also for what was done in it
    [InlineData(40, 41, 11)]
    [InlineData(45, 41, 15)] // before the only post it is wall time
    public void With_one_post_the_clock_stands_still_in_the_pause(double actDaysAgo, double postDaysAgo, double age) =>
        Assert.Equal(age, Age(actDaysAgo, postDaysAgo), 1e-9);

    [Fact]
    public void A_completed_gap_ages_evidence_by_the_rhythm_allowance_at_most()
    {
        Assert.Equal(3, Age(21, 21, 1), 1e-9); // a gap of 20 days
        Assert.Equal(2, Age(3, 3, 1), 1e-9); // a gap of 2 days
        Assert.Equal(3 + 10, Age(41, 41, 1), 1e-9); // a gap of 40 days: what exceeds the pause counts too
        Assert.Equal(1, Age(19, 21, 1), 1e-9); // an act 2 days into a gap of 20: one of the three days is left
        Assert.Equal(0, Age(10, 21, 1), 1e-9); // an act late in the gap
    }

    [Fact]
    public void Without_known_posts_age_is_wall_time() => Assert.Equal(12.5, Age(12.5), 1e-9);

    [Fact]
    public void Returning_from_a_holiday_costs_the_rhythm_allowance_at_most()
    {
        Assert.Equal(0, Age(25, 24), 1.0 + 1e-9);
        Assert.InRange(Age(25, 24, 0) - Age(25, 24), 0, 3 + 1e-9);
    }

    private static double Age(double actDaysAgo, params double[] postsDaysAgo)
    {
        var clock = new ActivityClock(ScoreModel.Current, WorldBuilder.AsOf);
        long[] posts = [.. postsDaysAgo.Select(WorldBuilder.At)];
        var ran = new double[posts.Length];
        clock.Run(posts, ran);
        return clock.Age(WorldBuilder.At(actDaysAgo), posts, ran);
    }
}
