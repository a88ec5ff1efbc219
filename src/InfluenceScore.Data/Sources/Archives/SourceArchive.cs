using InfluenceScore.Data.Sources.Bluesky;
using InfluenceScore.Data.Sources.MastodonArchive;
using InfluenceScore.Data.Sources.XArchive;

namespace InfluenceScore.Data.Sources.Archives;

/// <summary>What a network gave its user to download, ready to be read.</summary>
internal abstract class SourceArchive(ArchiveFiles files) : IDisposable
{
    /// <summary>The kinds that are recognised, one line each.</summary>
    private static readonly Func<ArchiveFiles, SourceArchive?>[] Kinds = [XArchiveReader.RecogniseOrNull, MastodonArchiveReader.RecogniseOrNull, BlueskyRepository.RecogniseOrNull];

    private long _bytesBefore;
    private Func<long> _bytesOfFile = () => 0;

    protected ArchiveFiles Files => files;

    /// <summary>Bytes of the files that will be read.</summary>
    public long Bytes { get; protected init; }

    public long BytesRead => _bytesBefore + _bytesOfFile();

    /// <summary>The archive at a path, whatever it is called; null where it is none (then it may be a bundle).</summary>
    /// <exception cref="InfluenceScoreException">It is broken or hostile.</exception>
    public static SourceArchive? OpenOrNull(string path)
    {
        var files = ArchiveFiles.OpenOrNull(path);
        if (files is null)
            return null;
        try
        {
            foreach (var kind in Kinds)
            {
                if (kind(files) is { } archive)
                    return files.Problem is null ? archive : throw new InfluenceScoreException(files.Problem);
            }
        }
        catch
        {
            files.Dispose();
            throw;
        }
        files.Dispose();
        return null;
    }

    /// <summary>Everything that can be told from the archive, in the order it is to be stored. Reads as it goes.</summary>
    /// <exception cref="InfluenceScoreException">A file is not what it should be.</exception>
    /// <remarks>
    /// No account is identified by an archive: anybody can write one, and an old one names the handle of its time; both would rename accounts that the network itself told of.
    /// </remarks>
    public abstract IEnumerable<ArchiveRow> Rows(CancellationToken cancellationToken);

    public void Dispose() => files.Dispose();

    /// <summary>The elements of a JSON list in a file; an element that is too long comes as null.</summary>
    protected IEnumerable<(long Line, byte[]? Json)> Elements(string name, string? property)
    {
        using var stream = files.Open(name);
        _bytesOfFile = () => stream.Count;
        foreach (var element in new JsonArrayReader(stream, property, name).Elements())
            yield return element;
        _bytesOfFile = () => 0;
        _bytesBefore += files.LengthOf(name);
    }
}

/// <summary>A record of an archive, or why something in it cannot be used.</summary>
/// <param name="File">Name inside the archive.</param>
/// <param name="Line">On which it starts.</param>
/// <param name="Record">A <see cref="ProfileRecord"/>, <see cref="PostRecord"/>, <see cref="InteractionRecord"/> or <see cref="FollowRecord"/>.</param>
internal readonly record struct ArchiveRow(string File, long Line, object? Record, string? Problem)
{
    public static ArchiveRow Of(string file, long line, object record) => new(file, line, record, null);
    public static ArchiveRow Rejected(string file, long line, string problem) => new(file, line, null, problem);
}
