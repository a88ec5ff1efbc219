using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Erasure;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Ingestion;

/// <summary>What buttons, timers and the command line do with runs: plain changes of rows.</summary>
public static class RunQueue
{
    // No network asks for more (RateLimit); a wait that ends later was written by a clock that ran ahead.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(2);

    // Somebody else may take the first of them at the same moment, and a few are executed here; nobody reads the whole queue for one run.
    private const int MostCandidates = 50;

    /// <summary>The account of that key, tracked from now on; made where nobody knew it.</summary>
    /// <exception cref="InfluenceScoreException">It was erased and is not to come back.</exception>
    public static async Task<Account> TrackAsync(InfluenceDbContext db, AccountKey key, CancellationToken cancellationToken)
    {
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Network == key.Network && (a.Handle == key.Handle || a.NetworkUserId == key.Handle), cancellationToken);
        if (account is null && (await DoNotImport.ReadAsync(db, cancellationToken)).Contains(key.Network, key.Handle))
            throw new InfluenceScoreException($"{key} was erased and is not to be imported again; the admin page on personal data lifts that.");
        if (account is null)
            db.Accounts.Add(account = new Account { Network = key.Network, Handle = key.Handle });
        account.Tracked = true;
        await db.SaveChangesAsync(cancellationToken);
        return account;
    }

    /// <summary>Queues a fetch of an account; where one goes on already, that one.</summary>
    /// <param name="requestedBy">Who asks, in words.</param>
    public static async Task<IngestionRun> EnqueueAsync(InfluenceDbContext db, Account account, string requestedBy, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await ActiveOrNullAsync(db, account.Id, cancellationToken) is { } active)
            return active;
        var now = clock.GetUtcNow().UtcDateTime;
        var highWater = await db.IngestionRuns.Where(r => r.AccountId == account.Id && r.Status == RunStatus.Done && r.HighWater != null)
            .OrderByDescending(r => r.Id).Select(r => r.HighWater).FirstOrDefaultAsync(cancellationToken);
        var run = new IngestionRun
        {
            AccountId = account.Id,
            Network = account.Network,
            Status = RunStatus.Queued,
            RequestedBy = requestedBy,
            StartHighWater = highWater,
            QueuedAt = now,
            UpdatedAt = now,
        };
        db.IngestionRuns.Add(run);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return run;
        }
        catch (DbUpdateException e)
        {
            // Somebody pressed the button at the same moment: the unique index let one through.
            db.Entry(run).State = EntityState.Detached;
            return await ActiveOrNullAsync(db, account.Id, cancellationToken) ?? throw new InfluenceScoreException($"No run could be queued for {account.Network}:{account.Handle}; try again.", e);
        }
    }

    /// <summary>Takes the oldest run that may go on now and that nobody executes; null where there is none.</summary>
    /// <param name="network">Only of this network; null = of any.</param>
    public static async Task<IngestionRun?> ClaimNextOrNullAsync(InfluenceDbContext db, string? network, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var farthest = now + LongestWait;
        var candidates = await db.IngestionRuns.AsNoTracking()
            .Where(r => r.Status == RunStatus.Queued || r.Status == RunStatus.Running || r.Status == RunStatus.Waiting)
            .Where(r => network == null || r.Network == network)
            .Where(r => r.LeaseOwner == null || r.LeaseUntil < now || r.LeaseOwner.StartsWith(RunLease.Machine))
            .Where(r => r.Status != RunStatus.Waiting || r.LeaseOwner != null || r.WaitUntil == null || r.WaitUntil <= now || r.WaitUntil >= farthest || r.CancelRequested)
            .OrderBy(r => r.Id).Take(MostCandidates).ToListAsync(cancellationToken);
        foreach (var candidate in candidates)
        {
            if (!await UploadQueue.LiesElsewhereAsync(db, candidate, now, cancellationToken) && await TryClaimAsync(db, candidate, now, cancellationToken))
                return await db.IngestionRuns.SingleAsync(r => r.Id == candidate.Id, cancellationToken);
        }
        return null;
    }

    /// <summary>Takes one run; false where somebody else executes it or it is over.</summary>
    public static async Task<bool> TryClaimAsync(InfluenceDbContext db, int runId, TimeProvider clock, CancellationToken cancellationToken) =>
        await db.IngestionRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId, cancellationToken) is { IsOver: false } run
        && await TryClaimAsync(db, run, clock.GetUtcNow().UtcDateTime, cancellationToken);

    private static async Task<bool> TryClaimAsync(InfluenceDbContext db, IngestionRun run, DateTime now, CancellationToken cancellationToken)
    {
        if (!RunLease.IsFree(run, now))
            return false;
        var changed = await db.IngestionRuns.Where(r => r.Id == run.Id && r.Fence == run.Fence && r.Status == run.Status && r.LeaseOwner == run.LeaseOwner && r.LeaseUntil == run.LeaseUntil)
            .ExecuteUpdateAsync(u => u
                .SetProperty(r => r.Fence, r => r.Fence + 1)
                .SetProperty(r => r.LeaseOwner, RunLease.Mine)
                .SetProperty(r => r.LeaseUntil, now + RunLease.Length)
                .SetProperty(r => r.Status, RunStatus.Running), cancellationToken);
        return changed == 1;
    }

    /// <summary>Asks a run to end; one that nobody executes ends at once.</summary>
    public static async Task CancelAsync(InfluenceDbContext db, int runId, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await db.IngestionRuns.Where(r => r.Id == runId && (r.Status == RunStatus.Queued || r.Status == RunStatus.Running || r.Status == RunStatus.Waiting))
            .ExecuteUpdateAsync(u => u.SetProperty(r => r.CancelRequested, true), cancellationToken);
        var ended = await db.IngestionRuns.Where(r => r.Id == runId && r.CancelRequested && r.LeaseOwner == null && (r.Status == RunStatus.Queued || r.Status == RunStatus.Waiting))
            .ExecuteUpdateAsync(u => u.SetProperty(r => r.Status, RunStatus.Cancelled).SetProperty(r => r.FinishedAt, now).SetProperty(r => r.UpdatedAt, now), cancellationToken);
        if (ended > 0)
            await UploadQueue.RemoveFilesAsync(db, runId);
    }

    /// <summary>Queues a failed or cancelled run again: it goes on where it stopped.</summary>
    /// <returns>False where the account has a newer run that goes on, or the run is not one of those.</returns>
    public static async Task<bool> RetryAsync(InfluenceDbContext db, int runId, TimeProvider clock, CancellationToken cancellationToken)
    {
        var run = await db.IngestionRuns.SingleOrDefaultAsync(r => r.Id == runId, cancellationToken);
        // The files of an import go with its end: they are uploaded again.
        if (run is not { Status: RunStatus.Failed or RunStatus.Cancelled, AccountId: { } account } || await ActiveOrNullAsync(db, account, cancellationToken) is not null)
            return false;
        run.Status = RunStatus.Queued;
        run.UpdatedAt = clock.GetUtcNow().UtcDateTime;
        run.FinishedAt = null;
        run.Failure = null;
        run.CancelRequested = false;
        run.Attempts = 0;
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>Queues a run for every account whose schedule says so.</summary>
    /// <returns>How many were due.</returns>
    public static async Task<int> EnqueueDueAsync(InfluenceDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (hour, day, week) = (now.AddHours((int)ScheduleInterval.Hourly), now.AddHours((int)ScheduleInterval.Daily), now.AddHours((int)ScheduleInterval.Weekly));
        // Further away than its own interval was written by a clock that ran ahead; waiting for that day would be never.
        var due = await db.IngestionSchedules
            .Where(s => s.NextAt <= now || s.NextAt > week || (s.NextAt > day && s.Every == ScheduleInterval.Daily) || (s.NextAt > hour && s.Every == ScheduleInterval.Hourly))
            .ToListAsync(cancellationToken);
        foreach (var schedule in due)
        {
            // Rounds that were missed while the program was off are not made up for.
            schedule.NextAt = now.AddHours((int)schedule.Every);
            if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == schedule.AccountId && a.Tracked, cancellationToken) is { } account)
                await EnqueueAsync(db, account, "the schedule", clock, cancellationToken);
        }
        await db.SaveChangesAsync(cancellationToken);
        return due.Count;
    }

    private static Task<IngestionRun?> ActiveOrNullAsync(InfluenceDbContext db, int accountId, CancellationToken cancellationToken) => db.IngestionRuns.SingleOrDefaultAsync(
        r => r.AccountId == accountId && (r.Status == RunStatus.Queued || r.Status == RunStatus.Running || r.Status == RunStatus.Waiting), cancellationToken);
}
