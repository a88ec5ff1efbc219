using System.Collections.Concurrent;
using InfluenceScore.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Ingestion;

/// <summary>
/// How far the imports are that this process works at the moment, and how to stop one. An import is one transaction: on SQLite nobody else can write meanwhile, so
/// neither progress nor the wish to stop can go through the run's row. Where the engine takes several writers the heartbeat writes the progress down, for the other nodes.
/// </summary>
public sealed class RunningImports
{
    private readonly ConcurrentDictionary<int, RunningImport> _running = new();

    /// <summary>Changes whenever an import of this process has come further.</summary>
    public long State => _running.Values.Sum(i => (i.Progress?.RowsRead ?? 0) + 1);

    /// <summary>Null where this process does not import that run, or has not read anything yet.</summary>
    public ImportProgress? FindOrNull(int runId) => _running.TryGetValue(runId, out var import) ? import.Progress : null;

    /// <summary>Stops an import that this process works; nothing of it is stored.</summary>
    public void Stop(int runId)
    {
        if (_running.TryGetValue(runId, out var import))
            import.Stop();
    }

    /// <summary>Puts what is known here into a row that was read to be shown, and is not saved.</summary>
    public void Show(IngestionRun run)
    {
        if (run.Status != RunStatus.Running || FindOrNull(run.Id) is not { } progress)
            return;
        (run.FactsStored, run.FactsKnown, run.FactsRejected) = Counts(progress);
        run.Progress = progress.Fraction;
        run.RowsRead = progress.RowsRead;
    }

    internal RunningImport Begin(int runId, CancellationToken cancellationToken) => _running[runId] = new RunningImport(() => _running.TryRemove(runId, out _), cancellationToken);

    internal static Task<int> WriteAsync(IQueryable<IngestionRun> row, ImportProgress progress, DateTime now, CancellationToken cancellationToken)
    {
        var (stored, known, rejected) = Counts(progress);
        // The import's own transaction may have ended the run while this waited for its row.
        return row.Where(r => r.Status == RunStatus.Running).ExecuteUpdateAsync(u => u.SetProperty(r => r.FactsStored, stored).SetProperty(r => r.FactsKnown, known)
            .SetProperty(r => r.FactsRejected, rejected).SetProperty(r => r.Progress, progress.Fraction).SetProperty(r => r.UpdatedAt, now), cancellationToken);
    }

    private static (int Stored, int Known, int Rejected) Counts(ImportProgress progress) => (Count(progress.SoFar.Stored), Count(progress.SoFar.Duplicate), Count(progress.SoFar.Rejected));

    private static int Count(long rows) => (int)Math.Min(int.MaxValue, rows);
}

/// <summary>One import that goes on: told how far it is, and disposed of when it is over.</summary>
internal sealed class RunningImport(Action whenOver, CancellationToken cancellationToken) : IProgress<ImportProgress>, IDisposable
{
    private readonly CancellationTokenSource _ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private readonly Lock _changing = new();
    private bool _over;

    public ImportProgress? Progress
    {
        get
        {
            lock (_changing)
                return field;
        }
        private set
        {
            lock (_changing)
                field = value;
        }
    }

    public bool StopAsked { get; private set; }

    public CancellationToken Token => _ends.Token;

    public void Report(ImportProgress value) => Progress = value;

    public void Stop()
    {
        lock (_changing)
        {
            if (_over)
                return;
            StopAsked = true;
            _ends.Cancel();
        }
    }

    public void Dispose()
    {
        lock (_changing)
            _over = true;
        whenOver();
        _ends.Dispose();
    }
}
