using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Erasure;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Sources;
using InfluenceScore.Web.Auditing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Admin.Runs;

/// <summary>What goes on, what waits and what needs somebody; tracked accounts with their schedules; finished runs. Every button only changes rows.</summary>
public sealed class IndexModel(InfluenceDbContext db, SourceCatalog sources, RunningImports running, TimeProvider clock) : PageModel
{
    private const int ShownFinished = 20;
    private static readonly TimeSpan ImportNeedsSomebody = TimeSpan.FromDays(1);

    public sealed record RunRow(IngestionRun Run, string Handle, string? Name);

    public sealed record AccountRow(Account Account, DateTime? LastFetched, RunStatus? LastStatus, ScheduleInterval? Every, DateTime? NextAt);

    public IReadOnlyList<RunRow> Now { get; private set; } = [];
    public IReadOnlyList<RunRow> Finished { get; private set; } = [];
    public IReadOnlyList<AccountRow> Accounts { get; private set; } = [];
    public long SpentThisMonthMicroUsd { get; private set; }
    public int StoredToday { get; private set; }
    public int RejectedToday { get; private set; }
    public int AllRuns { get; private set; }
    public DateTime At { get; private set; }
    public IReadOnlyList<string> Networks => [.. sources.All.Select(s => s.Network)];

    [TempData]
    public string? Said { get; set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadNowAsync(cancel);
        Finished = await Rows(db.IngestionRuns.Where(r => r.Status >= RunStatus.Done).OrderByDescending(r => r.FinishedAt).ThenByDescending(r => r.Id).Take(ShownFinished)).ToListAsync(cancel);
        AllRuns = await db.IngestionRuns.CountAsync(cancel);
        Accounts = await (
            from a in db.Accounts.AsNoTracking().Where(a => a.Tracked)
            let last = db.IngestionRuns.Where(r => r.AccountId == a.Id).OrderByDescending(r => r.Id).FirstOrDefault()
            let schedule = db.IngestionSchedules.FirstOrDefault(s => s.AccountId == a.Id)
            orderby a.Network, a.Handle
            select new AccountRow(a, last == null ? null : last.FinishedAt, last == null ? null : last.Status, schedule == null ? null : schedule.Every, schedule == null ? null : schedule.NextAt))
            .ToListAsync(cancel);
        var month = new DateTime(At.Year, At.Month, 1, 0, 0, 0, DateTimeKind.Utc);
        SpentThisMonthMicroUsd = await db.IngestionRuns.Where(r => r.UpdatedAt >= month).SumAsync(r => r.CostMicroUsd, cancel);
        // What an import has counted so far is not stored before its end.
        var today = db.IngestionRuns.Where(r => r.UpdatedAt >= At.Date && (r.AccountId != null || r.Status == RunStatus.Done));
        StoredToday = await today.SumAsync(r => r.FactsStored, cancel);
        RejectedToday = await today.SumAsync(r => r.FactsRejected, cancel);
    }

    public async Task<IActionResult> OnGetNowAsync(CancellationToken cancel)
    {
        await LoadNowAsync(cancel);
        return Partial("_Now", this);
    }

    [Audited(AuditActions.AccountAdded, "network", "handle")]
    public async Task<IActionResult> OnPostAddAsync(string? network, string? handle, CancellationToken cancel)
    {
        if (!AccountKey.TryParse($"{network}:{handle}", out var key) || key.Handle.Length > AccountKey.MaxHandleLength || key.Handle.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            return Say("Write the account's handle, for example alice.example.");
        if (sources.FindOrNull(key.Network) is null)
            return Say("Choose one of the networks that accounts can be fetched from.");
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Network == key.Network && a.Handle == key.Handle, cancel);
        if (account is null && (await DoNotImport.ReadAsync(db, cancel)).Contains(key.Network, key.Handle))
            return Say($"{key} was erased and is not to be imported again; the page on personal data lifts that.");
        if (account is null)
            db.Accounts.Add(account = new Account { Network = key.Network, Handle = key.Handle });
        account.Tracked = true;
        await db.SaveChangesAsync(cancel);
        await RunQueue.EnqueueAsync(db, account, Requester, clock, cancel);
        return Say($"{key.Handle} on {Words.Network(key.Network)} is added; its first run is in the queue.");
    }

    [Audited(AuditActions.AccountRemoved, "account")]
    public async Task<IActionResult> OnPostRemoveAsync(int account, CancellationToken cancel)
    {
        await db.IngestionSchedules.Where(s => s.AccountId == account).ExecuteDeleteAsync(cancel);
        await db.Accounts.Where(a => a.Id == account).ExecuteUpdateAsync(u => u.SetProperty(a => a.Tracked, false), cancel);
        return Say("The account is no longer fetched. What is known of it stays.");
    }

