using System.Globalization;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Ingestion;

/// <summary>Executes runs that were claimed from the <see cref="RunQueue"/>: reads pages from the source and stores each with its cursor in one transaction.</summary>
/// <param name="imports">Where others in this process see how far an import is; null where nobody looks.</param>
/// <param name="log">Where what is fetched is noted for a scoring that takes in what is new; null where there is none.</param>
public sealed partial class RunExecutor(InfluenceDbContext db, SourceCatalog sources, TimeProvider clock, RunningImports? imports = null, FactsLog? log = null)
{
    // A network that is down gets three more chances, a quarter of an hour apart.
    private static readonly TimeSpan PassingPause = TimeSpan.FromMinutes(15);
    private const int MaxAttempts = 4;

    /// <summary>Executes a claimed run to its end. What goes wrong on the way ends up in the row, in words; only bugs are thrown.</summary>
    /// <param name="onChange">Told after each page and at each wait.</param>
    /// <param name="cancellationToken">The process ends: the run stays where it is and goes on later.</param>
    public async Task ExecuteAsync(IngestionRun run, Action<IngestionRun>? onChange, CancellationToken cancellationToken)
    {
        var watch = new RunWatch(db, run, clock, onChange);
        var (takenOver, told) = (false, false);
        try
        {
            if (run.AccountId is { } account)
            {
                await FetchAsync(run, account, watch, onChange, cancellationToken);
                run.HighWater ??= run.StartHighWater;
                run.Progress = 1;
                End(run, RunStatus.Done, watch, Done(run));
            }
            else
            {
                await ImportAsync(run, watch, cancellationToken);
                told = true;
            }
        }
        catch (OperationCanceledException)
        {
            var fence = run.Fence;
            await ForgetChangesAsync(run);
            takenOver = run.Fence != fence;
            if (takenOver)
                return;
            if (run.CancelRequested)
                End(run, RunStatus.Cancelled, watch, run.AccountId is null ? "Stopped on request; nothing of it was stored." : "Stopped on request; what was stored stays, and Retry goes on from there.");
            else
                GoOnLater(run, RunStatus.Queued, null, null, watch, run.AccountId is null
                    ? "Interrupted because the program ends; begins again at its next start." : "Interrupted because the program ends; goes on from here at its next start.");
        }
        catch (Exception e) when (e is RunTakenOverException or DbUpdateConcurrencyException)
        {
            takenOver = true;
            ForgetAllBut(run);
            await db.Entry(run).ReloadAsync(CancellationToken.None);
        }
        catch (Exception e) when (StoreErrors.FindOrNull(e) is { } failure && StoreErrors.IsPassing(failure))
        {
            // No attempt counts: neither the network nor the run is at fault, and somebody has to make room.
            await ForgetChangesAsync(run);
            var sentence = $"The database could not be written: {StoreErrors.InWords(failure)}";
            GoOnLater(run, RunStatus.Waiting, clock.GetUtcNow().UtcDateTime + PassingPause, sentence, watch, $"{sentence} It tries again by itself.");
        }
        catch (InfluenceScoreException e)
        {
            await ForgetChangesAsync(run);
            if (e is SourceException { Passing: true } && ++run.Attempts < MaxAttempts)
                GoOnLater(run, RunStatus.Waiting, clock.GetUtcNow().UtcDateTime + PassingPause, e.Message, watch, $"{e.Message} It tries again by itself.");
            else
                Fail(run, e.Message, watch);
        }
        catch (Exception e)
        {
            await ForgetChangesAsync(run);
            Fail(run, $"An error in the program: {e.GetType().Name}: {e.Message}", watch);
            throw;
        }
        finally
        {
            if (!takenOver)
            {
                run.LeaseOwner = null;
                run.LeaseUntil = null;
                run.UpdatedAt = clock.GetUtcNow().UtcDateTime;
                if (run.IsOver && !told)
                    await WebhookOutbox.AddRunAsync(db, run, run.UpdatedAt, CancellationToken.None);
                await SaveLastAsync(run);
                if (run is { IsOver: true, AccountId: null })
                    await UploadQueue.RemoveFilesAsync(db, run.Id);
            }
            onChange?.Invoke(run);
        }
    }

