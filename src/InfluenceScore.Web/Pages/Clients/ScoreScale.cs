namespace InfluenceScore.Web.Pages.Clients;

/// <summary>A score on its scale of 0–100, with interval and the points of its three parts.</summary>
public sealed record ScoreScale(double Value, double Low, double High, double Reach, double Amplification, double Impact)
{
    public string Spoken => $"Score {Words.Points(Value)} on a scale of 0 to 100, 95% interval {Words.Points(Low)} to {Words.Points(High)}: {Words.Points(Reach)} points from True Reach, {Words.Points(Amplification)} from Amplification, {Words.Points(Impact)} from Network Impact.";
}
