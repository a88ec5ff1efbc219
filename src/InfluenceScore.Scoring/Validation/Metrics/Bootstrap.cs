namespace InfluenceScore.Scoring.Validation.Metrics;

/// <summary>A measured value with its 95% interval.</summary>
public readonly record struct Measured(double Value, double Low, double High);

/// <summary>The percentile bootstrap over accounts (Efron 1979): draw accounts with replacement, measure again, take the middle 95%.</summary>
public static class Bootstrap
{
    /// <summary>Enough for two digits of a 95% interval.</summary>
    public const int Rounds = 400;

    /// <summary>The statistic of two series with its interval. The same seed gives the same interval.</summary>
    public static Measured Interval(double[] x, double[] y, Func<double[], double[], double> statistic, ulong seed = 1, int rounds = Rounds)
    {
        var random = new SeededRandom(seed);
        var values = new double[rounds];
        var (a, b) = (new double[x.Length], new double[x.Length]);
        for (var r = 0; r < rounds; r++)
        {
            for (var i = 0; i < x.Length; i++)
            {
                var drawn = random.Below(x.Length);
                (a[i], b[i]) = (x[drawn], y[drawn]);
            }

            values[r] = statistic(a, b);
        }

        // A resample without any variety has no ρ; it says nothing.
        values = [.. values.Where(double.IsFinite).Order()];
        var value = statistic(x, y);
        return values.Length == 0 ? new Measured(value, double.NaN, double.NaN) : new Measured(value, Quantile(values, 0.025), Quantile(values, 0.975));
    }

    /// <summary>Quantile of ascending values, linear between neighbours; NaN where there are none.</summary>
    public static double Quantile(double[] ascending, double share)
    {
        if (ascending.Length == 0)
            return double.NaN;
        var at = share * (ascending.Length - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, ascending.Length - 1);
        return ascending[below] + (at - below) * (ascending[above] - ascending[below]);
    }

    public static double Median(IEnumerable<double> values) => Quantile([.. values.Order()], 0.5);
}
