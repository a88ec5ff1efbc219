using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Entities;

/// <summary>
/// Why the score of a tracked account in one run differs from its score in the run before (<see cref="ScoreRun.EarlierRunId"/>). The statement between any two
/// runs is the sum of those between them. No row where the account was not tracked, or had no score before.
/// </summary>
public sealed class ScoreChange
{
    public int AccountId { get; set; }
    public int ScoreRunId { get; set; }

    /// <summary>Points by cause and part with the people and posts that carried them, packed: see <see cref="Scores.StoredCauses"/>.</summary>
    public required byte[] Causes { get; set; }
}

internal static class ScoreChangeModel
{
    public static void ConfigureScoreChanges(this ModelBuilder modelBuilder) => modelBuilder.Entity<ScoreChange>(e =>
    {
        // A year of one account is one range of the table.
        e.HasKey(c => new { c.AccountId, c.ScoreRunId });
        e.HasAnnotation(InfluenceDbContext.ClusteredByKey, true);
    });
}
