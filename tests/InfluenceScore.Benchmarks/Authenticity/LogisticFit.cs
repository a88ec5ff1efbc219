namespace InfluenceScore.Benchmarks.Authenticity;

/// <summary>Penalised weighted logistic regression.</summary>
public static class LogisticFit
{
    private const int MostSteps = 60;
    private const double GradientTolerance = 1e-8;

    /// <summary>
    /// Minimises Σ wᵢ·logloss(yᵢ, xᵢ·b) + ½ bᵀPb by Newton's method with step halving. The problem is convex; with P positive definite
    /// on the directions that the data do not fix, the answer is unique.
    /// </summary>
    public static double[] Newton(double[][] x, double[] y, double[] weights, double[,] penalty)
    {
        var d = x[0].Length;
        var b = new double[d];
        var loss = Loss(x, y, weights, penalty, b);
        for (var step = 0; step < MostSteps; step++)
        {
            var (gradient, hessian) = Derivatives(x, y, weights, penalty, b);
            if (gradient.Max(Math.Abs) < GradientTolerance) break;

            var direction = SolvePositiveDefinite(hessian, gradient);
            var size = 1.0;
            while (true)
            {
                var candidate = new double[d];
                for (var j = 0; j < d; j++) candidate[j] = b[j] - size * direction[j];
                var candidateLoss = Loss(x, y, weights, penalty, candidate);
                if (candidateLoss <= loss || size < 1e-10)
                {
                    (b, loss) = (candidate, candidateLoss);
                    break;
                }

                size /= 2;
            }
        }

        return b;
    }

    private static double Loss(double[][] x, double[] y, double[] weights, double[,] penalty, double[] b)
    {
        double sum = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var z = Dot(x[i], b);
            // ln(1+e^z) − y·z without overflow.
            sum += weights[i] * (Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))) - y[i] * z);
        }

        for (var j = 0; j < b.Length; j++)
            for (var k = 0; k < b.Length; k++) sum += 0.5 * b[j] * penalty[j, k] * b[k];
        return sum;
    }

    private static (double[] Gradient, double[,] Hessian) Derivatives(double[][] x, double[] y, double[] weights, double[,] penalty, double[] b)
    {
        var d = b.Length;
        var gradient = new double[d];
        var hessian = (double[,])penalty.Clone();
        for (var j = 0; j < d; j++)
            for (var k = 0; k < d; k++) gradient[j] += penalty[j, k] * b[k];

        for (var i = 0; i < x.Length; i++)
        {
            var row = x[i];
            var p = 1 / (1 + Math.Exp(-Dot(row, b)));
            var residual = weights[i] * (p - y[i]);
            var curvature = weights[i] * p * (1 - p);
            for (var j = 0; j < d; j++)
            {
                if (row[j] == 0) continue;
                gradient[j] += residual * row[j];
                var scaled = curvature * row[j];
                for (var k = 0; k <= j; k++) hessian[j, k] += scaled * row[k];
            }
        }

        return (gradient, hessian);
    }

    /// <summary>Cholesky on the lower triangle.</summary>
    private static double[] SolvePositiveDefinite(double[,] a, double[] right)
    {
        var d = right.Length;
        var l = new double[d, d];
        for (var j = 0; j < d; j++)
        {
            for (var i = j; i < d; i++)
            {
                var sum = a[i, j];
                for (var k = 0; k < j; k++) sum -= l[i, k] * l[j, k];
                l[i, j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / l[j, j];
            }
        }

        var z = (double[])right.Clone();
        for (var i = 0; i < d; i++)
        {
            for (var k = 0; k < i; k++) z[i] -= l[i, k] * z[k];
            z[i] /= l[i, i];
        }

        for (var i = d - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < d; k++) z[i] -= l[k, i] * z[k];
            z[i] /= l[i, i];
        }

        return z;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (var j = 0; j < a.Length; j++) sum += a[j] * b[j];
        return sum;
    }
}
