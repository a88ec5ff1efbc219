namespace InfluenceScore.Data.Ingestion;

/// <summary>What became of a record.</summary>
public enum StoreOutcome
{
    /// <summary>It is new: a row was written, or the row of a post that was only referred to was filled.</summary>
    Stored,

    /// <summary>A fact with the same natural key is there already; nothing changed.</summary>
    Duplicate,

    /// <summary>It can't be used; nothing changed.</summary>
    Rejected,
}

/// <summary>What became of a record; <paramref name="Reason"/> says in words why it was rejected, and is null otherwise.</summary>
public readonly record struct StoreResult(StoreOutcome Outcome, string? Reason)
{
    public static readonly StoreResult Stored = new(StoreOutcome.Stored, null);
    public static readonly StoreResult Duplicate = new(StoreOutcome.Duplicate, null);

    public static StoreResult Rejected(string reason) => new(StoreOutcome.Rejected, reason);
}
