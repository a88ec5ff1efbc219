namespace InfluenceScore.Scoring;

/// <summary>
/// e^x − 1 and ln(1+x) without loss of digits near 0. The framework's own ExpM1 and LogP1 are the naive forms.
/// Kahan's correction: the rounding of 1+x appears in numerator and denominator and cancels (Higham 2002, "Accuracy and Stability", §1.14.1).
/// </summary>
internal static class AccurateFunctions
{
    /// <summary>e^x − 1, any finite x.</summary>
    public static double Expm1(double x)
    {
        if (Math.Abs(x) > 1) return Math.Exp(x) - 1;
        var u = Math.Exp(x);
        if (u == 1) return x;
        return (u - 1) * x / Math.Log(u);
    }

    /// <summary>ln(1 + x), x &gt; −1.</summary>
    public static double Log1p(double x)
    {
        if (x > 1) return Math.Log(1 + x);
        var u = 1 + x;
        if (u == 1) return x;
        return Math.Log(u) * x / (u - 1);
    }
}
