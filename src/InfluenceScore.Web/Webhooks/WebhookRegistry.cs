using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Data.Webhooks;
using InfluenceScore.Web.Api;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Webhooks;

/// <summary>What people do with their webhooks, on the page and through the API.</summary>
internal sealed class WebhookRegistry(InfluenceDbContext db, WebhookSecrets secrets, ApiSettings settings, TimeProvider clock)
{
    private const int ShownDeliveries = 50;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <returns>The webhook and its secret, which is told this once.</returns>
    /// <exception cref="InfluenceScoreException">The address or the events cannot be; the message says why.</exception>
    public async Task<(Webhook Webhook, string Secret)> AddAsync(Viewer viewer, string? url, WebhookEvents events, CancellationToken cancel)
    {
        var owner = viewer.UserId ?? throw new InfluenceScoreException("Only a signed-in person can have webhooks.");
        if (WebhookAddress.ProblemOrNull(url = url?.Trim(), settings.PrivateWebhooks) is { } problem)
            throw new InfluenceScoreException(problem);
        if (events is WebhookEvents.None)
            throw new InfluenceScoreException("Choose at least one event.");
        if (events.HasFlag(WebhookEvents.RunFinished) && viewer.Role != Role.Admin)
            throw new InfluenceScoreException("Runs are told to admins only.");
        var mine = await Mine(owner).Select(w => w.Url).ToListAsync(cancel);
        if (mine.Count >= Webhook.MostOfOne)
            throw new InfluenceScoreException($"You have {Webhook.MostOfOne} webhooks already; remove one first.");
        if (mine.Contains(url!))
            throw new InfluenceScoreException("You have a webhook with this address already.");
        var (secret, hidden) = secrets.Make();
        var webhook = new Webhook { UserId = owner, Url = url!, Events = events, ProtectedSecret = hidden, CreatedAt = Now };
        db.Add(webhook);
        await db.SaveChangesAsync(cancel);
        return (webhook, secret);
    }

    public Task<List<Webhook>> ListAsync(int? userId, CancellationToken cancel) => Mine(userId).AsNoTracking().OrderBy(w => w.Id).ToListAsync(cancel);

    public Task<Webhook?> FindOrNullAsync(int? userId, int id, CancellationToken cancel) => Mine(userId).AsNoTracking().FirstOrDefaultAsync(w => w.Id == id, cancel);

    /// <summary>The newest deliveries of a webhook, newest first.</summary>
    public Task<List<WebhookDelivery>> DeliveriesAsync(int webhookId, CancellationToken cancel) =>
        db.WebhookDeliveries.AsNoTracking().Where(d => d.WebhookId == webhookId).OrderByDescending(d => d.Id).Take(ShownDeliveries).ToListAsync(cancel);

    /// <returns>False where the person has no such webhook; the same below.</returns>
    public async Task<bool> RemoveAsync(int? userId, int id, CancellationToken cancel) => await Mine(userId).Where(w => w.Id == id).ExecuteDeleteAsync(cancel) > 0;

    public async Task<bool> SwitchOnAsync(int? userId, int id, CancellationToken cancel) => await Mine(userId).Where(w => w.Id == id && w.DisabledAt != null)
        .ExecuteUpdateAsync(set => set.SetProperty(w => w.DisabledAt, (DateTime?)null).SetProperty(w => w.DisabledReason, (string?)null).SetProperty(w => w.FailingSince, (DateTime?)null), cancel) > 0;

    public async Task<bool> TryOutAsync(int? userId, int id, CancellationToken cancel)
    {
        if (!await Mine(userId).AnyAsync(w => w.Id == id, cancel))
            return false;
        db.Add(WebhookOutbox.New(id, WebhookEvents.Test, 0, Now));
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>Sends a delivery that is over once more, with the same id, as often as a new one.</summary>
    public async Task<bool> SendAgainAsync(int? userId, int id, long delivery, CancellationToken cancel)
    {
        var now = Now;
        return await db.WebhookDeliveries.Where(d => d.Id == delivery && d.WebhookId == id && d.NextAttemptAt == null && Mine(userId).Any(w => w.Id == id))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAttemptAt, now).SetProperty(d => d.Attempts, 0).SetProperty(d => d.LastFailure, (string?)null), cancel) > 0;
    }

    private IQueryable<Webhook> Mine(int? userId) => db.Webhooks.Where(w => w.UserId == userId);
}
