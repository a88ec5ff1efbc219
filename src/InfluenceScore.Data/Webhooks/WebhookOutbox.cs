using System.Security.Cryptography;
using InfluenceScore.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Webhooks;

/// <summary>Puts events into the outbox, in the transaction of what happened: an event is there exactly when its cause is, whatever is killed.</summary>
public static class WebhookOutbox
{
    /// <summary>Adds a delivery for every webhook that wants to know that a run is over. The caller saves.</summary>
    public static Task AddRunAsync(InfluenceDbContext db, IngestionRun run, DateTime now, CancellationToken cancellationToken) =>
        AddAsync(db, WebhookEvents.RunFinished, run.Id, now, cancellationToken);

    /// <summary>Adds a delivery for every webhook that wants to know of changed scores. The caller saves.</summary>
    public static Task AddScoresAsync(InfluenceDbContext db, ScoreRun run, DateTime now, CancellationToken cancellationToken) =>
        AddAsync(db, WebhookEvents.ScoreChanged, run.Id, now, cancellationToken);

    /// <summary>A delivery to be sent at once.</summary>
    public static WebhookDelivery New(int webhookId, WebhookEvents what, int subjectId, DateTime now) => new()
    {
        WebhookId = webhookId,
        MessageId = "msg_" + RandomNumberGenerator.GetHexString(24, lowercase: true),
        Event = what,
        SubjectId = subjectId,
        CreatedAt = now,
        NextAttemptAt = now,
    };

    private static async Task AddAsync(InfluenceDbContext db, WebhookEvents what, int subjectId, DateTime now, CancellationToken cancellationToken)
    {
        var wanted = (byte)what;
        var webhooks = await db.Webhooks.Where(w => w.DisabledAt == null && ((byte)w.Events & wanted) != 0).Select(w => w.Id).ToListAsync(cancellationToken);
        db.WebhookDeliveries.AddRange(webhooks.Select(id => New(id, what, subjectId, now)));
    }
}
