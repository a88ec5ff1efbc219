using System.Formats.Tar;
using System.IO.Compression;
using InfluenceScore.Data.Sources.Bundles;

namespace InfluenceScore.Data.Sources.Archives;

/// <summary>A gzipped tar, opened from its beginning; unpacking more than a file can honestly hold stops it.</summary>
internal sealed class TarStream : IDisposable
{
    private readonly FileStream _file;
    private readonly MeteredStream _unpacked;

    public TarStream(string path)
    {
        _file = File.OpenRead(path);
        _unpacked = new MeteredStream(new GZipStream(_file, CompressionMode.Decompress), path, () => _file.Position);
        Reader = new TarReader(_unpacked);
    }

    public TarReader Reader { get; }

    /// <summary>The content of one file; disposing of it closes the tar.</summary>
    public static Stream OpenEntry(string path, string name)
    {
        var tar = new TarStream(path);
        while (tar.Reader.GetNextEntry() is { } entry)
        {
            if (entry.Name == name)
                return new Entry(tar, entry.DataStream ?? Stream.Null);
        }
        tar.Dispose();
        throw new InvalidDataException("it has gone in the meantime");
    }

    public void Dispose()
    {
        Reader.Dispose();
        _unpacked.Dispose();
        _file.Dispose();
    }

    private sealed class Entry(TarStream tar, Stream data) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => data.Read(buffer, offset, count);
        public override int Read(Span<byte> buffer) => data.Read(buffer);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                tar.Dispose();
            base.Dispose(disposing);
        }
    }
}
