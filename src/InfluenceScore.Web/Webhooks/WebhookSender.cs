using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Webhooks;
using InfluenceScore.Web.Api;
using InfluenceScore.Web.Pages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Webhooks;

/// <summary>Sends what waits in the outbox, and tries again what did not arrive, for about a day.</summary>
internal sealed class WebhookSender(InfluenceDbContext db, IHttpClientFactory clients, WebhookSecrets secrets, ApiSettings settings, TimeProvider clock, ILogger<WebhookSender> logger)
{
    /// <summary>Pauses after the first, second, … attempt: a receiver that restarts misses nothing, one that is down for the day gets it in the evening.</summary>
    public static readonly IReadOnlyList<TimeSpan> Pauses =
        [TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(8), TimeSpan.FromHours(10)];

    /// <summary>An address at which nothing has arrived for so long gets nothing any more.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(3);

    /// <summary>Deliveries are shown for so long.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>While one process sends, others leave it alone; longer than the client's time-out.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private const int AtOnce = 20;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Sends everything that is due now.</summary>
    /// <returns>How many messages were tried or found to have nothing to tell.</returns>
    public async Task<int> SendDueAsync(CancellationToken cancel)
    {
        var now = Now;
        var due = await db.WebhookDeliveries.AsNoTracking().Where(d => d.NextAttemptAt <= now).OrderBy(d => d.NextAttemptAt).ThenBy(d => d.Id).Take(AtOnce).ToListAsync(cancel);
        foreach (var delivery in due)
        {
            var until = Now + Lease;
            var claimed = await db.WebhookDeliveries.Where(d => d.Id == delivery.Id && d.NextAttemptAt == delivery.NextAttemptAt)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAttemptAt, until), cancel);
            if (claimed == 1)
                await SendAsync(await db.WebhookDeliveries.SingleAsync(d => d.Id == delivery.Id, cancel), cancel);
        }
        if (due.Count > 0)
        {
            var old = now - Kept;
            await db.WebhookDeliveries.Where(d => d.NextAttemptAt == null && d.CreatedAt < old).ExecuteDeleteAsync(cancel);
        }
        return due.Count;
    }

    private async Task SendAsync(WebhookDelivery delivery, CancellationToken cancel)
    {
        var webhook = await db.Webhooks.SingleAsync(w => w.Id == delivery.WebhookId, cancel);
        var owner = await db.Users.AsNoTracking().SingleAsync(u => u.Id == webhook.UserId, cancel);
        if (webhook.DisabledAt is not null || owner.DisabledAt is not null)
        {
            Nothing(delivery, "Not sent: the webhook is switched off, or its owner may not sign in any more.");
        }
        else
        {
            var (body, nothing) = await WebhookMessages.MakeAsync(db, delivery, owner, cancel);
            if (body is null)
                Nothing(delivery, nothing!);
            else if (secrets.ReadOrNull(webhook) is not { } secret)
                Disable(webhook, delivery, "This machine no longer has the key with which the secret was encrypted: remove the webhook and add it again.");
            else
                await PostAsync(webhook, delivery, secret, JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Compact), cancel);
        }
        await db.SaveChangesAsync(CancellationToken.None);
        db.ChangeTracker.Clear();
    }

    private async Task PostAsync(Webhook webhook, WebhookDelivery delivery, string secret, byte[] body, CancellationToken cancel)
    {
        delivery.Attempts++;
        var seconds = clock.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add("webhook-id", delivery.MessageId);
        request.Headers.Add("webhook-timestamp", seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(secret, delivery.MessageId, seconds, body));
        try
        {
            // The address may be older than the setting.
            if (WebhookAddress.ProblemOrNull(webhook.Url, settings.PrivateWebhooks) is { } problem)
                throw new HttpRequestException(problem);
            using var client = clients.CreateClient(settings.PrivateWebhooks ? WebhookAddress.OpenClient : WebhookAddress.GuardedClient);
            // What the receiver says beside its status is nobody's business, and could be endless.
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            delivery.LastStatus = (int)answer.StatusCode;
            if (answer.IsSuccessStatusCode)
                Arrived(webhook, delivery);
            else if (answer.StatusCode == HttpStatusCode.Gone)
                Disable(webhook, delivery, "The receiver answered 410 (gone): it wants no more.");
            else
                Failed(webhook, delivery, $"The receiver answered {delivery.LastStatus}{((int)answer.StatusCode is >= 300 and < 400 ? "; redirects are not followed" : "")}.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            delivery.LastStatus = null;
            Failed(webhook, delivery, e is OperationCanceledException ? "The receiver did not answer in time." : $"The receiver could not be reached: {Words.Plain(e.Message, 200)}");
        }
    }

    private void Arrived(Webhook webhook, WebhookDelivery delivery)
    {
        (delivery.DeliveredAt, delivery.NextAttemptAt, delivery.LastFailure) = (Now, null, null);
        webhook.FailingSince = null;
    }

    private void Failed(Webhook webhook, WebhookDelivery delivery, string sentence)
    {
        var now = Now;
        webhook.FailingSince ??= now;
        delivery.LastFailure = sentence;
        if (now - webhook.FailingSince > GivenUpAfter)
        {
            Disable(webhook, delivery, $"Nothing has arrived since {webhook.FailingSince:yyyy-MM-dd HH:mm} UTC. {sentence}");
            return;
        }
        // Up to a tenth more, so that what failed together does not come back together.
        delivery.NextAttemptAt = delivery.Attempts > Pauses.Count ? null : now + Pauses[delivery.Attempts - 1] * (1 + RandomNumberGenerator.GetInt32(100) / 1000.0);
    }

    private static void Nothing(WebhookDelivery delivery, string sentence) => (delivery.NextAttemptAt, delivery.LastFailure) = (null, sentence);

    private void Disable(Webhook webhook, WebhookDelivery delivery, string reason)
    {
        (webhook.DisabledAt, webhook.DisabledReason) = (Now, reason);
        Nothing(delivery, reason);
        logger.LogWarning("The webhook {Webhook} was switched off: {Reason}", webhook.Id, reason);
    }
}