    [Audited(AuditActions.RunQueued, "account")]
    public async Task<IActionResult> OnPostReingestAsync(int account, CancellationToken cancel)
    {
        if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == account && a.Tracked, cancel) is not { } known)
            return Say("That account is not tracked any more.");
        if (sources.FindOrNull(known.Network) is null)
            return Say($"There is no source for {Words.Network(known.Network)}: its accounts can only be imported from a file.");
        await RunQueue.EnqueueAsync(db, known, Requester, clock, cancel);
        return Say($"{known.Handle} is in the queue.");
    }

    [Audited(AuditActions.RunQueued)]
    public async Task<IActionResult> OnPostReingestAllAsync(CancellationToken cancel)
    {
        var networks = Networks;
        var all = await db.Accounts.Where(a => a.Tracked && networks.Contains(a.Network)).ToListAsync(cancel);
        foreach (var account in all)
            await RunQueue.EnqueueAsync(db, account, Requester, clock, cancel);
        return Say($"{Words.Count(all.Count, "account is", "accounts are")} in the queue.");
    }

    [Audited(AuditActions.ScheduleChanged, "account", "every")]
    public async Task<IActionResult> OnPostScheduleAsync(int account, int every, CancellationToken cancel)
    {
        var schedule = await db.IngestionSchedules.SingleOrDefaultAsync(s => s.AccountId == account, cancel);
        if (!Enum.IsDefined((ScheduleInterval)every))
        {
            if (schedule is not null)
                db.Remove(schedule);
            await db.SaveChangesAsync(cancel);
            return Say("The account is fetched on demand only.");
        }
        if (!await db.Accounts.AnyAsync(a => a.Id == account && a.Tracked, cancel))
            return Say("That account is not tracked any more.");
        if (schedule is null)
            db.IngestionSchedules.Add(schedule = new IngestionSchedule { AccountId = account });
        schedule.Every = (ScheduleInterval)every;
        schedule.NextAt = clock.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(cancel);
        return Say($"The account is fetched {RunWords.Every(schedule.Every)}, for the first time within a minute.");
    }

    [Audited(AuditActions.RunStopped, "run")]
    public async Task<IActionResult> OnPostCancelAsync(int run, CancellationToken cancel)
    {
        running.Stop(run);
        await RunQueue.CancelAsync(db, run, clock, cancel);
        return Say($"Run {run} is being stopped.");
    }

    [Audited(AuditActions.RunRetried, "run")]
    public async Task<IActionResult> OnPostRetryAsync(int run, CancellationToken cancel) =>
        Say(await RunQueue.RetryAsync(db, run, clock, cancel) ? $"Run {run} is in the queue again and goes on where it stopped." : $"Run {run} cannot be tried again: it is not stopped, or its account has a newer run.");

    private async Task LoadNowAsync(CancellationToken cancel)
    {
        At = clock.GetUtcNow().UtcDateTime;
        // A failed run needs somebody as long as no newer run of its account has begun; an import, for a day.
        var yesterday = At - ImportNeedsSomebody;
        Now = await Rows(db.IngestionRuns
            .Where(r => r.Status < RunStatus.Done || (r.Status == RunStatus.Failed && (r.AccountId == null ? r.FinishedAt > yesterday : !db.IngestionRuns.Any(n => n.AccountId == r.AccountId && n.Id > r.Id))))
            .OrderBy(r => r.Status == RunStatus.Failed).ThenBy(r => r.Status == RunStatus.Queued).ThenBy(r => r.Id)).ToListAsync(cancel);
        foreach (var row in Now)
            running.Show(row.Run);
    }

    private IQueryable<RunRow> Rows(IQueryable<IngestionRun> runs) =>
        from r in runs.AsNoTracking()
        join a in db.Accounts on r.AccountId equals (int?)a.Id into accounts
        from a in accounts.DefaultIfEmpty()
        join u in db.ImportUploads on r.Id equals u.RunId into uploads
        from u in uploads.DefaultIfEmpty()
        select new RunRow(r, a == null ? u == null ? "files" : u.FileNames : a.Handle, a == null ? null : a.Name);

    private string Requester => User.Identity?.Name is { Length: > 0 } name ? name : "the admin page";

    private RedirectToPageResult Say(string sentence)
    {
        Said = sentence;
        return RedirectToPage("/Admin/Runs/Index");
    }
}
