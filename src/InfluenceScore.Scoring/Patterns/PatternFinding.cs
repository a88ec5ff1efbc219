namespace InfluenceScore.Scoring.Patterns;

/// <summary>Kinds of grey-hat patterns. The numbers are stored: never renumber.</summary>
public enum PatternKind : byte
{
    FollowChurn = 1,
    BoughtFollowers = 2,
    BoughtEngagement = 3,
    Ring = 4,
    ReplySpam = 5,
    InducedFollowers = 6,
}

/// <summary>A pattern that was seen in the acts on (or the followers of) one account: when, who, how sure. What was seen, never why or by whose will.</summary>
/// <param name="First">Unix milliseconds.</param>
/// <param name="Last">Unix milliseconds.</param>
/// <param name="Confidence">0–1, at most <see cref="MostConfidence"/>.</param>
/// <param name="People">Account numbers that take part, in the order of the store.</param>
/// <param name="Numbers">Figures by name, see the constants of each detector.</param>
public sealed record PatternFinding(
    PatternKind Kind, int Account, long First, long Last, double Confidence, IReadOnlyList<int> People, IReadOnlyDictionary<string, double> Numbers)
{
    /// <summary>No finding from acts or followers is called surer: fewer fair accounts were tried than for follow churn.</summary>
    public const double MostConfidence = 0.99;

    /// <summary>Confidence after so many signs, each of which a fair account shows by chance with the given probability.</summary>
    internal static double Sure(double chance, double signs) => Math.Clamp(1 - Math.Pow(chance, signs), 0, MostConfidence);
}
