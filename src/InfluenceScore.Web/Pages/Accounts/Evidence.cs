using InfluenceScore.Data.Entities;

namespace InfluenceScore.Web.Pages.Accounts;

/// <summary>Numbers of a score in words that a person could say aloud.</summary>
public static class Evidence
{
    /// <summary>Width of the 95% interval, in points, up to which evidence is called strong, and fair.</summary>
    private const double StrongWidth = 6, FairWidth = 14;

    /// <summary>"strong", "fair" or "thin": how far the score may be off.</summary>
    public static string Label(Score score) => (score.High - score.Low) switch
    {
        <= StrongWidth when score.Actors > 0 => "strong",
        <= FairWidth when score.Actors > 0 => "fair",
        _ => "thin",
    };

    /// <summary>Who acts on the account, by the Network Impact index (0–100).</summary>
    public static string Influence(double index) => index switch
    {
        < 5 => "hardly anybody whose own reach is known",
        < 25 => "people with a small audience of their own",
        < 45 => "people with some influence",
        < 65 => "unusually influential people",
        _ => "some of the most influential people",
    };
}
