using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Entities;

/// <summary>Keys of what is stored of an audience: one account's rows of one run lie side by side.</summary>
internal static class AudienceModel
{
    public static void ConfigureAudience(this ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<AccountAudience>(e =>
        {
            e.HasKey(a => new { a.ScoreRunId, a.AccountId });
            e.HasAnnotation(InfluenceDbContext.ClusteredByKey, true);
        });
        modelBuilder.Entity<AudiencePerson>(e =>
        {
            e.HasKey(p => new { p.ScoreRunId, p.AccountId, p.Role, p.PersonId });
            e.HasAnnotation(InfluenceDbContext.ClusteredByKey, true);
        });
        modelBuilder.Entity<PersonActedOn>(e =>
        {
            e.HasKey(p => new { p.ScoreRunId, p.AccountId, p.TargetId });
            e.HasAnnotation(InfluenceDbContext.ClusteredByKey, true);
        });
    }
}
