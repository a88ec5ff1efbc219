using InfluenceScore.Data.Sources.Archives;
using InfluenceScore.Data.Sources.Bundles;

namespace InfluenceScore.Data.Ingestion;

/// <summary>The files of an import, opened and recognised: bundles and archives of X, Mastodon or Bluesky, told apart by what they hold.</summary>
internal sealed class ImportInput : IDisposable
{
    private readonly List<Bundle> _bundles = [];
    private readonly List<SourceArchive> _archives = [];

    /// <summary>Files of the bundles, in the order in which they are to be read: profiles first.</summary>
    public IReadOnlyList<BundleFile> Files { get; private set; } = [];

    public IReadOnlyList<SourceArchive> Archives => _archives;

    public long Bytes => Files.Sum(f => f.Bytes) + _archives.Sum(a => a.Bytes);

    /// <summary>Opens every path and reads heads and tables of contents, no rows.</summary>
    /// <param name="network">The network of rows that name none; null where each has to.</param>
    /// <exception cref="InfluenceScoreException">One of them is not what it should be: unknown, broken, or a bomb.</exception>
    public static ImportInput Open(IReadOnlyList<string> paths, string? network, CancellationToken cancellationToken)
    {
        var input = new ImportInput();
        try
        {
            foreach (var path in paths)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (SourceArchive.OpenOrNull(path) is { } archive)
                    input._archives.Add(archive);
                else
                    input._bundles.Add(BundleReader.Open(path));
            }
            input.Files = [.. input._bundles.SelectMany(b => b.Files).OrderBy(f => f.Table)];
            foreach (var file in input.Files)
            {
                cancellationToken.ThrowIfCancellationRequested();
                file.ReadHeader().Check(file.Table, file.Name, network);
            }
            return input;
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _bundles.ForEach(b => b.Dispose());
        _archives.ForEach(a => a.Dispose());
    }
}
