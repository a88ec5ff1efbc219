using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Sources;

namespace InfluenceScore.Web.Commands;

/// <summary>`ingest x:handle bluesky:handle …`: makes the same runs as the admin page and executes them here, one after the other.</summary>
public static class IngestCommand
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <param name="db">A database of the current schema.</param>
    /// <param name="accounts">As network:handle.</param>
    /// <param name="heartbeat">Keeps the lease of a run alive while a page takes long; null = the pages alone do.</param>
    /// <param name="rescore">Called once when at least one account has something new; null = scores stay as they are.</param>
    /// <exception cref="InfluenceScoreException">An account's name cannot be read (then nothing was fetched), or at least one run failed; the others have been executed.</exception>
    public static async Task RunAsync(
        InfluenceDbContext db, SourceCatalog sources, TimeProvider clock, IReadOnlyList<string> accounts, RescoreAfterRuns? rescore, TextWriter stdout, CancellationToken cancellationToken,
        RunHeartbeat? heartbeat = null)
    {
        var keys = accounts.Select(a => Parse(a, sources)).Distinct().ToList();
        var failures = new List<string>();
        var stored = 0;
        foreach (var key in keys)
        {
            var account = await RunQueue.TrackAsync(db, key, cancellationToken);
            var run = await RunQueue.EnqueueAsync(db, account, "the command line", clock, cancellationToken);
            run = await ExecuteAsync(db, sources, clock, run, heartbeat, stdout, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            await stdout.WriteLineAsync(InWords(key, run));
            stored += run.FactsStored;
            if (run.Status != RunStatus.Done)
                failures.Add($"{key}: {run.Failure ?? run.WaitReason ?? "stopped on request"}");
        }
        if (stored > 0 && rescore is not null)
            await rescore(cancellationToken);
        if (failures.Count > 0)
            throw new InfluenceScoreException(string.Join(" ", failures));
    }

    private static AccountKey Parse(string text, SourceCatalog sources) =>
        !AccountKey.TryParse(text, out var key) || key.Handle.Length > AccountKey.MaxHandleLength ? throw new InfluenceScoreException($"'{text}' is not an account: write network:handle, for example bluesky:alice.example.")
        : sources.FindOrNull(key.Network) is null ? throw new InfluenceScoreException($"There is no source for the network '{key.Network}' of {key}; there are {string.Join(", ", sources.All.Select(s => s.Network))}.")
        : key;

    private static async Task<IngestionRun> ExecuteAsync(
        InfluenceDbContext db, SourceCatalog sources, TimeProvider clock, IngestionRun run, RunHeartbeat? heartbeat, TextWriter stdout, CancellationToken cancellationToken)
    {
        // Another process may be at it: its lease decides, and its end is ours.
        var waited = false;
        while (!await RunQueue.TryClaimAsync(db, run.Id, clock, cancellationToken))
        {
            await db.Entry(run).ReloadAsync(cancellationToken);
            if (run.IsOver)
                return run;
            if (!waited)
                await stdout.WriteLineAsync($"Run {run.Id} is being executed by another process ({run.LeaseOwner}); waiting for it.");
            waited = true;
            await Task.Delay(BetweenLooks, cancellationToken);
        }
        await db.Entry(run).ReloadAsync(cancellationToken);
        using var line = new ProgressLine(stdout, "facts", total: 0);
        var waiting = (DateTime?)null;
        Task Execute(CancellationToken stop) => new RunExecutor(db, sources, clock).ExecuteAsync(run, Show, stop);
        await (heartbeat is null ? Execute(cancellationToken) : heartbeat.AccompanyAsync(run, Execute, cancellationToken));
        return run;

        void Show(IngestionRun r)
        {
            if (r.WaitUntil is { } until && until != waiting)
                stdout.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Waiting until {until:HH:mm:ss} UTC: {r.WaitReason}."));
            waiting = r.WaitUntil;
            line.Report(r.FactsStored + r.FactsKnown, r.Progress);
        }
    }

    private static string InWords(AccountKey key, IngestionRun run) => string.Create(
        CultureInfo.InvariantCulture,
        $"{key}: {run.Status.ToString().ToLowerInvariant()}, stored {run.FactsStored}, known {run.FactsKnown}, rejected {run.FactsRejected}, requests {run.Requests}")
        + (run.CostMicroUsd > 0 ? string.Create(CultureInfo.InvariantCulture, $", cost ${run.CostMicroUsd / 1e6:0.00}") : "");
}
