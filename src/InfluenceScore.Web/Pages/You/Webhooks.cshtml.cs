using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Auditing;
using InfluenceScore.Web.OutputCaching;
using InfluenceScore.Web.Webhooks;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace InfluenceScore.Web.Pages.You;

/// <summary>The webhooks of whoever is signed in, and what was sent to them.</summary>
[NoOutputCache]
public sealed class WebhooksModel(IServiceProvider services, Viewer viewer) : PageModel
{
    /// <summary>A webhook with its newest deliveries, newest first.</summary>
    public sealed record Row(Webhook Webhook, IReadOnlyList<WebhookDelivery> Deliveries);

    private WebhookRegistry Registry => services.GetRequiredService<WebhookRegistry>();

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>The guest of the demo is no stored person, and has no webhooks.</summary>
    public bool MayHaveWebhooks => viewer is { UserId: not null, MayWrite: true };

    public bool IsAdmin => viewer.Role == Role.Admin;

    /// <summary>Of the webhook that was just made; shown this once.</summary>
    [TempData]
    public string? Secret { get; set; }

    [TempData]
    public string? Said { get; set; }

    public string? Failure { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var rows = new List<Row>();
        foreach (var webhook in viewer.UserId is null ? [] : await Registry.ListAsync(viewer.UserId, cancel))
            rows.Add(new Row(webhook, await Registry.DeliveriesAsync(webhook.Id, cancel)));
        Rows = rows;
        Response.Headers.CacheControl = "no-store";
    }

    [Audited(AuditActions.WebhookChanged, "url")]
    public async Task<IActionResult> OnPostAsync(string? url, string[] on, CancellationToken cancel)
    {
        try
        {
            var events = new[] { WebhookEvents.ScoreChanged, WebhookEvents.RunFinished }.Where(e => on.Contains(e.ToString())).Aggregate(WebhookEvents.None, (all, e) => all | e);
            Secret = (await Registry.AddAsync(viewer, url, events, cancel)).Secret;
            return Redirect("/you/webhooks");
        }
        catch (InfluenceScoreException e)
        {
            Failure = e.Message;
            await OnGetAsync(cancel);
            return Page();
        }
    }

    [Audited(AuditActions.WebhookChanged, "webhook")]
    public async Task<IActionResult> OnPostRemoveAsync(int webhook, CancellationToken cancel) =>
        Say(await Registry.RemoveAsync(viewer.UserId, webhook, cancel), "The webhook is removed.");

    [Audited(AuditActions.WebhookChanged, "webhook")]
    public async Task<IActionResult> OnPostSwitchOnAsync(int webhook, CancellationToken cancel) =>
        Say(await Registry.SwitchOnAsync(viewer.UserId, webhook, cancel), "The webhook is switched on: it is told of what happens from now on.");

    [NotAudited("sends a message to an address that is recorded already; the list of deliveries tells of it")]
    public async Task<IActionResult> OnPostTestAsync(int webhook, CancellationToken cancel) =>
        Say(await Registry.TryOutAsync(viewer.UserId, webhook, cancel), "A trial is on its way; look again in a few seconds.");

    [NotAudited("sends a message to an address that is recorded already; the list of deliveries tells of it")]
    public async Task<IActionResult> OnPostAgainAsync(int webhook, long delivery, CancellationToken cancel) =>
        Say(await Registry.SendAgainAsync(viewer.UserId, webhook, delivery, cancel), "It is sent again within seconds.");

    public static string For(WebhookEvents events) => Words.List([.. new[] { (WebhookEvents.ScoreChanged, "changed scores"), (WebhookEvents.RunFinished, "finished runs") }
        .Where(e => events.HasFlag(e.Item1)).Select(e => e.Item2)]);

    public static string Name(WebhookEvents what) => what switch
    {
        WebhookEvents.ScoreChanged => "score.changed",
        WebhookEvents.RunFinished => "run.finished",
        _ => "test",
    };

    public static string State(WebhookDelivery d) => d switch
    {
        { DeliveredAt: { } at } => $"arrived {Words.Moment(at)}",
        { NextAttemptAt: not null, Attempts: 0 } => "on its way",
        { NextAttemptAt: { } next } => $"{d.LastFailure} Tried again {Words.Moment(next)}.",
        _ => d.LastFailure ?? "over",
    };

    private RedirectResult Say(bool done, string sentence)
    {
        Said = done ? sentence : "You have no such webhook any more, or there is nothing to do.";
        return Redirect("/you/webhooks");
    }
}
