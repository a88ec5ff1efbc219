using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Entities;

/// <summary>Keys and indexes of clients, their scores, reports and share links. What belongs to a client goes with it.</summary>
internal static class ClientModel
{
    public static void ConfigureClients(this ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Client>(e =>
        {
            e.HasIndex(c => new { c.OwnerId, c.Folder });
            e.HasOne<User>().WithMany().HasForeignKey(c => c.OwnerId).OnDelete(DeleteBehavior.SetNull);
            e.HasMany(c => c.Accounts).WithOne().HasForeignKey(a => a.ClientId);
        });
        modelBuilder.Entity<ClientAccount>(e =>
        {
            e.HasKey(a => new { a.ClientId, a.AccountId });
            e.HasIndex(a => a.AccountId);
            e.HasAnnotation(InfluenceDbContext.ClusteredByKey, true);
        });
        modelBuilder.Entity<ClientScore>(e =>
        {
            e.HasKey(s => new { s.ClientId, s.ScoreRunId });
            e.HasIndex(s => s.ScoreRunId);
            e.HasOne<Client>().WithMany().HasForeignKey(s => s.ClientId);
            e.HasAnnotation(InfluenceDbContext.ClusteredByKey, true);
        });
        modelBuilder.Entity<ClientShare>(e =>
        {
            e.HasKey(s => new { s.ClientId, s.ScoreRunId, s.AccountId });
            e.HasIndex(s => s.ScoreRunId);
            e.HasOne<Client>().WithMany().HasForeignKey(s => s.ClientId);
            e.Ignore(s => s.Points);
            e.HasAnnotation(InfluenceDbContext.ClusteredByKey, true);
        });
        modelBuilder.Entity<ClientReport>(e =>
        {
            e.HasKey(r => r.ClientId);
            e.Property(r => r.ClientId).ValueGeneratedNever();
            e.HasOne<Client>().WithMany().HasForeignKey(r => r.ClientId);
        });
        modelBuilder.Entity<Letterhead>(e =>
        {
            e.HasIndex(l => l.OwnerId).IsUnique();
            e.HasOne<User>().WithMany().HasForeignKey(l => l.OwnerId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<ShareLink>(e =>
        {
            e.HasIndex(l => l.TokenHash).IsUnique();
            e.HasIndex(l => l.ClientId);
            e.HasOne<Client>().WithMany().HasForeignKey(l => l.ClientId);
        });
    }
}
