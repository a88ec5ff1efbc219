namespace InfluenceScore.Data.Entities;

/// <summary>The stored score of one account in one run: see <see cref="Scoring.AccountScore"/> for meanings and units.</summary>
public sealed class Score
{
    public int AccountId { get; set; }
    public int ScoreRunId { get; set; }
    public double Value { get; set; }
    public double Low { get; set; }
    public double High { get; set; }
    public double TrueReach { get; set; }
    public double TrueReachIndex { get; set; }
    public double Amplification { get; set; }
    public double AmplificationIndex { get; set; }
    public double NetworkImpactIndex { get; set; }
    public double Authenticity { get; set; }
    public int Acts { get; set; }
    public int Actors { get; set; }
    public int Posts { get; set; }
}
