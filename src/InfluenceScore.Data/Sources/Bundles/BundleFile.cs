using System.IO.Compression;

namespace InfluenceScore.Data.Sources.Bundles;

/// <summary>One CSV file of a bundle, plain or gzipped (whatever its name says), in a folder or in a zip.</summary>
/// <param name="table">What it holds.</param>
/// <param name="name">Where it lies, as sentences show it.</param>
/// <param name="fileName">Its own name, such as posts.csv.gz.</param>
/// <param name="bytes">How many bytes <paramref name="open"/> will give, before gunzipping.</param>
/// <param name="open">Opens it at its start; may be called again.</param>
/// <param name="compressedBytes">The size it has in a zip; null outside.</param>
internal sealed class BundleFile(BundleTable table, string name, string fileName, long bytes, Func<Stream> open, long? compressedBytes = null)
{
    /// <summary>How often a file is read because of misplaced quotes, so that a hostile one does not keep us reading.</summary>
    private const int MaxReadings = 4;

    private Func<long> _bytesRead = () => 0;

    public BundleTable Table => table;

    public string Name => name;

    public string FileName => fileName;

    public long Bytes => bytes;

    /// <summary>How far <see cref="Rows"/> has come, of <see cref="Bytes"/>.</summary>
    public long BytesRead => _bytesRead();

    /// <exception cref="InfluenceScoreException">The file is damaged or has no header.</exception>
    public CsvHeader ReadHeader()
    {
        using var text = OpenText();
        return CsvHeader.Read(new CsvRecordReader(text), name);
    }

    /// <summary>Every record after the header, those with a problem too. The row is the same object every time.</summary>
    /// <param name="network">Stands in where the column is absent or a cell empty.</param>
    /// <exception cref="InfluenceScoreException">The file is damaged or a bomb.</exception>
    public IEnumerable<BundleRow> Rows(string? network, CancellationToken cancellationToken)
    {
        long? after = 0;
        for (var reading = 1; after is { } line; reading++)
        {
            after = null;
            using var text = OpenText();
            var reader = new CsvRecordReader(text, cancellationToken: cancellationToken);
            var row = new BundleRow(reader, CsvHeader.Read(reader, name), network);
            reader.SkipThroughLine(line);
            while (after is null && reader.Read())
            {
                if (reader.DroppedLines && reading < MaxReadings)
                    after = reader.Line;
                yield return row;
            }
        }
    }

    private Stream OpenSource()
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new InfluenceScoreException($"{name} cannot be read: {e.Message}", e);
        }
    }

    private MeteredStream OpenText()
    {
        Span<byte> magic = stackalloc byte[2];
        using (var start = new MeteredStream(OpenSource(), name))
            magic = magic[..start.ReadAtLeast(magic, 2, throwOnEndOfStream: false)];

        var meter = new MeteredStream(OpenSource(), name, compressedBytes is { } size ? () => size : null, compressedBytes is null ? null : bytes);
        _bytesRead = () => meter.Count;
        return magic.SequenceEqual<byte>([0x1F, 0x8B])
            ? new MeteredStream(new GZipStream(meter, CompressionMode.Decompress), name, () => meter.Count)
            : meter;
    }
}
