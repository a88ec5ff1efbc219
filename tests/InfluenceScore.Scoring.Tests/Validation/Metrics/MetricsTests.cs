using InfluenceScore.Scoring.Validation;
using InfluenceScore.Scoring.Validation.Metrics;

namespace InfluenceScore.Scoring.Tests.Validation.Metrics;

public sealed class MetricsTests
{
    [Fact]
    public void Spearman_agrees_with_a_case_worked_by_hand()
    {
        // Ranks 1,2,3,4,5 against 2,1,4,3,5: 1 − 6·Σd²/(n³−n) = 1 − 24/120.
        Assert.Equal(0.8, Ranks.Spearman([1, 2, 3, 4, 5], [20, 10, 40, 30, 50]), 12);
        Assert.Equal([1.5, 1.5, 3, 4], Ranks.MeanRanks([7, 7, 8, 9]));
        Assert.True(double.IsNaN(Ranks.Spearman([1, 1, 1], [1, 2, 3])));
    }

    [Fact]
    public void Ndcg_is_one_in_the_best_order_and_averages_over_ties()
    {
        Assert.Equal(1, Ranks.Ndcg([3, 2, 1], [9, 4, 0], 3), 12);
        Assert.Equal(Math.Log(5) / Math.Log(10), Ranks.Ndcg([1, 2], [9, 4], 1), 12);
        Assert.Equal((Math.Log(5) + Math.Log(10)) / 2 / Math.Log(10), Ranks.Ndcg([1, 1], [9, 4], 1), 12);
    }

    [Fact]
    public void Auc_counts_pairs_in_the_right_order()
    {
        bool[] positive = [true, false, true, false];
        Assert.Equal(0.75, Probabilities.Auc([0.9, 0.4, 0.3, 0.1], positive), 12);
        Assert.Equal(0.5, Probabilities.Auc([0.5, 0.5, 0.5, 0.5], positive), 12);
        Assert.Equal((0.01 + 0.16 + 0.49 + 0.01) / 4, Probabilities.Brier([0.9, 0.4, 0.3, 0.1], positive), 12);
    }

    [Fact]
    public void Probabilities_that_come_true_have_no_calibration_error()
    {
        var random = new SeededRandom(3);
        var predicted = Enumerable.Range(0, 40_000).Select(_ => random.Uniform()).ToArray();
        var happened = predicted.Select(p => random.Chance(p)).ToArray();
        var bins = Probabilities.Reliability(predicted, happened);
        Assert.InRange(Probabilities.CalibrationError(bins), 0, 0.015);
        Assert.Equal(40_000, bins.Sum(b => b.Count));
        Assert.InRange(Probabilities.CalibrationError(Probabilities.Reliability([.. predicted.Select(p => p / 2)], happened)), 0.2, 0.3);
    }

    [Fact]
    public void The_bootstrap_interval_holds_the_true_correlation_and_repeats_itself()
    {
        var random = new SeededRandom(11);
        var x = Enumerable.Range(0, 500).Select(_ => random.Normal()).ToArray();
        var y = x.Select(v => v + random.Normal()).ToArray();
        var once = Bootstrap.Interval(x, y, (a, b) => Ranks.Pearson(a, b));
        Assert.Equal(once, Bootstrap.Interval(x, y, (a, b) => Ranks.Pearson(a, b)));
        Assert.InRange(Math.Sqrt(0.5), once.Low, once.High);
        Assert.InRange(once.High - once.Low, 0.05, 0.15);
    }
}
