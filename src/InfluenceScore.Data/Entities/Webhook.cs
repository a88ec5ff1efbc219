namespace InfluenceScore.Data.Entities;

/// <summary>An address of somebody's own that is told of events.</summary>
public sealed class Webhook
{
    public const int MaxUrl = 1_000;

    /// <summary>Webhooks of one person, at most.</summary>
    public const int MostOfOne = 10;

    public int Id { get; set; }
    public int UserId { get; set; }
    public required string Url { get; set; }
    public WebhookEvents Events { get; set; }

    /// <summary>The signing secret, encrypted with Data Protection.</summary>
    public required string ProtectedSecret { get; set; }

    public DateTime CreatedAt { get; set; }

    /// <summary>Since when every delivery has failed; null while they arrive.</summary>
    public DateTime? FailingSince { get; set; }

    /// <summary>Set: nothing is sent any more, because <see cref="DisabledReason"/>, a sentence.</summary>
    public DateTime? DisabledAt { get; set; }

    public string? DisabledReason { get; set; }
}

/// <summary>What somebody can be told of. The numbers are stored: never renumber.</summary>
[Flags]
public enum WebhookEvents : byte
{
    None = 0,

    /// <summary>Scores that somebody sees have changed with a new scoring.</summary>
    ScoreChanged = 1,

    /// <summary>An ingestion run or an import is over; for admins.</summary>
    RunFinished = 2,

    /// <summary>A trial, sent on request.</summary>
    Test = 4,
}

/// <summary>
/// One event for one webhook: the outbox. What is sent is made of the rows at the moment of sending, so nobody is told what they may not see any more, and
/// nothing that an erasure would have to find lies here.
/// </summary>
public sealed class WebhookDelivery
{
    public long Id { get; set; }
    public int WebhookId { get; set; }

    /// <summary>The header webhook-id: the same for every attempt, so that a receiver can drop what it has.</summary>
    public required string MessageId { get; set; }

    public WebhookEvents Event { get; set; }

    /// <summary>The score run or the ingestion run that it speaks of; 0 for a trial.</summary>
    public int SubjectId { get; set; }

    public DateTime CreatedAt { get; set; }
    public int Attempts { get; set; }

    /// <summary>When it is to be sent; null: it is over.</summary>
    public DateTime? NextAttemptAt { get; set; }

    /// <summary>When the receiver took it.</summary>
    public DateTime? DeliveredAt { get; set; }

    /// <summary>The status that the receiver answered last; null: it answered nothing.</summary>
    public int? LastStatus { get; set; }

    /// <summary>Why the last attempt failed, or nothing was sent, a sentence; null where it arrived or waits for its first attempt.</summary>
    public string? LastFailure { get; set; }
}
