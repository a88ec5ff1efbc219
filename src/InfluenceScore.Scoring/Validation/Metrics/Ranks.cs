namespace InfluenceScore.Scoring.Validation.Metrics;

/// <summary>How well one order of accounts agrees with another.</summary>
public static class Ranks
{
    /// <summary>
    /// Spearman's ρ: Pearson's correlation of the ranks, ties sharing their mean rank. −1 to 1; NaN where one side is constant or
    /// there are fewer than two pairs. O(n log n).
    /// </summary>
    public static double Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Pearson(MeanRanks(x), MeanRanks(y));

    /// <summary>Pearson's correlation; NaN where one side is constant or there are fewer than two pairs.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"{x.Length} values cannot be compared with {y.Length}.", nameof(y));
        double meanX = 0, meanY = 0;
        for (var i = 0; i < x.Length; i++)
        {
            meanX += x[i] / x.Length;
            meanY += y[i] / x.Length;
        }

        double xy = 0, xx = 0, yy = 0;
        for (var i = 0; i < x.Length; i++)
        {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }

        return xy / Math.Sqrt(xx * yy);
    }

    /// <summary>Share of the variance of y that a straight line in x explains: Pearson's r².</summary>
    public static double RSquared(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Math.Pow(Pearson(x, y), 2);

    /// <summary>
    /// NDCG@k with logarithmic gains: Σ ln(1+truth)/log2(1+rank) over the k best by prediction, over the same sum in the best possible order
    /// (Järvelin and Kekäläinen 2002). 0 to 1; NaN where no truth is positive. Equal predictions share the mean truth of their group,
    /// so that no accidental order among ties flatters or hurts.
    /// </summary>
    public static double Ndcg(ReadOnlySpan<double> prediction, ReadOnlySpan<double> truth, int k)
    {
        var predicted = prediction.ToArray();
        var gains = new double[truth.Length];
        for (var i = 0; i < gains.Length; i++)
            gains[i] = Math.Log(1 + truth[i]);
        var ideal = (double[])gains.Clone();
        Array.Sort(predicted, gains);
        Array.Reverse(predicted);
        Array.Reverse(gains);
        Array.Sort(ideal);
        Array.Reverse(ideal);
        double found = 0, best = 0;
        for (var i = 0; i < Math.Min(k, ideal.Length); i++)
            best += ideal[i] / Math.Log2(i + 2);
        for (int start = 0, next; start < Math.Min(k, gains.Length); start = next)
        {
            double sum = 0;
            for (next = start; next < gains.Length && predicted[next] == predicted[start]; next++)
                sum += gains[next];
            for (var i = start; i < Math.Min(k, next); i++)
                found += sum / (next - start) / Math.Log2(i + 2);
        }

        return found / best;
    }

    /// <summary>Ranks from 1, ties sharing the mean of theirs.</summary>
    public static double[] MeanRanks(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        var order = new int[sorted.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(sorted, order);
        var ranks = new double[order.Length];
        for (int start = 0, next; start < order.Length; start = next)
        {
            for (next = start + 1; next < order.Length && sorted[next] == sorted[start]; next++)
            {
            }

            for (var i = start; i < next; i++)
                ranks[order[i]] = (start + next + 1) / 2.0;
        }

        return ranks;
    }
}
