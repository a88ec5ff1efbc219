namespace InfluenceScore.Data.Entities;

/// <summary>
/// One fetch of one account from its network. The row is the truth: buttons, timers and the command line insert it, whoever executes it keeps it current, and one that
/// was interrupted goes on from its <see cref="Cursor"/>, which is saved in the same transaction as the facts of its page.
/// </summary>
public sealed class IngestionRun
{
    public int Id { get; set; }

    /// <summary>The account that is fetched; null for a run that imports files (<see cref="ImportUpload"/>).</summary>
    public int? AccountId { get; set; }

    /// <summary>The network, which is also the name of its source.</summary>
    public required string Network { get; set; }

    public RunStatus Status { get; set; }

    /// <summary>Who asked for it, in words: an e-mail address, "the schedule", "the command line".</summary>
    public required string RequestedBy { get; set; }

    /// <summary>Where the source goes on; null before the first page.</summary>
    public string? Cursor { get; set; }

    /// <summary>What the last finished run of this account left: this one fetches what is newer.</summary>
    public string? StartHighWater { get; set; }

    /// <summary>What this run leaves for the next one, once it is done.</summary>
    public string? HighWater { get; set; }

    public int Pages { get; set; }

    /// <summary>Facts that were new.</summary>
    public int FactsStored { get; set; }

    /// <summary>Facts that were known before.</summary>
    public int FactsKnown { get; set; }

    /// <summary>Records that could not be used; the log says why.</summary>
    public int FactsRejected { get; set; }

    public int Requests { get; set; }

    /// <summary>What the network charges, millionths of a US dollar: whole numbers add up exactly on every engine.</summary>
    public long CostMicroUsd { get; set; }

    /// <summary>What is being fetched: "posts", "followers".</summary>
    public string? Subject { get; set; }

    /// <summary>How much of the fetch is done, 0–1; null where the source cannot say.</summary>
    public double? Progress { get; set; }

    /// <summary>How often it was begun again by itself after a passing failure.</summary>
    public int Attempts { get; set; }

    public DateTime QueuedAt { get; set; }
    public DateTime? StartedAt { get; set; }
    public DateTime UpdatedAt { get; set; }
    public DateTime? FinishedAt { get; set; }

    /// <summary>Seconds spent waiting for the network so far.</summary>
    public double WaitedSeconds { get; set; }

    /// <summary>While it waits: until when, and why.</summary>
    public DateTime? WaitUntil { get; set; }

    public string? WaitReason { get; set; }

    /// <summary>Why it failed, one sentence.</summary>
    public string? Failure { get; set; }

    /// <summary>Somebody pressed Stop; the executor ends it at the next page.</summary>
    public bool CancelRequested { get; set; }

    /// <summary>The process that executes it, and until when it may be believed to be alive: see <see cref="Ingestion.RunLease"/>.</summary>
    public string? LeaseOwner { get; set; }

    public DateTime? LeaseUntil { get; set; }

    /// <summary>Raised with every claim. Whoever claimed with a smaller number has lost the run, and none of its writing goes through any more, facts included.</summary>
    public int Fence { get; set; }

    /// <summary>Rows of an import that have been read, counted or not; null where nobody knows more than the counts say. Not stored: <see cref="Ingestion.RunningImports"/> puts it in.</summary>
    public long? RowsRead { get; set; }

    public bool IsOver => Status is RunStatus.Done or RunStatus.Failed or RunStatus.Cancelled;
}

/// <summary>The numbers are stored: never renumber.</summary>
public enum RunStatus : byte
{
    Queued = 1,
    Running = 2,

    /// <summary>For the network's rate limit, or for a better moment after a passing failure.</summary>
    Waiting = 3,

    Done = 4,
    Failed = 5,
    Cancelled = 6,
}

/// <summary>A line of a run's log: a plain sentence.</summary>
public sealed class IngestionRunLine
{
    public int Id { get; set; }
    public int RunId { get; set; }
    public DateTime At { get; set; }
    public required string Sentence { get; set; }
}
