namespace InfluenceScore.Benchmarks.Authenticity;

/// <summary>Quality of probabilities against yes/no truth, with a weight for each case (1 where none are given).</summary>
public static class Metrics
{
    /// <summary>Area under the ROC curve: the chance that a random positive is above a random negative; ties count half. 0–1.</summary>
    public static double Auc(IReadOnlyList<double> p, IReadOnlyList<bool> positive, IReadOnlyList<double>? weights = null)
    {
        var order = Enumerable.Range(0, p.Count).OrderBy(i => p[i]).ToArray();
        double below = 0, area = 0, positives = 0;
        for (var i = 0; i < order.Length;)
        {
            double tiedPositive = 0, tiedNegative = 0;
            var value = p[order[i]];
            for (; i < order.Length && p[order[i]] == value; i++)
            {
                var w = weights?[order[i]] ?? 1;
                if (positive[order[i]]) tiedPositive += w;
                else tiedNegative += w;
            }

            area += tiedPositive * (below + tiedNegative / 2);
            below += tiedNegative;
            positives += tiedPositive;
        }

        return area / (positives * below);
    }

    /// <summary>Mean squared error of the probability. 0 is perfect, 0.25 is always saying one half.</summary>
    public static double Brier(IReadOnlyList<double> p, IReadOnlyList<bool> positive, IReadOnlyList<double>? weights = null)
    {
        double sum = 0, total = 0;
        for (var i = 0; i < p.Count; i++)
        {
            var w = weights?[i] ?? 1;
            var error = p[i] - (positive[i] ? 1 : 0);
            sum += w * error * error;
            total += w;
        }

        return sum / total;
    }

    /// <summary>Ten equal bins of probability: weight, mean probability, share of positives. Empty bins are left out.</summary>
    public static List<(double Weight, double Said, double True)> Reliability(
        IReadOnlyList<double> p, IReadOnlyList<bool> positive, IReadOnlyList<double>? weights = null)
    {
        var bins = new (double Weight, double Said, double True)[10];
        for (var i = 0; i < p.Count; i++)
        {
            var w = weights?[i] ?? 1;
            ref var bin = ref bins[Math.Min(9, (int)(p[i] * 10))];
            bin = (bin.Weight + w, bin.Said + w * p[i], bin.True + (positive[i] ? w : 0));
        }

        return [.. bins.Where(b => b.Weight > 0).Select(b => (b.Weight, b.Said / b.Weight, b.True / b.Weight))];
    }

    /// <summary>Expected calibration error: mean distance between what was said and what was true over the ten bins.</summary>
    public static double Ece(IReadOnlyList<double> p, IReadOnlyList<bool> positive, IReadOnlyList<double>? weights = null)
    {
        var bins = Reliability(p, positive, weights);
        return bins.Sum(b => b.Weight * Math.Abs(b.Said - b.True)) / bins.Sum(b => b.Weight);
    }

    /// <summary>Logistic recalibration truth ~ a + b·logit(p) (Cox 1958). b = 1 and a = 0 are ideal; b &gt; 1: too timid, b &lt; 1: too bold.</summary>
    public static (double Intercept, double Slope) Recalibration(
        IReadOnlyList<double> p, IReadOnlyList<bool> positive, IReadOnlyList<double>? weights = null)
    {
        var x = p.Select(v => new[] { 1, Math.Log(v / (1 - v)) }).ToArray();
        var y = positive.Select(v => v ? 1.0 : 0.0).ToArray();
        var w = weights?.ToArray() ?? [.. Enumerable.Repeat(1.0, p.Count)];
        var penalty = new double[2, 2];
        penalty[0, 0] = penalty[1, 1] = 1e-9;
        var b = LogisticFit.Newton(x, y, w, penalty);
        return (b[0], b[1]);
    }
}
