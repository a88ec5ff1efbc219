using InfluenceScore.Data.Erasure;

namespace InfluenceScore.Web.Erasure;

/// <summary>How far the erasure has come that this process executes: its rows change in one transaction, so the database cannot tell.</summary>
public sealed class ErasureWork : IProgress<ErasureProgress>
{
    private volatile Box? _now;

    /// <summary>Null while nothing is being erased here.</summary>
    public ErasureProgress? Now => _now?.Progress;

    public void Report(ErasureProgress value) => _now = new Box(value);

    public void Clear() => _now = null;

    private sealed record Box(ErasureProgress Progress);
}
