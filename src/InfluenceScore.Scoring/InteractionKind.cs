namespace InfluenceScore.Scoring;

/// <summary>How one account acted on another. The numbers are stored: never renumber.</summary>
public enum InteractionKind : byte
{
    Repost = 1,
    Quote = 2,
    Reply = 3,
    Mention = 4,
    Like = 5,
}
