using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Pages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Webhooks;

/// <summary>What a webhook is told: made from the rows at the moment of sending, for what its owner may see then.</summary>
internal static class WebhookMessages
{
    /// <summary>Accounts of one message at most; who has more reads the list by the API.</summary>
    private const int MostAccounts = 500;

    /// <summary>The body, or why there is nothing to tell.</summary>
    public static async Task<(object? Body, string? Nothing)> MakeAsync(InfluenceDbContext db, WebhookDelivery delivery, User owner, CancellationToken cancel) => delivery.Event switch
    {
        WebhookEvents.Test => (Message("test", delivery, new { sentence = "It works: this is a trial that you asked for." }), null),
        WebhookEvents.RunFinished => await RunAsync(db, delivery, owner, cancel),
        _ => await ScoresAsync(db, delivery, owner, cancel),
    };

    private static object Message(string type, WebhookDelivery delivery, object data) => new { type, timestamp = delivery.CreatedAt, data };

    private static async Task<(object?, string?)> RunAsync(InfluenceDbContext db, WebhookDelivery delivery, User owner, CancellationToken cancel)
    {
        if (owner.Role != Role.Admin)
            return (null, "Not sent: runs are told to admins only.");
        if (await db.IngestionRuns.AsNoTracking().FirstOrDefaultAsync(r => r.Id == delivery.SubjectId, cancel) is not { } run)
            return (null, "Not sent: the run is not stored any more.");
        var account = await db.Accounts.Where(a => a.Id == run.AccountId).Select(a => a.Network + ":" + a.Handle).FirstOrDefaultAsync(cancel);
        return (Message("run.finished", delivery, new
        {
            run.Id,
            Kind = run.AccountId is null ? "import" : "ingestion",
            account,
            run.Status,
            run.FactsStored,
            run.FactsKnown,
            run.FactsRejected,
            run.FinishedAt,
            run.Failure,
        }), null);
    }

    private static async Task<(object?, string?)> ScoresAsync(InfluenceDbContext db, WebhookDelivery delivery, User owner, CancellationToken cancel)
    {
        if (await Runs.FindShownOrNullAsync(db, cancel) is not { } run || run.Id != delivery.SubjectId)
            return (null, "Not sent: a newer scoring has taken its place.");
        if (run.EarlierRunId is not { } earlierId || await db.ScoreRuns.AsNoTracking().FirstOrDefaultAsync(r => r.Id == earlierId, cancel) is not { } earlier)
            return (null, "Not sent: there is no earlier scoring to compare with.");
        var viewer = new Viewer(owner.Id, owner.Role, MayWrite: false, owner.Name ?? "");
        var scores = await (
            from a in db.Accounts.Where(a => a.Tracked).VisibleTo(db, viewer)
            join s in db.Scores on a.Id equals s.AccountId
            where s.ScoreRunId == run.Id
            join e in db.Scores on new { s.AccountId, ScoreRunId = earlierId } equals new { e.AccountId, e.ScoreRunId }
            select new { a.Network, a.Handle, s.Value, s.Low, s.High, Before = e.Value }).ToListAsync(cancel);
        // What pages show to one decimal has changed; smaller movements are nobody's news.
        var changed = scores.Where(s => Words.Rounded(s.Value, 1) != Words.Rounded(s.Before, 1)).OrderByDescending(s => Math.Abs(s.Value - s.Before)).ToList();
        return changed.Count == 0 ? (null, "Not sent: no score that you see has changed.") : (Message("score.changed", delivery, new
        {
            run.AsOf,
            run.Model,
            PreviousAsOf = earlier.AsOf,
            Changed = changed.Count,
            Accounts = changed.Take(MostAccounts).Select(s => new
            {
                Account = new AccountKey(s.Network, s.Handle).ToString(),
                Score = s.Value,
                s.Low,
                s.High,
                PreviousScore = s.Before,
                Change = s.Value - s.Before,
            }).ToList(),
        }), null);
    }
}
