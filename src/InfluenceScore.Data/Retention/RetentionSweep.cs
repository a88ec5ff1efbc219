using System.Globalization;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Retention;

/// <summary>Removes what is older than the rule says, in one transaction, and says so in the audit log. Scores stay: they are what was published, and name no post.</summary>
public sealed class RetentionSweep(InfluenceDbContext db, AuditLog audit, TimeProvider clock)
{
    /// <summary>When it was last carried out; null = never.</summary>
    public Task<DateTime?> LastAsync(CancellationToken cancellationToken = default) =>
        db.AuditEntries.Where(a => a.Action == AuditActions.RetentionSwept).MaxAsync(a => (DateTime?)a.At, cancellationToken);

    /// <returns>What was removed, one sentence.</returns>
    public async Task<string> RunAsync(RetentionRule rule, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await db.OverwriteDeletedAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var facts = rule.FactsDays is { } factDays ? await RemoveFactsAsync(now.AddDays(-factDays), cancellationToken) : 0;
        var runs = rule.RunsDays is { } runDays ? await RemoveRunsAsync(now.AddDays(-runDays), cancellationToken) : 0;
        var entries = 0;
        if (rule.AuditDays is { } auditDays && now.AddDays(-auditDays) is var before)
            entries = await db.AuditEntries.Where(a => a.At < before).ExecuteDeleteAsync(cancellationToken);
        var said = string.Create(CultureInfo.InvariantCulture, $"{facts:N0} facts, {runs:N0} runs, {entries:N0} audit entries removed");
        await audit.WriteAsync(AuditActions.RetentionSwept, "store", said, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return said;
    }

    private async Task<int> RemoveFactsAsync(DateTime before, CancellationToken cancellationToken)
    {
        var gone = await db.Interactions.Where(i => i.At < before && i.At != Facts.UnknownTime).ExecuteDeleteAsync(cancellationToken);
        gone += await db.FollowEvents.Where(f => f.At < before && f.At != Facts.UnknownTime).ExecuteDeleteAsync(cancellationToken);
        gone += await db.FollowListings.Where(l => l.LastSeen < before && l.State != FollowListingState.Listed).ExecuteDeleteAsync(cancellationToken);
        // The newest profile of an account is what is known of it.
        gone += await db.Profiles.Where(p => p.ObservedAt < before && db.Profiles.Any(n => n.AccountId == p.AccountId && n.ObservedAt > p.ObservedAt)).ExecuteDeleteAsync(cancellationToken);
        // A post that something still refers to stays without its words.
        gone += await db.Posts.Where(p => p.CreatedAt < before
                && !db.Interactions.Select(i => i.PostId).Contains(p.Id)
                && !db.Posts.Where(r => r.RefersToId != null && (r.CreatedAt == null || r.CreatedAt >= before)).Select(r => r.RefersToId!.Value).Contains(p.Id)
                && !db.PostContributions.Select(c => c.PostId).Contains(p.Id))
            .ExecuteDeleteAsync(cancellationToken);
        await db.Posts.Where(p => p.CreatedAt < before && p.Text != null).ExecuteUpdateAsync(u => u.SetProperty(p => p.Text, (string?)null), cancellationToken);
        return gone;
    }

    // The last finished run of an account says where the next one goes on.
    private async Task<int> RemoveRunsAsync(DateTime before, CancellationToken cancellationToken)
    {
        var old = db.IngestionRuns.Where(r => r.Status >= RunStatus.Done && r.FinishedAt < before);
        await db.IngestionRunLines.Where(l => old.Any(r => r.Id == l.RunId)).ExecuteDeleteAsync(cancellationToken);
        return await old.Where(r => db.IngestionRuns.Any(n => n.AccountId == r.AccountId && n.Id > r.Id && n.Status == RunStatus.Done) || r.Status != RunStatus.Done)
            .ExecuteDeleteAsync(cancellationToken);
    }
}
