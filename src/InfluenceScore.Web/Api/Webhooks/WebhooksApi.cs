using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Api.Keys;
using InfluenceScore.Web.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace InfluenceScore.Web.Api.Webhooks;

/// <summary>What a webhook can be told of; test is sent on request.</summary>
public enum WebhookEvent
{
    ScoreChanged,
    RunFinished,
    Test,
}

/// <summary>What to be told of, and where.</summary>
public sealed record AddWebhook
{
    /// <summary>An https address of at most 1,000 characters.</summary>
    /// <example>https://hooks.example.com/influence</example>
    public required string Url { get; init; }

    /// <summary>score_changed, run_finished (admins only).</summary>
    public required IReadOnlyList<WebhookEvent> Events { get; init; }
}

/// <summary>A webhook.</summary>
public record WebhookAnswer
{
    public required int Id { get; init; }

    public required string Url { get; init; }

    /// <summary>What it is told of.</summary>
    public required IReadOnlyList<WebhookEvent> Events { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Why nothing is sent any more; null while it is.</summary>
    public string? DisabledReason { get; init; }

    internal static WebhookAnswer Of(Webhook w) => new() { Id = w.Id, Url = w.Url, Events = Split(w.Events), CreatedAt = w.CreatedAt, DisabledReason = w.DisabledReason };

    internal static IReadOnlyList<WebhookEvent> Split(WebhookEvents events) => [.. Enum.GetValues<WebhookEvent>().Where(e => events.HasFlag(Flag(e)))];

    internal static WebhookEvents Flag(WebhookEvent e) => e switch
    {
        WebhookEvent.ScoreChanged => WebhookEvents.ScoreChanged,
        WebhookEvent.RunFinished => WebhookEvents.RunFinished,
        _ => WebhookEvents.Test,
    };
}

/// <summary>A webhook that was just made.</summary>
public sealed record NewWebhook
{
    public required WebhookAnswer Webhook { get; init; }

    /// <summary>The secret of its signatures, whsec_…: told this once.</summary>
    public required string Secret { get; init; }
}

/// <summary>Your webhooks.</summary>
public sealed record WebhookList
{
    public required IReadOnlyList<WebhookAnswer> Webhooks { get; init; }
}

/// <summary>The newest deliveries of a webhook, newest first, at most 50.</summary>
public sealed record DeliveryList
{
    public required IReadOnlyList<DeliveryAnswer> Deliveries { get; init; }
}

/// <summary>One message to one webhook.</summary>
public sealed record DeliveryAnswer
{
    public required long Id { get; init; }

    /// <summary>The header webhook-id, the same at every attempt.</summary>
    public required string MessageId { get; init; }

    public required WebhookEvent Event { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required int Attempts { get; init; }

    /// <summary>When it is tried (again); null: it is over.</summary>
    public DateTime? NextAttemptAt { get; init; }

    /// <summary>When the receiver took it; null: it has not.</summary>
    public DateTime? DeliveredAt { get; init; }

    /// <summary>The status that the receiver answered last.</summary>
    public int? LastStatus { get; init; }

    /// <summary>Why it did not arrive, or was not sent.</summary>
    public string? LastFailure { get; init; }
}

internal static class WebhooksApi
{
    public static void MapWebhooks(this RouteGroupBuilder api)
    {
        var webhooks = api.MapGroup("/webhooks").WithTags("Webhooks");
        webhooks.MapGet("", ListAsync).WithName("list_webhooks");
        webhooks.MapPost("", AddAsync).WithName("add_webhook").NeedsScope(ApiScopes.Webhooks).Fails(400, 415, 422);
        webhooks.MapDelete("/{id}", RemoveAsync).WithName("remove_webhook").NeedsScope(ApiScopes.Webhooks).Fails(404);
        webhooks.MapPost("/{id}/test", TestAsync).WithName("test_webhook").NeedsScope(ApiScopes.Webhooks).Fails(404);
        webhooks.MapGet("/{id}/deliveries", DeliveriesAsync).WithName("list_deliveries").Fails(404);
    }

