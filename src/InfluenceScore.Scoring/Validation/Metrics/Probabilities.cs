namespace InfluenceScore.Scoring.Validation.Metrics;

/// <summary>One bin of a reliability plot: of the accounts given about this probability, how many were so.</summary>
/// <param name="Low">Lower edge of the bin.</param>
/// <param name="High">Upper edge of the bin.</param>
/// <param name="Predicted">Mean probability in the bin; NaN where it is empty.</param>
/// <param name="Observed">Share of positives in the bin; NaN where it is empty.</param>
/// <param name="Count">Accounts in the bin.</param>
public readonly record struct ReliabilityBin(double Low, double High, double Predicted, double Observed, int Count);

/// <summary>How good probabilities are.</summary>
public static class Probabilities
{
    /// <summary>
    /// Area under the ROC curve: the chance that a positive gets more than a negative, ties half (Mann–Whitney). NaN where one class is empty.
    /// </summary>
    public static double Auc(ReadOnlySpan<double> prediction, ReadOnlySpan<bool> positive)
    {
        var ranks = Ranks.MeanRanks(prediction);
        double sum = 0, positives = 0;
        for (var i = 0; i < ranks.Length; i++)
        {
            if (positive[i])
            {
                sum += ranks[i];
                positives++;
            }
        }

        return (sum - positives * (positives + 1) / 2) / (positives * (ranks.Length - positives));
    }

    /// <summary>Mean squared distance from the truth (Brier 1950): 0 is perfect, 0.25 is what "one half" for everybody earns.</summary>
    public static double Brier(ReadOnlySpan<double> prediction, ReadOnlySpan<bool> positive)
    {
        double sum = 0;
        for (var i = 0; i < prediction.Length; i++)
            sum += Math.Pow(prediction[i] - (positive[i] ? 1 : 0), 2);
        return sum / prediction.Length;
    }

    /// <summary>The reliability plot in equal bins of probability.</summary>
    public static ReliabilityBin[] Reliability(ReadOnlySpan<double> prediction, ReadOnlySpan<bool> positive, int bins = 10)
    {
        var (sums, hits, counts) = (new double[bins], new int[bins], new int[bins]);
        for (var i = 0; i < prediction.Length; i++)
        {
            var bin = Math.Clamp((int)(prediction[i] * bins), 0, bins - 1);
            sums[bin] += prediction[i];
            hits[bin] += positive[i] ? 1 : 0;
            counts[bin]++;
        }

        return [.. Enumerable.Range(0, bins).Select(b =>
            new ReliabilityBin((double)b / bins, (b + 1.0) / bins, sums[b] / counts[b], (double)hits[b] / counts[b], counts[b]))];
    }

    /// <summary>Expected calibration error: the mean gap between predicted and observed over the bins, weighted by their accounts.</summary>
    public static double CalibrationError(ReliabilityBin[] bins)
    {
        double total = bins.Sum(b => b.Count);
        return bins.Where(b => b.Count > 0).Sum(b => b.Count / total * Math.Abs(b.Predicted - b.Observed));
    }
}
