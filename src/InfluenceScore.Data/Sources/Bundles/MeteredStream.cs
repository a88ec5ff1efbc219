namespace InfluenceScore.Data.Sources.Bundles;

/// <summary>
/// Passes bytes through, counts them, says in words what is wrong with a damaged file, and stops a bomb: a little compressed file
/// that unpacks to more than any disk holds.
/// </summary>
/// <param name="source">Where the bytes come from; closed with this.</param>
/// <param name="fileName">For the sentences.</param>
/// <param name="compressedBytes">How many compressed bytes the bytes read so far were made from, if they were compressed.</param>
/// <param name="length">How many bytes there must be, where that is known: .NET does not check what a zip says of its entries.</param>
internal sealed class MeteredStream(Stream source, string fileName, Func<long>? compressedBytes = null, long? length = null) : Stream
{
    /// <summary>Unpacked bytes that are always let through, whatever the ratio.</summary>
    public const long UnsuspiciousBytes = 50_000_000;

    /// <summary>
    /// Unpacked bytes per compressed byte that text is believed to have. CSV has about 5 to 30; deflate cannot do more than 1,032
    /// (zlib.net/zlib_tech.html), and bombs are near that.
    /// </summary>
    public const long MaxRatio = 200;

    public long Count { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            var read = source.Read(buffer);
            Count += read;
            if (compressedBytes is not null && Count > UnsuspiciousBytes && Count / MaxRatio > compressedBytes())
                throw new InfluenceScoreException($"{fileName} unpacks to more than {MaxRatio} times its size; nothing of it was imported.");
            if (Count > length || (read == 0 && buffer.Length > 0 && Count < length))
                throw new InvalidDataException($"it should have {length} bytes.");
            return read;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new InfluenceScoreException($"{fileName} cannot be read to its end: {e.Message}", e);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }
}
