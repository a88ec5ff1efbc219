using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Scoring.Tests.Explanations;

public sealed class CertaintyTests
{
    [Fact]
    public void Equal_scores_are_a_coin_toss_and_far_apart_ones_are_certain()
    {
        Assert.Equal(.5, Certainty.ProbabilityAbove(30, 28, 32, 30, 25, 35), 1e-7);
        Assert.Equal(1, Certainty.ProbabilityAbove(60, 58, 62, 30, 25, 35), 1e-6);
        Assert.Equal(.5, Certainty.ProbabilityAbove(30, 30, 30, 30, 30, 30));
        Assert.Equal(1, Certainty.ProbabilityAbove(31, 31, 31, 30, 30, 30));
    }

    [Fact]
    public void The_probability_is_that_of_the_normal_difference()
    {
        // Each error 1, so the difference has error √2: z = 1 for a lead of √2.
        var probability = Certainty.ProbabilityAbove(30 + Math.Sqrt(2), 0, 30 + Math.Sqrt(2) + 1.96, 30, 30 - 1.96, 30 + 1.96);
        Assert.InRange(probability, .5, 1);
        Assert.Equal(.8413447, Certainty.ProbabilityAbove(30 + Math.Sqrt(2), 28.04 + Math.Sqrt(2), 31.96 + Math.Sqrt(2), 30, 28.04, 31.96), 1e-6);
        Assert.Equal(1, Certainty.ProbabilityAbove(20, 18, 22, 25, 21, 29) + Certainty.ProbabilityAbove(25, 21, 29, 20, 18, 22), 1e-12);
    }

    [Fact]
    public void An_interval_cut_at_zero_is_read_from_its_whole_side() =>
        Assert.Equal(Certainty.ProbabilityAbove(5, 1, 9, 1, -3, 5), Certainty.ProbabilityAbove(5, 1, 9, 1, 0, 5), 1e-12);
}