    private async Task SaveLastAsync(IngestionRun run)
    {
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Taken over at the last moment: whoever has it now says how it goes on.
            ForgetAllBut(run);
            await db.Entry(run).ReloadAsync(CancellationToken.None);
        }
        catch (Exception e) when (StoreErrors.FindOrNull(e) is { } failure && StoreErrors.IsPassing(failure))
        {
            throw new InfluenceScoreException(
                $"The state of run {run.Id} could not be written: {StoreErrors.InWords(failure)} What its pages stored stays; it goes on behind the last of them when its lease of {RunLease.Length.TotalSeconds:0} s has run out, or at the next start.", e);
        }
    }

    private async Task FetchAsync(IngestionRun run, int accountId, RunWatch watch, Action<IngestionRun>? onChange, CancellationToken cancellationToken)
    {
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == accountId, cancellationToken);
        var source = sources.FindOrNull(account.Network)
            ?? throw new InfluenceScoreException($"There is no source for the network '{account.Network}': its accounts can only be imported from a file.");
        if (source.NotConfiguredReason is { } missing)
            throw new InfluenceScoreException(missing);

        watch.Note(run.Cursor is null ? $"Begins to fetch {account.Network}:{account.Handle}." : $"Goes on behind page {run.Pages}.");
        run.StartedAt ??= clock.GetUtcNow().UtcDateTime;
        run.FinishedAt = null;
        run.WaitUntil = null;
        run.WaitReason = null;
        run.Failure = null;
        Renew(run);
        await db.SaveChangesAsync(cancellationToken);
        onChange?.Invoke(run);

        var request = new FetchRequest(account.Handle, run.Cursor, run.StartHighWater, watch) { NetworkUserId = account.NetworkUserId };
        await foreach (var page in source.FetchAsync(request, cancellationToken))
        {
            await StoreAsync(run, source, page, watch, cancellationToken);
            onChange?.Invoke(run);
            if (await db.IngestionRuns.Where(r => r.Id == run.Id).Select(r => r.CancelRequested).SingleAsync(cancellationToken))
                throw new OperationCanceledException();
        }
    }

    private async Task StoreAsync(IngestionRun run, ISocialSource source, SourcePage page, RunWatch watch, CancellationToken cancellationToken)
    {
        var (gone, requests, cost) = await FindGoneAsync(run, source, page.FollowList, watch, cancellationToken);
        watch.WaitIsOver();

        await using (var ingestor = await Ingestor.BeginAsync(db, clock, log, cancellationToken))
        {
            // A lease that a jumping clock or a stopped machine let run out: whoever took the run has its pages now, and storing ours would set it back.
            if (!await db.IngestionRuns.AnyAsync(r => r.Id == run.Id && r.Fence == run.Fence, cancellationToken))
                throw new RunTakenOverException();
            foreach (var record in page.Accounts)
                ingestor.Store(record);
            var firstOfTheDay = new HashSet<(string, DateTime)>();
            foreach (var record in page.Profiles)
            {
                if (record.ObservedAt is { } at && (!firstOfTheDay.Add((AccountKey.NormalizeHandle(record.Handle), at.Date)) || await IsSnapshotOfTheDayKnownAsync(record, at, cancellationToken)))
                    run.FactsKnown++;
                else
                    NoteProblem(run, ingestor.Take(record), record, watch);
            }
            foreach (var record in page.Posts)
                NoteProblem(run, ingestor.Take(record), record, watch);
            foreach (var record in page.Interactions)
                NoteProblem(run, ingestor.Take(record), record, watch);
            foreach (var record in page.Follows)
                NoteProblem(run, ingestor.Take(record), record, watch);
            var counts = ingestor.Flush();
            run.FactsStored += (int)counts.Stored;
            run.FactsKnown += (int)counts.Duplicate;
            if (page.FollowList is { } part)
            {
                var (events, sentence) = await FollowLists.StoreAsync(db, ingestor, source.Network, part, run.Id, gone, clock.GetUtcNow().UtcDateTime, cancellationToken);
                run.FactsStored += events;
                if (sentence is not null)
                    watch.NoteLater(sentence);
            }

            run.Pages++;
            run.Requests += page.Requests + requests;
            run.CostMicroUsd += (long)decimal.Round((page.CostUsd + cost) * 1_000_000m);
            run.Cursor = page.Cursor;
            run.HighWater = page.HighWater ?? run.HighWater;
            run.Subject = page.Subject ?? run.Subject;
            run.Progress = page.Progress is { } progress ? Math.Clamp(progress, 0, 1) : run.Progress;
            Renew(run);
            await db.SaveChangesAsync(cancellationToken);
            await ingestor.CommitAsync(cancellationToken);
        }
        ForgetAllBut(run);
    }

    private async Task<(IReadOnlyCollection<string>? Gone, int Requests, decimal CostUsd)> FindGoneAsync(
        IngestionRun run, ISocialSource source, FollowListPart? part, RunWatch watch, CancellationToken cancellationToken)
    {
        if (part is not { Complete: true })
            return (null, 0, 0);
        var missing = await FollowLists.FindMissingAsync(db, source.Network, part, run.Id, cancellationToken);
        if (missing.Count == 0)
            return ([], 0, 0);
        if (missing.Count > GoneAnswer.MaxAsked)
        {
            watch.Note($"{missing.Count} accounts are missing from the list of {part.Owner} at once: that looks like a fault of the list, so nobody is said to have unfollowed.");
            return (null, 0, 0);
        }
        try
        {
            var answer = await source.FindGoneAsync(missing, watch, cancellationToken);
            if (answer.Gone.Count > 0)
                watch.Note($"{answer.Gone.Count} of {missing.Count} accounts missing from the list of {part.Owner} are no longer on the network: gone, not unfollowed.");
            return (answer.Gone.Select(AccountKey.NormalizeHandle).ToHashSet(StringComparer.Ordinal), answer.Requests, answer.CostUsd);
        }
        catch (InfluenceScoreException e)
        {
            watch.Note($"{missing.Count} accounts are missing from the list of {part.Owner}, but whether they still exist could not be found out: {e.Message} Nobody is said to have unfollowed.");
            return (null, 0, 0);
        }
    }

    // Counts change by the minute; one snapshot a day and account keeps their history readable, and a second run on the same day stores nothing new.
    private async Task<bool> IsSnapshotOfTheDayKnownAsync(ProfileRecord record, DateTime at, CancellationToken cancellationToken)
    {
        var handle = AccountKey.NormalizeHandle(record.Handle);
        return await db.Profiles.AnyAsync(
            p => p.ObservedAt >= at.Date && p.ObservedAt < at.Date.AddDays(1)
                && db.Accounts.Any(a => a.Id == p.AccountId && a.Network == record.Network && a.Handle == handle), cancellationToken);
    }

    private static void NoteProblem(IngestionRun run, string? problem, object record, RunWatch watch)
    {
        if (problem is not null && ++run.FactsRejected <= 20) // the log is for reading
            watch.NoteLater($"A {record.GetType().Name.Replace("Record", "", StringComparison.Ordinal).ToLowerInvariant()} could not be used: {problem}.");
    }

    private void Renew(IngestionRun run)
    {
        run.Status = RunStatus.Running;
        run.UpdatedAt = clock.GetUtcNow().UtcDateTime;
        run.LeaseUntil = run.UpdatedAt + RunLease.Length;
    }

    private void End(IngestionRun run, RunStatus status, RunWatch watch, string sentence)
    {
        run.Status = status;
        run.FinishedAt = clock.GetUtcNow().UtcDateTime;
        run.WaitUntil = null;
        run.WaitReason = null;
        watch.NoteLater(sentence);
    }

    private void Fail(IngestionRun run, string reason, RunWatch watch)
    {
        run.Failure = reason;
        End(run, RunStatus.Failed, watch, $"Failed: {reason}");
    }

    private static void GoOnLater(IngestionRun run, RunStatus status, DateTime? until, string? reason, RunWatch watch, string sentence)
    {
        run.Status = status;
        run.WaitUntil = until;
        run.WaitReason = reason;
        watch.NoteLater(sentence);
    }

    // A page that was not committed has left its changes in the tracked rows.
    private async Task ForgetChangesAsync(IngestionRun run)
    {
        ForgetAllBut(run);
        await db.Entry(run).ReloadAsync(CancellationToken.None);
        ForgetCounts(run);
    }

    private void ForgetAllBut(IngestionRun run)
    {
        foreach (var entry in db.ChangeTracker.Entries().Where(e => e.Entity != run).ToList())
            entry.State = EntityState.Detached;
    }

    private static string Done(IngestionRun run) => string.Create(
        CultureInfo.InvariantCulture,
        $"Done: {run.FactsStored:N0} new facts, {run.FactsKnown:N0} known before, {run.FactsRejected:N0} rejected, in {run.Pages:N0} pages and {run.Requests:N0} requests"
        + $"{(run.CostMicroUsd > 0 ? $", for ${run.CostMicroUsd / 1e6:0.00}" : "")}.");
}
