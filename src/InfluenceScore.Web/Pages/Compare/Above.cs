namespace InfluenceScore.Web.Pages.Compare;

/// <summary>How likely one score stands above another, from both 95% intervals, as if the two were independent.</summary>
public static class Above
{
    /// <summary>From here on the page calls the order settled (two-sided 95%).</summary>
    public const double Settled = .975;

    /// <summary>Standard deviations from the middle to either end of a 95% interval.</summary>
    private const double IntervalDeviations = 1.96;

    /// <summary>P(A above B) = Φ(Δ / √(s₁² + s₂²)), s = half the interval / 1.96.</summary>
    /// <returns>0 to 1; .5 for the same score, also where neither interval has a width.</returns>
    public static double Probability(double scoreA, double lowA, double highA, double scoreB, double lowB, double highB)
    {
        var (a, b) = ((highA - lowA) / 2 / IntervalDeviations, (highB - lowB) / 2 / IntervalDeviations);
        var (difference, spread) = (scoreA - scoreB, Math.Sqrt(a * a + b * b));
        return difference == 0 ? .5 : spread > 0 ? Normal(difference / spread) : difference > 0 ? 1 : 0;
    }

    /// <summary>The answer in words a consultant could repeat.</summary>
    public static string InWords(double probability) => probability switch
    {
        >= Settled => "Sure enough to say so.",
        >= .9 => "Likely, but not settled.",
        >= .6 => "More likely than not; do not promise it.",
        > .4 => "About a coin toss: the data cannot tell them apart.",
        > .1 => "The other way round is more likely; do not promise that either.",
        > 1 - Settled => "Probably the other way round, but not settled.",
        _ => "No: it is the other way round.",
    };

    /// <summary>Φ by the complementary error function of Abramowitz and Stegun 7.1.26; absolute error below 1.5e-7.</summary>
    private static double Normal(double z)
    {
        var x = Math.Abs(z) / Math.Sqrt(2);
        var t = 1 / (1 + .3275911 * x);
        var tail = t * (.254829592 + t * (-.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.Exp(-x * x) / 2;
        return z >= 0 ? 1 - tail : tail;
    }
}
