using InfluenceScore.Scoring.Authenticity;

namespace InfluenceScore.Benchmarks.Authenticity;

/// <summary>How smooth a scorecard must be.</summary>
/// <param name="Knots">Knots a curve, at weighted quantiles.</param>
/// <param name="LeastGap">Least distance between two knots, in log10 units: keeps spikes of one collection day out.</param>
/// <param name="Ridge">Pulls each point to 0.</param>
/// <param name="Smooth">Pulls neighbouring slopes, and more weakly neighbouring points, together.</param>
public sealed record FitSettings(int Knots = 7, double LeastGap = 0, double Ridge = 1, double Smooth = 2);

/// <summary>Fits one additive scorecard: hat basis per feature, centred, penalised, Newton.</summary>
public static class ScorecardFit
{
    private const double LowestQuantile = 0.02;
    private const double FirstDifferenceShare = 0.2;

    /// <param name="features">One row an account, <see cref="ProfileFeatures.Count"/> wide, NaN = unknown.</param>
    /// <param name="against">True where the account shows the signature, false where it is genuine.</param>
    /// <param name="used">The features that the scorecard may read.</param>
    public static Scorecard Fit(double[][] features, bool[] against, double[] weights, int[] used, FitSettings settings)
    {
        var knots = used.Select(j => Knots(features, j, weights, settings)).ToArray();
        var width = 1 + knots.Sum(k => k.Length);
        var x = features.Select(_ => new double[width]).ToArray();
        var penalty = new double[width, width];
        // Keeps the intercept's row of the Hessian positive definite; too small to move it.
        penalty[0, 0] = 1e-9;
        foreach (var row in x) row[0] = 1;

        var means = new double[width];
        var column = 1;
        for (var f = 0; f < used.Length; f++)
        {
            FillHats(features, used[f], knots[f], weights, x, column, means);
            AddPenalty(penalty, column, knots[f].Length, settings);
            column += knots[f].Length;
        }

        var b = LogisticFit.Newton(x, [.. against.Select(a => a ? 1.0 : 0.0)], weights, penalty);
        return ToScorecard(b, means, used, knots, features[0].Length);
    }

    private static double[] Knots(double[][] features, int feature, double[] weights, FitSettings settings)
    {
        if (feature is ProfileFeatures.BotWord or ProfileFeatures.DefaultAvatar) return [0, 1];

        var known = Enumerable.Range(0, features.Length).Where(i => !double.IsNaN(features[i][feature]))
            .OrderBy(i => features[i][feature]).ToArray();
        var total = known.Sum(i => weights[i]);
        var knots = new List<double>();
        double below = 0;
        var next = 0;
        foreach (var i in known)
        {
            below += weights[i];
            while (next < settings.Knots && below >= total * Quantile(next, settings.Knots))
            {
                var value = features[i][feature];
                if (knots.Count == 0 || value - knots[^1] > Math.Max(settings.LeastGap, 1e-6)) knots.Add(value);
                next++;
            }
        }

        return [.. knots];
    }

    private static double Quantile(int knot, int knots) => LowestQuantile + (1 - 2 * LowestQuantile) * knot / (knots - 1);

    private static void FillHats(double[][] features, int feature, double[] knots, double[] weights, double[][] x, int column, double[] means)
    {
        double total = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var value = features[i][feature];
            if (double.IsNaN(value)) continue;
            total += weights[i];
            for (var k = 0; k < knots.Length; k++)
            {
                x[i][column + k] = Hat(value, knots, k);
                means[column + k] += weights[i] * x[i][column + k];
            }
        }

        for (var k = 0; k < knots.Length; k++) means[column + k] /= total;
        for (var i = 0; i < x.Length; i++)
        {
            if (double.IsNaN(features[i][feature])) continue;
            for (var k = 0; k < knots.Length; k++) x[i][column + k] -= means[column + k];
        }
    }

    private static double Hat(double value, double[] knots, int k)
    {
        if (value <= knots[0]) return k == 0 ? 1 : 0;
        if (value >= knots[^1]) return k == knots.Length - 1 ? 1 : 0;
        if (k > 0 && value > knots[k - 1] && value <= knots[k]) return (value - knots[k - 1]) / (knots[k] - knots[k - 1]);
        return k < knots.Length - 1 && value >= knots[k] && value < knots[k + 1] ? (knots[k + 1] - value) / (knots[k + 1] - knots[k]) : 0;
    }

    private static void AddPenalty(double[,] penalty, int column, int knots, FitSettings settings)
    {
        // The objective has ½bᵀPb, the penalties are written without the half.
        for (var k = 0; k < knots; k++) penalty[column + k, column + k] += 2 * settings.Ridge;
        for (var k = 0; k + 1 < knots; k++) AddSquare(penalty, column + k, [-1, 1], 2 * settings.Smooth * FirstDifferenceShare);
        for (var k = 0; k + 2 < knots; k++) AddSquare(penalty, column + k, [1, -2, 1], 2 * settings.Smooth);
    }

    private static void AddSquare(double[,] penalty, int at, int[] difference, double scale)
    {
        for (var a = 0; a < difference.Length; a++)
            for (var b = 0; b < difference.Length; b++) penalty[at + a, at + b] += scale * difference[a] * difference[b];
    }

    /// <summary>Takes the centring back: each curve has mean 0 over the known values, as fitted.</summary>
    private static Scorecard ToScorecard(double[] b, double[] means, int[] used, double[][] knots, int featureCount)
    {
        var curves = Enumerable.Repeat(HatCurve.None, featureCount).ToArray();
        var column = 1;
        for (var f = 0; f < used.Length; f++)
        {
            var points = b[column..(column + knots[f].Length)];
            double centre = 0;
            for (var k = 0; k < points.Length; k++) centre += points[k] * means[column + k];
            curves[used[f]] = new(knots[f], [.. points.Select(p => p - centre)]);
            column += points.Length;
        }

        return new(b[0], curves);
    }
}
