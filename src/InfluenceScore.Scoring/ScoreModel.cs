namespace InfluenceScore.Scoring;

/// <summary>The versioned table of weights and anchors. A change of any number here is a new version.</summary>
public sealed record ScoreModel
{
    /// <summary>The version that new scores are made with.</summary>
    public static ScoreModel Current { get; } = new();

    /// <summary>Stored with every score.</summary>
    public string Version { get; init; } = "1.0";
}
