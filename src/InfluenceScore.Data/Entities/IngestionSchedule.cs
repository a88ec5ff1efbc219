namespace InfluenceScore.Data.Entities;

/// <summary>How often a tracked account is fetched by itself. An account without a row is fetched on demand only.</summary>
public sealed class IngestionSchedule
{
    public int AccountId { get; set; }
    public ScheduleInterval Every { get; set; }

    /// <summary>When the next run is queued.</summary>
    public DateTime NextAt { get; set; }
}

/// <summary>The numbers are hours, and stored: never renumber.</summary>
public enum ScheduleInterval
{
    Hourly = 1,
    Daily = 24,
    Weekly = 168,
}
