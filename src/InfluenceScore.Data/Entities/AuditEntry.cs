using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Entities;

/// <summary>Who did what, when, from where. Never changed; an erasure alone strikes a name out of it, and a retention setting of its own removes old entries.</summary>
public sealed class AuditEntry
{
    public const int MaxWho = 200, MaxSubject = 400, MaxDetails = 1000;

    public long Id { get; set; }
    public DateTime At { get; set; }

    /// <summary>The signed-in person; null for the command line, the program itself and visitors.</summary>
    public int? UserId { get; set; }

    /// <summary>The person's name then, "the command line" or "the program".</summary>
    public required string Who { get; set; }

    /// <summary>One of <see cref="Auditing.AuditActions"/>.</summary>
    public required string Action { get; set; }

    /// <summary>What was changed: "x:handle", "client 12", the name of a setting.</summary>
    public required string Subject { get; set; }

    /// <summary>A short text, no secret; empty where the subject says it all.</summary>
    public required string Details { get; set; }

    /// <summary>The visitor's address; null on the command line.</summary>
    public string? Address { get; set; }
}

internal static class AuditModel
{
    public static void ConfigureAudit(this ModelBuilder modelBuilder) => modelBuilder.Entity<AuditEntry>(e =>
    {
        e.Property(a => a.Who).HasMaxLength(AuditEntry.MaxWho);
        e.Property(a => a.Subject).HasMaxLength(AuditEntry.MaxSubject);
        e.Property(a => a.Details).HasMaxLength(AuditEntry.MaxDetails);
        e.HasIndex(a => a.At);
        e.HasIndex(a => new { a.Action, a.Id });
    });
}
