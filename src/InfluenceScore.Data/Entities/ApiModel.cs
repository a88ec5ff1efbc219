using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Entities;

/// <summary>Keys and indexes of what the API adds to the store.</summary>
internal static class ApiModel
{
    public static void ConfigureApi(this ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ApiKey>(e =>
        {
            e.HasIndex(k => k.PublicId).IsUnique();
            e.HasIndex(k => k.UserId);
            e.HasOne<User>().WithMany().HasForeignKey(k => k.UserId);
        });
        modelBuilder.Entity<Webhook>(e =>
        {
            e.HasIndex(w => w.UserId);
            e.HasOne<User>().WithMany().HasForeignKey(w => w.UserId);
        });
        modelBuilder.Entity<WebhookDelivery>(e =>
        {
            e.HasIndex(d => d.NextAttemptAt);
            e.HasIndex(d => new { d.WebhookId, d.Id });
            e.HasOne<Webhook>().WithMany().HasForeignKey(d => d.WebhookId);
        });
        modelBuilder.Entity<ImportUpload>(e =>
        {
            e.HasKey(u => u.RunId);
            e.Property(u => u.RunId).ValueGeneratedNever();
            e.HasOne<IngestionRun>().WithOne().HasForeignKey<ImportUpload>(u => u.RunId);
        });
    }
}
