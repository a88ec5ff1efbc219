using InfluenceScore.Scoring.Validation.Calibration;
using InfluenceScore.Scoring.Validation.Gaming;
using InfluenceScore.Scoring.Validation.Patterns;
using InfluenceScore.Scoring.Validation.Prediction;

namespace InfluenceScore.Scoring.Validation.Report;

/// <summary>Everything that was measured, as it goes into the JSON, the Markdown and the method page.</summary>
public sealed record ValidationReport
{
    /// <summary>Version of the score model that was measured.</summary>
    public required string Model { get; init; }

    /// <summary>Seeds of the simulated worlds.</summary>
    public required IReadOnlyList<ulong> Seeds { get; init; }

    /// <summary>Prediction on imported data; empty where none was given.</summary>
    public IReadOnlyList<PredictionTable> Predictions { get; init; } = [];

    /// <summary>R² of the score on ln(1 + followers) in the imported data; null where no followers are known.</summary>
    public double? FollowerShare { get; init; }

    /// <summary>Agreement with true influence, one row a world.</summary>
    public required IReadOnlyList<WorldPrediction> Worlds { get; init; }

    public required IReadOnlyList<GamingRow> Gaming { get; init; }

    public required IReadOnlyList<IntervalCoverage> Intervals { get; init; }

    /// <summary>Authenticity on labelled data; empty where none was given.</summary>
    public IReadOnlyList<AuthenticityCalibration> Authenticity { get; init; } = [];

    /// <summary>Churners told from fair accounts, one report a seed.</summary>
    public IReadOnlyList<ChurnReport> Churn { get; init; } = [];

    /// <summary>Other patterns, where they were played and where nothing was.</summary>
    public IReadOnlyList<PatternRow> Patterns { get; init; } = [];

    /// <summary>What each piece buys and costs; empty where it was not asked for.</summary>
    public IReadOnlyList<AblationRow> Ablation { get; init; } = [];
}