    /// <summary>Your webhooks</summary>
    internal static async Task<Ok<WebhookList>> ListAsync(WebhookRegistry registry, Viewer viewer, CancellationToken cancel) =>
        TypedResults.Ok(new WebhookList { Webhooks = [.. (await registry.ListAsync(viewer.UserId, cancel)).Select(WebhookAnswer.Of)] });

    /// <summary>Registers an address that is told of events</summary>
    /// <remarks>Messages are signed as Standard Webhooks says; the secret is in this answer and nowhere else.</remarks>
    internal static async Task<Results<Created<NewWebhook>, ProblemHttpResult>> AddAsync(WebhookRegistry registry, Viewer viewer, AuditLog audit, AddWebhook body, CancellationToken cancel)
    {
        try
        {
            var events = body.Events.Aggregate(WebhookEvents.None, (all, e) => all | WebhookAnswer.Flag(e)) & ~WebhookEvents.Test;
            var (webhook, secret) = await registry.AddAsync(viewer, body.Url, events, cancel);
            await audit.WriteAsync(AuditActions.WebhookChanged, webhook.Url, "added through the API", cancel);
            return TypedResults.Created($"/api/v1/webhooks/{webhook.Id}/deliveries", new NewWebhook { Webhook = WebhookAnswer.Of(webhook), Secret = secret });
        }
        catch (InfluenceScoreException e)
        {
            return ApiProblem.Unprocessable("url", e.Message);
        }
    }

    /// <summary>Removes a webhook with its deliveries</summary>
    /// <param name="id">Number of the webhook.</param>
    internal static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(WebhookRegistry registry, Viewer viewer, AuditLog audit, string id, CancellationToken cancel)
    {
        if (!await registry.RemoveAsync(viewer.UserId, Number(id), cancel))
            return NotKnown(id);
        await audit.WriteAsync(AuditActions.WebhookChanged, $"webhook {id}", "removed through the API", cancel);
        return TypedResults.NoContent();
    }

    /// <summary>Sends a trial message, within seconds</summary>
    /// <param name="id">Number of the webhook.</param>
    internal static async Task<Results<Accepted, ProblemHttpResult>> TestAsync(WebhookRegistry registry, Viewer viewer, string id, CancellationToken cancel) =>
        await registry.TryOutAsync(viewer.UserId, Number(id), cancel) ? TypedResults.Accepted($"/api/v1/webhooks/{Number(id)}/deliveries") : NotKnown(id);

    /// <summary>What was sent to a webhook, and what became of it</summary>
    /// <param name="id">Number of the webhook.</param>
    internal static async Task<Results<Ok<DeliveryList>, ProblemHttpResult>> DeliveriesAsync(WebhookRegistry registry, Viewer viewer, string id, CancellationToken cancel)
    {
        if (await registry.FindOrNullAsync(viewer.UserId, Number(id), cancel) is not { } webhook)
            return NotKnown(id);
        return TypedResults.Ok(new DeliveryList
        {
            Deliveries = [.. (await registry.DeliveriesAsync(webhook.Id, cancel)).Select(d => new DeliveryAnswer
            {
                Id = d.Id,
                MessageId = d.MessageId,
                Event = WebhookAnswer.Split(d.Event)[0],
                CreatedAt = d.CreatedAt,
                Attempts = d.Attempts,
                NextAttemptAt = d.NextAttemptAt,
                DeliveredAt = d.DeliveredAt,
                LastStatus = d.LastStatus,
                LastFailure = d.LastFailure,
            })],
        });
    }

    private static int Number(string id) => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static ProblemHttpResult NotKnown(string id) => ApiProblem.NotFound($"You have no webhook “{Pages.Words.Plain(id, 40)}”.");
}
