using Microsoft.EntityFrameworkCore.Storage;

namespace InfluenceScore.Data.Ingestion;

// What scores are made of has another version after each commit that changed it: see FactsWatch.
public sealed partial class Ingestor
{
    /// <summary>For who writes to the same transaction past this: the facts have changed.</summary>
    internal void NoteChange() => _changed = true;

    private void NoteVersion()
    {
        if (!_changed && _writer.Counts.Stored == 0)
            return;
        var transaction = _transaction.GetDbTransaction();
        var (before, after) = FactsWatch.Replace(transaction.Connection!, transaction);
        if (_writer.New is { IsAll: true } rows)
            _log?.Add(before, after, rows);
    }
}
