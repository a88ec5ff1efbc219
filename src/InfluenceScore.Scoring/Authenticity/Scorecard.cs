namespace InfluenceScore.Scoring.Authenticity;

/// <summary>
/// A piecewise linear curve: points between knots, flat outside them. An unknown value (NaN) and a curve without knots give 0.
/// </summary>
/// <param name="Knots">Feature values, strictly increasing.</param>
/// <param name="Points">Log-odds at each knot; positive speaks against a genuine account.</param>
public sealed record HatCurve(double[] Knots, double[] Points)
{
    /// <summary>The curve of a feature that a scorecard does not read.</summary>
    public static HatCurve None { get; } = new([], []);

    public double At(double value)
    {
        if (Knots.Length == 0 || double.IsNaN(value)) return 0;
        if (value <= Knots[0]) return Points[0];
        for (var i = 1; i < Knots.Length; i++)
        {
            if (value >= Knots[i]) continue;
            var share = (value - Knots[i - 1]) / (Knots[i] - Knots[i - 1]);
            return Points[i - 1] + share * (Points[i] - Points[i - 1]);
        }

        return Points[^1];
    }
}

/// <summary>An additive log-odds model of one signature (bought follower, bot) against genuine accounts.</summary>
/// <param name="Intercept">Log-odds of an average profile under the prior of the fit.</param>
/// <param name="Curves">One a feature, in the order of <see cref="ProfileFeatures"/>.</param>
public sealed record Scorecard(double Intercept, HatCurve[] Curves)
{
    public double LogOdds(ReadOnlySpan<double> features)
    {
        var sum = Intercept;
        for (var j = 0; j < Curves.Length; j++) sum += Curves[j].At(features[j]);
        return sum;
    }
}

/// <summary>The two scorecards of one tier.</summary>
public sealed record TierScorecards(Scorecard Bought, Scorecard Bot)
{
    /// <summary>Probability of a genuine account under the prior of the fit.</summary>
    public double Probability(ReadOnlySpan<double> features) =>
        1 / (1 + Math.Exp(Bought.LogOdds(features)) + Math.Exp(Bot.LogOdds(features)));
}
