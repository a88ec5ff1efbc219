using System.Collections.Concurrent;

namespace InfluenceScore.Web.Ingestion;

/// <summary>What only one job of this node does at a time; other nodes have turns of their own.</summary>
public sealed class NodeTurns
{
    private readonly ConcurrentDictionary<string, byte> _taken = new(StringComparer.Ordinal);

    /// <summary>Taken until disposed of; null where somebody has it.</summary>
    public IDisposable? TakeOrNull(string what) => _taken.TryAdd(what, 0) ? new Turn(_taken, what) : null;

    private sealed class Turn(ConcurrentDictionary<string, byte> taken, string what) : IDisposable
    {
        public void Dispose() => taken.TryRemove(what, out _);
    }
}
