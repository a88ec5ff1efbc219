namespace InfluenceScore.Data.Entities;

/// <summary>A person or business with accounts on several networks and one combined score.</summary>
public sealed class Client
{
    public const int MaxName = 120, MaxFolder = 60, MaxHome = 120, MaxNotes = 10_000;

    /// <summary>More accounts than this nobody keeps; it bounds what one client costs.</summary>
    public const int MaxAccounts = 12;

    public int Id { get; set; }

    /// <summary>Which user keeps this client; null: nobody, so that admins alone see it. The rule on who sees which client stands in <see cref="Clients.VisibleClients"/> alone.</summary>
    public int? OwnerId { get; set; }

    public required string Name { get; set; }

    /// <summary>Null = in no folder. A folder exists as long as a client is in it.</summary>
    public string? Folder { get; set; }

    /// <summary>Where the client is at home, as its keeper writes it.</summary>
    public string? Home { get; set; }

    public string? Notes { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime ChangedAt { get; set; }

    /// <summary>Set while the client lies among the deleted ones, from where it can be taken back for <see cref="Clients.ClientEdits.KeptDays"/> days.</summary>
    public DateTime? DeletedAt { get; set; }

    /// <summary>When its set of accounts last changed: its history is due as long as <see cref="HistoryScoredAt"/> is not the same.</summary>
    public DateTime AccountsChangedAt { get; set; }

    /// <summary>The <see cref="AccountsChangedAt"/> for which the whole history has been combined; null: never.</summary>
    public DateTime? HistoryScoredAt { get; set; }

    public List<ClientAccount> Accounts { get; } = [];
}

/// <summary>An account that belongs to a client; the first one is the main one.</summary>
public sealed class ClientAccount
{
    public int ClientId { get; set; }
    public int AccountId { get; set; }

    /// <summary>Order in which the client's accounts are shown, from 0.</summary>
    public int Position { get; set; }
}

/// <summary>The combined score of one client in one run: see <see cref="Scoring.Components.PersonScore"/> for meanings and units.</summary>
public sealed class ClientScore
{
    public int ClientId { get; set; }
    public int ScoreRunId { get; set; }
    public double Value { get; set; }
    public double Low { get; set; }
    public double High { get; set; }
    public double TrueReach { get; set; }
    public double TrueReachIndex { get; set; }
    public double Amplification { get; set; }
    public double AmplificationIndex { get; set; }
    public double NetworkImpactIndex { get; set; }
    public int Acts { get; set; }
    public int Actors { get; set; }
    public int Posts { get; set; }

    /// <summary>
    /// False where the moment was combined later, from more facts than its account scores were made with; then the two may differ a little.
    /// </summary>
    public bool AsAccountsShow { get; set; }
}

/// <summary>What one account brings to a client's score in one run, in points ≥ 0; the shares of a run sum to the score. No row: no score, which is no zero.</summary>
public sealed class ClientShare
{
    public int ClientId { get; set; }
    public int ScoreRunId { get; set; }
    public int AccountId { get; set; }
    public double ReachPoints { get; set; }
    public double AmplificationPoints { get; set; }
    public double ImpactPoints { get; set; }

    public double Points => ReachPoints + AmplificationPoints + ImpactPoints;
}
