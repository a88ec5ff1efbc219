namespace InfluenceScore.Data.Entities;

/// <summary>One scoring of the whole database: as of when, with which model and options. Unique in those four.</summary>
public sealed class ScoreRun
{
    public int Id { get; set; }
    public DateTime AsOf { get; set; }
    public required string Model { get; set; }
    public double HalfLifeDays { get; set; }
    public double WindowDays { get; set; }
    public DateTime ComputedAt { get; set; }

    /// <summary>
    /// Up to when facts are in it: <see cref="AsOf"/>, or, while the hour lasts that it is the end of (<see cref="Scores.Live.CurrentHour"/>), when it was computed. What pages tell as the
    /// moment: nobody should read a time that has not come.
    /// </summary>
    public DateTime KnownUntil => AsOf > ComputedAt && AsOf - ComputedAt < TimeSpan.FromHours(1) ? ComputedAt : AsOf;

    /// <summary>Accounts that got a score.</summary>
    public int ScoredAccounts { get; set; }

    /// <summary>
    /// The run at which its change statements (<see cref="ScoreChange"/>) begin: the one before it with the same model and options, or, for the first run of a
    /// model, the last of the model before. Null where nothing came before, or nobody was tracked.
    /// </summary>
    public int? EarlierRunId { get; set; }
}
