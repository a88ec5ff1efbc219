namespace InfluenceScore.Scoring.Explanations;

/// <summary>
/// Splits the change of a product over its factors without residual (LMDI-I): Δx = Σ L(x1, x0)·ln(f1/f0), L the logarithmic mean.
/// Symmetric in time, independent of the order of factors. References: Ang 2004, Energy Policy 32(9); Ang and Liu 2007 for the zeros.
/// </summary>
internal static class LogarithmicMean
{
    /// <summary>L(a, b) = (a − b) / ln(a/b), L(a, a) = a. Both positive.</summary>
    public static double Of(double a, double b)
    {
        var x = (a - b) / b;
        return x == 0 ? a : (a - b) / Log(a, b, x);
    }

    /// <summary>ln(a/b), accurate near 1; what is left of b may be so little that the difference is all of it.</summary>
    /// <param name="x">(a − b) / b.</param>
    private static double Log(double a, double b, double x) => x > -1 ? AccurateFunctions.Log1p(x) : Math.Log(a / b);

    /// <summary>What each factor adds to product(after) − product(before); the sum is exact. Factors are ≥ 0.</summary>
    /// <remarks>Where one product is 0 the change belongs to the factors that were 0 there, in equal parts: the limit for zeros that vanish alike.</remarks>
    public static void Split(ReadOnlySpan<double> before, ReadOnlySpan<double> after, Span<double> parts)
    {
        double product0 = 1, product1 = 1;
        for (var i = 0; i < parts.Length; i++)
        {
            product0 *= before[i];
            product1 *= after[i];
        }

        parts.Clear();
        if (product0 > 0 && product1 > 0) SplitPositive(before, after, product0, product1, parts);
        else if (product0 > 0) SplitZero(after, -product0, parts);
        else if (product1 > 0) SplitZero(before, product1, parts);
    }

    private static void SplitPositive(ReadOnlySpan<double> before, ReadOnlySpan<double> after, double product0, double product1, Span<double> parts)
    {
        var mean = Of(product1, product0);
        var largest = 0;
        var sum = 0.0;
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = mean * Log(after[i], before[i], (after[i] - before[i]) / before[i]);
            sum += parts[i];
            if (Math.Abs(parts[i]) > Math.Abs(parts[largest])) largest = i;
        }

        // Rounding only (1e-16 relative): the largest cause carries it, so that nothing is left over.
        parts[largest] += product1 - product0 - sum;
    }

    private static void SplitZero(ReadOnlySpan<double> where, double change, Span<double> parts)
    {
        var zeros = 0;
        foreach (var factor in where)
        {
            if (factor == 0) zeros++;
        }

        // A product of positive factors can still round to zero; then the smallest stands for the zero.
        if (zeros == 0)
        {
            var smallest = 0;
            for (var i = 1; i < where.Length; i++)
            {
                if (where[i] < where[smallest]) smallest = i;
            }

            parts[smallest] = change;
            return;
        }

        for (var i = 0; i < parts.Length; i++)
        {
            if (where[i] == 0) parts[i] = change / zeros;
        }
    }
}
