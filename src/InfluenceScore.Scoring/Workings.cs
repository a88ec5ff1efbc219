using InfluenceScore.Scoring.Authenticity;
using InfluenceScore.Scoring.Components;
using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring;

/// <summary>The intermediate arrays of one scoring, kept so that every score can be taken apart later. Accounts are ranks, see <see cref="AccountOrder"/>.</summary>
internal sealed record Workings(
    ScoringInput Input,
    ScoringOptions Options,
    AccountOrder Order,
    PostTable Posts,
    ActTable Acts,
    PairEvidence Evidence,
    double[] Authenticity,
    ProofOfLife Proof,
    Independence Independence,
    TrueReach Reach,
    Amplification Amplification,
    NetworkImpact Network)
{
    /// <summary>Account (rank) → what its profile tells.</summary>
    public required AuthenticityEstimate[] Estimates { get; init; }

    public ScoreModel Model => Options.Model;

    public double ReachIndex(int account) => LogIndex.Of(Reach.People[account], Model.TrueReachAnchor);

    public double AmplificationIndex(int account) => LogIndex.Of(Amplification.PerPost[account], Model.AmplificationAnchor);

    public double NetworkIndex(int account) => LogIndex.Of(Network.Impact[account], Model.NetworkImpactAnchor);
}
