namespace InfluenceScore.Scoring;

/// <summary>The score of one account and what it is made of. Indices and points are 0–100.</summary>
/// <param name="Account">Account number in the <see cref="ScoringInput"/>.</param>
/// <param name="Score">w_T·TrueReachIndex + w_A·AmplificationIndex + w_N·NetworkImpactIndex.</param>
/// <param name="Low">Lower end of the 95% interval.</param>
/// <param name="High">Upper end of the 95% interval.</param>
/// <param name="TrueReach">Genuine people influenced: a head-count.</param>
/// <param name="Amplification">Genuine people acting per post, shrunk (posterior mean).</param>
/// <param name="NetworkImpact">Top-heavy sum of the influence of the people who act.</param>
/// <param name="Authenticity">Probability 0–1 that the account itself is a genuine person or organisation.</param>
/// <param name="Acts">Acts on the account inside the window (raw count, after duplicates and self-acts are gone).</param>
/// <param name="Actors">Distinct accounts that made them (raw count).</param>
/// <param name="Posts">Known posts of the account inside the window (raw count).</param>
public sealed record AccountScore(
    int Account,
    double Score,
    double Low,
    double High,
    double TrueReach,
    double TrueReachIndex,
    double Amplification,
    double AmplificationIndex,
    double NetworkImpact,
    double NetworkImpactIndex,
    double Authenticity,
    int Acts,
    int Actors,
    int Posts);
