namespace InfluenceScore.Scoring.Tests;

public sealed class AccurateFunctionsTests
{
    [Theory]
    [InlineData(1e-15)]
    [InlineData(-1e-15)]
    [InlineData(1e-9)]
    [InlineData(-3e-5)]
    [InlineData(.4)]
    public void Near_zero_the_series_is_met_to_the_last_digits(double x)
    {
        double Relative(double actual, double exact) => Math.Abs(actual - exact) / Math.Abs(exact);
        Assert.InRange(Relative(AccurateFunctions.Expm1(x), Series(x, n => 1.0 / Factorial(n))), 0, 4e-16);
        Assert.InRange(Relative(AccurateFunctions.Log1p(x), Series(x, n => (n % 2 == 1 ? 1.0 : -1.0) / n)), 0, 4e-16);
    }

    [Fact]
    public void The_extremes_are_finite_where_they_should_be()
    {
        Assert.Equal(-1, AccurateFunctions.Expm1(-800));
        Assert.Equal(0, AccurateFunctions.Expm1(0));
        Assert.Equal(0, AccurateFunctions.Log1p(0));
        Assert.Equal(Math.Log(1e300), AccurateFunctions.Log1p(1e300), 1e-12);
    }

    private static double Series(double x, Func<int, double> coefficient) =>
        Enumerable.Range(1, 60).Reverse().Sum(n => coefficient(n) * Math.Pow(x, n));

    private static double Factorial(int n) => Enumerable.Range(1, n).Aggregate(1.0, (product, i) => product * i);
}
