namespace InfluenceScore.Web.Pages.Method;

/// <summary>
/// What `validate` measured for the current model, as docs/scoring.md states it: a claim and its figures. A test holds the two against each other.
/// </summary>
public sealed record Measured(string Claim, string Figures)
{
    public static IReadOnlyList<Measured> All { get; } =
    [
        new("predicts (Higgs, next 24 h)", "2012-07-03T12:00Z: ρ 0.527, NDCG@100 0.837; 2012-07-04T00:00Z: 0.461, 0.827; no baseline ahead beyond the interval"),
        new("agrees with true influence (three simulated worlds)", "ρ 0.924–0.934; followers alone 0.805–0.833, an oracle 0.946–0.949"),
        new("resists (mean gain in points)",
            "bought followers 0.00, 150 young bots 0.00, 150 aged bots 0.00, the same with waits of hours 3.3, the same that like each other 3.3, pod of 12 −0.02, at half response 1.2, superfan 0.4, silent month costs 0.2"),
        new("is calibrated (95% intervals)", "two disjoint windows 97.1%, repeated histories 96.5%"),
        new("known to pay", "camouflaged patient farms: 7 to 8 points"),
    ];
}
