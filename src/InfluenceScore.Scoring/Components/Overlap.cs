namespace InfluenceScore.Scoring.Components;

/// <summary>
/// Adds quantities that partly stand for the same people: the largest counts in full, each smaller one with one factor more,
/// x₁ + κ·x₂ + κ²·x₃ + …, x₁ ≥ x₂ ≥ …. Falling weights on sorted values make it symmetric, continuous where two values swap rank, non-decreasing in every
/// value, and never below the largest; zeros change nothing (an ordered weighted average without the average: Yager 1988). At most x₁ / (1 − κ), however many.
/// </summary>
internal static class Overlap
{
    /// <param name="values">Each finite and ≥ 0, in any order.</param>
    /// <param name="kept">κ, 0–1: 0 = the largest alone, 1 = the plain sum.</param>
    public static double Sum(double[] values, double kept)
    {
        double sum = 0, factor = 1;
        foreach (var value in values.OrderDescending())
        {
            sum += factor * value;
            factor *= kept;
        }

        return sum;
    }

    /// <summary>
    /// What of the sum belongs to each value: what several have in common goes to them in equal parts (the Shapley value of the sum), so that shares are
    /// symmetric and continuous too. Below a level t, m values reach it and 1 + κ + … + κ^(m−1) of the sum is theirs, an m-th each.
    /// </summary>
    /// <returns>One share a value, ≥ 0; they add up to <see cref="Sum"/> but for rounding.</returns>
    public static double[] Shares(double[] values, double kept)
    {
        var order = Order(values);
        var counted = new double[values.Length];
        double factor = 1, sum = 0;
        for (var rank = 0; rank < order.Length; rank++, factor *= kept) counted[rank] = sum += factor;

        var shares = new double[values.Length];
        var fromBelow = 0.0;
        for (var rank = order.Length - 1; rank >= 0; rank--)
        {
            var next = rank + 1 < order.Length ? values[order[rank + 1]] : 0;
            fromBelow += (values[order[rank]] - next) * counted[rank] / (rank + 1);
            shares[order[rank]] = fromBelow;
        }

        return shares;
    }

    /// <summary>Derivative of <see cref="Sum"/> by each value; equal values get the mean of what their ranks get.</summary>
    public static double[] Slopes(double[] values, double kept)
    {
        var order = Order(values);
        var slopes = new double[values.Length];
        var factor = 1.0;
        for (int first = 0, end; first < order.Length; first = end)
        {
            var sum = 0.0;
            for (end = first; end < order.Length && values[order[end]] == values[order[first]]; end++, factor *= kept) sum += factor;
            for (var rank = first; rank < end; rank++) slopes[order[rank]] = sum / (end - first);
        }

        return slopes;
    }

    private static int[] Order(double[] values) => [.. Enumerable.Range(0, values.Length).OrderByDescending(i => values[i])];
}
