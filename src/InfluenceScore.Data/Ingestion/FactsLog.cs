namespace InfluenceScore.Data.Ingestion;

/// <summary>
/// What this process newly stored, commit by commit, each with the versions of the facts (<see cref="Entities.FactsVersion"/>) that it led from and to. So a gap shows: where
/// another process wrote, or rows changed that are not new, no chain of commits leads from the one version to the other. Bounded: the oldest are forgotten.
/// </summary>
/// <param name="most">Facts kept, at most.</param>
public sealed class FactsLog(int most = 100_000)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, (long From, NewRows Rows)> _byVersion = [];
    private readonly Queue<long> _oldestFirst = [];
    private int _count;

    /// <summary>Notes a commit, just before it: one that fails leads to a version that is never there.</summary>
    internal void Add(long from, long to, NewRows rows)
    {
        lock (_lock)
        {
            _byVersion[to] = (from, rows);
            _oldestFirst.Enqueue(to);
            _count += 1 + rows.Count;
            while (_count > most && _oldestFirst.TryDequeue(out var oldest))
            {
                _count -= 1 + _byVersion[oldest].Rows.Count;
                _byVersion.Remove(oldest);
            }
        }
    }

    /// <summary>What was stored between two versions, in the order of the commits; null where that is not known.</summary>
    internal NewRows? FindOrNull(long from, long to)
    {
        lock (_lock)
        {
            List<NewRows> commits = [];
            for (var version = to; version != from;)
            {
                if (!_byVersion.TryGetValue(version, out var commit))
                    return null;
                commits.Add(commit.Rows);
                version = commit.From;
            }
            var all = new NewRows();
            for (var i = commits.Count - 1; i >= 0; i--)
                all.AddRange(commits[i]);
            return all;
        }
    }
}
