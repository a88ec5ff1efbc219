namespace InfluenceScore.Scoring.Explanations;

/// <summary>
/// One score with every input it was made of, so that anybody can work it through with plain arithmetic and get the same number (docs/scoring.md has the
/// formulas; a test does it, to 1e-9). Nothing here is rounded.
/// </summary>
/// <param name="Score">The result: parts, indices and the score.</param>
/// <param name="Options">As-of, half-life, window and model.</param>
/// <param name="Posts">Posts of the account that still weigh something, newest first.</param>
/// <param name="People">Everybody whose acts still weigh something, who adds most to True Reach first.</param>
/// <param name="PostWeight">Π: the sum of the weights of the posts.</param>
/// <param name="Reach">Proven heads P, unproven heads U and what they make.</param>
/// <param name="PerPost">The same per post, before the prior.</param>
/// <param name="Prior">People per post that everybody starts with: α ÷ (Π + β).</param>
public sealed record WorkedExample(
    AccountScore Score, ScoringOptions Options, IReadOnlyList<WorkedPost> Posts, IReadOnlyList<WorkedPerson> People,
    double PostWeight, WorkedHeads Reach, WorkedHeads PerPost, double Prior);

/// <summary>Proven and unproven heads and their sum with the crowd bound: P + B · ln(1 + U/B).</summary>
/// <param name="Proven">P.</param>
/// <param name="Unproven">U, before the bound.</param>
/// <param name="Bound">B = ρ · (P + start).</param>
/// <param name="Heads">P + B · ln(1 + U/B).</param>
public readonly record struct WorkedHeads(double Proven, double Unproven, double Bound, double Heads);

/// <summary>A post of the account.</summary>
/// <param name="Post">Number in the <see cref="ScoringInput"/>.</param>
/// <param name="Age">Days on the account's own clock.</param>
/// <param name="SameDay">Posts of the account on that UTC day, itself included.</param>
/// <param name="Weight">Decay of the age times log₂(1 + n) ÷ n.</param>
public readonly record struct WorkedPost(int Post, long Time, double Age, int SameDay, double Weight);

/// <summary>An act that still weighs something.</summary>
/// <param name="Post">The account's own post that was acted on (number in the input), −1 where none is known.</param>
/// <param name="Age">Days on the account's own clock.</param>
/// <param name="Weight">Decay of the age, 0–1.</param>
/// <param name="IsQuick">Within minutes of the post: counts nothing for unproven accounts.</param>
public readonly record struct WorkedAct(InteractionKind Kind, long Time, int Post, double Age, double Weight, bool IsQuick);

/// <summary>One person who acts on the account, with every factor.</summary>
/// <param name="Account">Account number.</param>
/// <param name="Selectivity">s: factor 0–1 on mentions that nobody asked for.</param>
/// <param name="Evidence">a: what the acts show, 0–1.</param>
/// <param name="SlowEvidence">The same without instant reactions.</param>
/// <param name="Authenticity">q: probability that it is a genuine person.</param>
/// <param name="Witnesses">R: genuine people who act on this person, the account itself left out.</param>
/// <param name="Proof">σ = R ÷ (R + r₀).</param>
/// <param name="OddsFactor">f: factor on the odds of being a person, by the breadth of a life of its own.</param>
/// <param name="UnprovenProbability">q_u = b·f ÷ (b·f + 1 − b), b = min(q, ceiling).</param>
/// <param name="ResponseRate">r: share of this person's posts that the account answers.</param>
/// <param name="Independence">d: 1 − smoothstep of r.</param>
/// <param name="Exposure">x: weight of the distinct posts acted on, and of acts without a known post.</param>
/// <param name="SlowExposure">The same without instant reactions.</param>
/// <param name="Share">h: share of the posts, capped.</param>
/// <param name="Influence">I: the person's own influence, 0–1.</param>
public sealed record WorkedPerson(
    int Account, IReadOnlyList<WorkedAct> Acts, double Selectivity, double Evidence, double SlowEvidence, double Authenticity, double Witnesses, double Proof,
    double OddsFactor, double UnprovenProbability, double ResponseRate, double Independence, double Exposure, double SlowExposure, double Share, double SlowShare, double Influence)
{
    /// <summary>What the person adds to P: q·σ·d·a.</summary>
    public double ProvenHeads => Authenticity * Proof * Independence * Evidence;

    /// <summary>What the person adds to U: q_u·(1−σ)·d·a_slow.</summary>
    public double UnprovenHeads => UnprovenProbability * (1 - Proof) * Independence * SlowEvidence;

    /// <summary>What the person adds to P of Amplification: q·σ·d·h.</summary>
    public double ProvenPerPost => Authenticity * Proof * Independence * Share;

    /// <summary>What the person adds to U of Amplification: q_u·(1−σ)·d·h_slow.</summary>
    public double UnprovenPerPost => UnprovenProbability * (1 - Proof) * Independence * SlowShare;

    /// <summary>What the person adds to the sum of squares of Network Impact: (q·σ·d·a·I)².</summary>
    public double ImpactSquare => Math.Pow(ProvenHeads * Influence, 2);
}
