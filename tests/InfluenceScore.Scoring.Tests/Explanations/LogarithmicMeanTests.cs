using CsCheck;
using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Scoring.Tests.Explanations;

public sealed class LogarithmicMeanTests
{
    [Fact]
    public void The_mean_lies_between_and_is_the_value_itself_where_both_agree()
    {
        Assert.Equal(2, LogarithmicMean.Of(2, 2));
        Assert.Equal(1 / Math.Log(2), LogarithmicMean.Of(2, 1), 1e-15);
        Assert.Equal(1, LogarithmicMean.Of(1 + 1e-15, 1), 1e-12);
    }

    [Fact]
    public void Parts_sum_to_the_change_of_the_product_also_with_zeros()
    {
        var factor = Gen.OneOf(Gen.Const(0.0), Gen.Double[1e-9, 1], Gen.Double[1, 50]);
        Gen.Select(factor.Array[5], factor.Array[5]).Sample(
            (before, after) =>
            {
                var parts = new double[5];
                LogarithmicMean.Split(before, after, parts);
                double Product(double[] factors) => factors.Aggregate(1.0, (product, f) => product * f);
                Assert.Equal(Product(after) - Product(before), parts.Sum(), 1e-9 * Math.Max(1, Math.Max(Product(after), Product(before))));
            },
            iter: 5000);
    }

    [Fact]
    public void A_factor_that_alone_moved_carries_the_whole_change_and_equal_movements_share_it()
    {
        var parts = new double[2];
        LogarithmicMean.Split([2, 3], [2, 5], parts);
        Assert.Equal([0, 4], parts);
        LogarithmicMean.Split([1, 1], [2, 2], parts);
        Assert.Equal([1.5, 1.5], parts.Select(part => Math.Round(part, 12)));
        LogarithmicMean.Split([0, 3], [2, 3], parts);
        Assert.Equal([6, 0], parts);
    }

    [Fact]
    public void A_factor_of_which_nothing_but_rounding_is_left_carries_its_share()
    {
        var parts = new double[2];
        LogarithmicMean.Split([.3, 1], [1e-17, .5], parts);
        Assert.Equal(-.3, parts.Sum(), 1e-12);
        Assert.True(parts[0] < 20 * parts[1] && parts[1] < 0);
    }
}
