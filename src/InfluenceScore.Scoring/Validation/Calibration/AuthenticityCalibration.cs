using InfluenceScore.Scoring.Authenticity;
using InfluenceScore.Scoring.Validation.Metrics;

namespace InfluenceScore.Scoring.Validation.Calibration;

/// <summary>How well the shipped authenticity model tells labelled accounts apart.</summary>
/// <param name="Name">The data set.</param>
/// <param name="Accounts">Labelled accounts.</param>
/// <param name="Auc">Chance that a genuine account gets more than a fake one. In sample where the coefficients were fitted on this set.</param>
/// <param name="Brier">Mean squared error of the probability.</param>
/// <param name="CalibrationError">Mean gap between predicted and observed.</param>
/// <param name="Bins">The reliability plot.</param>
public sealed record AuthenticityCalibration(
    string Name, int Accounts, double Auc, double Brier, double CalibrationError, IReadOnlyList<ReliabilityBin> Bins)
{
    /// <summary>Measures the shipped model with the prior that fits the set (its own share of genuine accounts is the caller's to give).</summary>
    public static AuthenticityCalibration Measure(string name, IReadOnlyList<(ProfileSnapshot Profile, bool Genuine)> labelled, AuthenticityPrior prior)
    {
        var predicted = labelled.Select(l => AuthenticityModel.Estimate(l.Profile, prior).Probability).ToArray();
        var genuine = labelled.Select(l => l.Genuine).ToArray();
        var bins = Probabilities.Reliability(predicted, genuine);
        return new AuthenticityCalibration(name, labelled.Count, Probabilities.Auc(predicted, genuine), Probabilities.Brier(predicted, genuine),
            Probabilities.CalibrationError(bins), bins);
    }
}
