namespace InfluenceScore.Data.Entities;

/// <summary>
/// What one person adds to an account's score, in points of each part. Kept for the newest run of each choice of options only, and only for the people who add most;
/// the full ledger is made on demand.
/// </summary>
public sealed class PersonContribution
{
    public int ScoreRunId { get; set; }
    public int AccountId { get; set; }
    public int ActorId { get; set; }
    public int Acts { get; set; }
    public double ReachPoints { get; set; }
    public double AmplificationPoints { get; set; }
    public double ImpactPoints { get; set; }

    /// <summary>Probability 0–1 that the actor is a genuine person or organisation.</summary>
    public double Authenticity { get; set; }
}

/// <summary>What one post adds to its author's score, in points of each part. <see cref="Facts.NoPost"/> gathers the acts that answer no known post.</summary>
public sealed class PostContribution
{
    public int ScoreRunId { get; set; }
    public int AccountId { get; set; }
    public int PostId { get; set; }

    /// <summary>Distinct accounts that acted on it inside the window.</summary>
    public int Actors { get; set; }

    public double ReachPoints { get; set; }
    public double AmplificationPoints { get; set; }
    public double ImpactPoints { get; set; }
}
