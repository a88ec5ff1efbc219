using InfluenceScore.Scoring.Explanations;
using InfluenceScore.Web.Pages.Compare;

namespace InfluenceScore.Web.Tests.Pages.Compare;

public sealed class AboveTests
{
    [Theory]
    [InlineData(0, .5)]
    [InlineData(1, .841344746)]
    [InlineData(1.959963985, .975)]
    [InlineData(-2.5, .006209665)]
    public void The_probability_is_the_normal_distribution_of_the_difference_in_deviations(double deviations, double expected)
    {
        // Two intervals of half-width 1.96/√2: the difference has a standard deviation of 1.
        var half = 1.96 / Math.Sqrt(2);
        Assert.Equal(expected, Certainty.ProbabilityAbove(50 + deviations, 50 + deviations - half, 50 + deviations + half, 50, 50 - half, 50 + half), 6);
    }

    [Fact]
    public void Without_any_width_the_order_of_the_numbers_decides()
    {
        Assert.Equal(1, Certainty.ProbabilityAbove(2, 2, 2, 1, 1, 1));
        Assert.Equal(0, Certainty.ProbabilityAbove(1, 1, 1, 2, 2, 2));
        Assert.Equal(.5, Certainty.ProbabilityAbove(1, 1, 1, 1, 1, 1));
    }

    [Theory]
    [InlineData(.99, "Sure enough to say so.")]
    [InlineData(.974, "Likely, but not settled.")]
    [InlineData(.5, "About a coin toss: the data cannot tell them apart.")]
    [InlineData(.01, "No: it is the other way round.")]
    public void Words_follow_the_probability(double p, string expected) => Assert.Equal(expected, Above.InWords(p));
}
