using CsCheck;
using InfluenceScore.Scoring.Components;

namespace InfluenceScore.Scoring.Tests.Components;

public sealed class OverlapTests
{
    private static readonly Gen<double[]> Values = Gen.OneOf(Gen.Const(0.0), Gen.Double[0, 3], Gen.Double[0, 2e6], Gen.Const(2.0)).Array[1, 7];
    private static readonly Gen<double> Kept = Gen.OneOf(Gen.Const(0.0), Gen.Const(.5), Gen.Const(1.0), Gen.Double[0, 1]);

    [Fact]
    public void Each_smaller_value_counts_with_one_factor_more()
    {
        Assert.Equal(100 + 20 + 2.5, Overlap.Sum([40, 100, 10], .5));
        Assert.Equal(100, Overlap.Sum([40, 100, 10], 0));
        Assert.Equal(150, Overlap.Sum([40, 100, 10], 1));
    }

    [Fact]
    public void What_two_have_in_common_is_theirs_in_equal_parts()
    {
        // Half of the 40 are among the 100: 20 heads shared, ten for either.
        Assert.Equal([90, 30], Overlap.Shares([100, 40], .5));
        Assert.Equal([30, 90], Overlap.Shares([40, 100], .5));
        Assert.Equal([60, 60], Overlap.Shares([80, 80], .5));
        Assert.Equal([80, 20], Overlap.Shares([100, 40], 0));
    }

    [Fact]
    public void Shares_are_the_mean_over_every_order_of_joining()
    {
        double[] values = [7, 3, 5];
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        var expected = new double[3];
        foreach (var order in orders)
        {
            for (var i = 0; i < 3; i++)
            {
                double Joined(int count) => Overlap.Sum([.. order.Take(count).Select(j => values[j])], .4);
                expected[order[i]] += (Joined(i + 1) - Joined(i)) / orders.Length;
            }
        }

        var shares = Overlap.Shares(values, .4);
        for (var i = 0; i < 3; i++) Assert.Equal(expected[i], shares[i], 1e-12);
    }

    [Fact]
    public void Shares_sum_to_the_sum_and_none_is_negative() => Gen.Select(Values, Kept).Sample((values, kept) =>
    {
        var sum = Overlap.Sum(values, kept);
        var shares = Overlap.Shares(values, kept);
        Assert.Equal(sum, shares.Sum(), 1e-12 * Math.Max(1, sum));
        Assert.All(shares, share => Assert.True(share >= 0));
    });

    [Fact]
    public void More_of_one_value_never_lowers_the_sum_nor_its_own_share() =>
        Gen.Select(Values, Kept, Gen.Int[0, 6], Gen.Double[0, 50]).Sample((values, kept, at, more) =>
        {
            at %= values.Length;
            var raised = (double[])values.Clone();
            raised[at] += more;
            var tolerance = 1e-12 * Math.Max(1, raised.Max());
            Assert.True(Overlap.Sum(raised, kept) >= Overlap.Sum(values, kept) - tolerance);
            Assert.True(Overlap.Shares(raised, kept)[at] >= Overlap.Shares(values, kept)[at] - tolerance);
        });

    [Fact]
    public void Sum_and_shares_do_not_jump_where_two_values_swap_rank()
    {
        const double Step = 1e-9;
        double[] below = [5, 8 - Step, 8, 1], above = [5, 8 + Step, 8, 1];
        Assert.Equal(Overlap.Sum(below, .5), Overlap.Sum(above, .5), 3 * Step);
        foreach (var (before, after) in Overlap.Shares(below, .5).Zip(Overlap.Shares(above, .5))) Assert.Equal(before, after, 3 * Step);
    }

    [Fact]
    public void Slopes_are_those_of_the_sum_and_alike_for_equal_values()
    {
        double[] values = [7, 3, 5];
        var slopes = Overlap.Slopes(values, .5);
        for (var i = 0; i < values.Length; i++)
        {
            var raised = (double[])values.Clone();
            raised[i] += 1e-4;
            Assert.Equal((Overlap.Sum(raised, .5) - Overlap.Sum(values, .5)) / 1e-4, slopes[i], 1e-9);
        }

        Assert.Equal([.375, 1, .375], Overlap.Slopes([3, 7, 3], .5));
    }
}
