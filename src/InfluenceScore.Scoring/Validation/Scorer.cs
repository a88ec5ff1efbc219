namespace InfluenceScore.Scoring.Validation;

/// <summary>Scores of all accounts (0 where none) from the evidence before a moment. A delegate, because ablations are scorers too.</summary>
public delegate double[] Scorer(ScoringInput input, long asOf);
