using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Entities;

/// <summary>Keys and indexes of what has to do with runs.</summary>
internal static class IngestionModel
{
    public static void ConfigureIngestion(this ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Account>().HasIndex(a => new { a.Network, a.NetworkUserId });
        modelBuilder.Entity<IngestionRun>(e =>
        {
            e.HasIndex(r => r.Status);
            e.HasIndex(r => new { r.AccountId, r.QueuedAt });
            e.Ignore(r => r.IsOver);
            e.Ignore(r => r.RowsRead);
            e.Property(r => r.Fence).IsConcurrencyToken();

            // One run of an account at a time, whoever asks: (1, 2, 3) are queued, running, waiting.
            e.HasIndex(r => r.AccountId).IsUnique().HasFilter("\"Status\" IN (1, 2, 3)").HasDatabaseName("IX_IngestionRuns_OneActive");
        });
        modelBuilder.Entity<IngestionRunLine>().HasIndex(l => new { l.RunId, l.Id });
        modelBuilder.Entity<IngestionSchedule>(e =>
        {
            e.HasKey(s => s.AccountId);
            e.Property(s => s.AccountId).ValueGeneratedNever();
            e.HasIndex(s => s.NextAt);
        });
        modelBuilder.Entity<SourceSecret>().HasKey(s => s.Name);
        modelBuilder.Entity<FollowListing>(e =>
        {
            e.HasKey(l => new { l.OwnerId, l.Direction, l.MemberId });
            e.HasAnnotation(InfluenceDbContext.ClusteredByKey, true);
        });
        modelBuilder.Entity<FollowList>(e =>
        {
            e.HasKey(l => new { l.OwnerId, l.Direction });
            e.HasAnnotation(InfluenceDbContext.ClusteredByKey, true);
        });
    }
}
