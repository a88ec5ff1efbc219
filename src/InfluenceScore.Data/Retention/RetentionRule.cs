namespace InfluenceScore.Data.Retention;

/// <summary>How long what is kept; null = for ever.</summary>
/// <param name="FactsDays">Interactions, follow events, posts and older profiles, by their own moment. What has no moment stays.</param>
/// <param name="RunsDays">Ended ingestion runs and their lines, by their end.</param>
/// <param name="AuditDays">Entries of the audit log.</param>
public sealed record RetentionRule(int? FactsDays, int? RunsDays, int? AuditDays)
{
    /// <summary>Shorter would take evidence that scores still count (the window is 90 days, and stretches while an account is quiet).</summary>
    public const int LeastFactsDays = 180;

    public bool KeepsAll => this is { FactsDays: null, RunsDays: null, AuditDays: null };
}
