namespace InfluenceScore.Data;

/// <summary>Tells whether the store is still as it was: a stamp that every committed change replaces, whoever made it.</summary>
public abstract class StoreStamp : IDisposable
{
    /// <summary>The stamp of what a reader sees now. Equal stamps mean equal content; an engine answers in microseconds.</summary>
    public abstract long Read();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
