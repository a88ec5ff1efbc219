namespace InfluenceScore.Scoring.Explanations;

/// <summary>Is one score really above another?</summary>
public static class Certainty
{
    /// <summary>Probability 0–1 that A's score is above B's, the two intervals taken as independent normal errors. Equal and certain scores give ½.</summary>
    public static double ProbabilityAbove(AccountScore a, AccountScore b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return ProbabilityAbove(a.Score, a.Low, a.High, b.Score, b.Low, b.High);
    }

    /// <inheritdoc cref="ProbabilityAbove(AccountScore, AccountScore)"/>
    /// <param name="lowA">Ends of the 95% interval of A.</param>
    public static double ProbabilityAbove(double a, double lowA, double highA, double b, double lowB, double highB)
    {
        double errorA = Deviation(a, lowA, highA), errorB = Deviation(b, lowB, highB);
        var error = Math.Sqrt(errorA * errorA + errorB * errorB);
        if (error == 0) return a == b ? .5 : a > b ? 1 : 0;
        return Normal((a - b) / error);
    }

    /// <summary>Intervals are cut at 0 and 100, so the longer side tells the error.</summary>
    private static double Deviation(double score, double low, double high) => Math.Max(score - low, high - score) / ScoreModel.Current.IntervalDeviations;

    /// <summary>Normal distribution function, absolute error below 1e-7 (Abramowitz and Stegun 1964, 26.2.17).</summary>
    private static double Normal(double z)
    {
        var t = 1 / (1 + .2316419 * Math.Abs(z));
        var tail = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI)
            * t * (.319381530 + t * (-.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z >= 0 ? 1 - tail : tail;
    }
}
