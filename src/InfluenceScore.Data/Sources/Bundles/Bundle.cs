namespace InfluenceScore.Data.Sources.Bundles;

/// <summary>The files found in one bundle, readable until this is disposed of.</summary>
internal sealed class Bundle(IReadOnlyList<BundleFile> files, IDisposable? container = null) : IDisposable
{
    public IReadOnlyList<BundleFile> Files => files;

    public void Dispose() => container?.Dispose();
}
