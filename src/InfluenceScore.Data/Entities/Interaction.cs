using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Entities;

/// <summary>One account acted on another. All five columns together are its identity, and the order the table lies in.</summary>
public sealed class Interaction
{
    public int TargetId { get; set; }
    public int ActorId { get; set; }
    public InteractionKind Kind { get; set; }

    /// <summary>The post that was acted on, <see cref="Facts.NoPost"/> where unknown.</summary>
    public int PostId { get; set; }

    public DateTime At { get; set; }
}
