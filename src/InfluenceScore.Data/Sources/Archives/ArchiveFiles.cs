using System.Formats.Tar;
using System.IO.Compression;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Sources.Bundles;

namespace InfluenceScore.Data.Sources.Archives;

/// <summary>
/// The files of an archive that somebody downloaded: a folder, a .zip or a .tar.gz, told apart by their first bytes. Nothing is ever unpacked to disk; names only
/// serve to find what is read.
/// </summary>
internal sealed class ArchiveFiles : IDisposable
{
    // Archives hold every picture ever posted; past this somebody wants to cost us memory.
    private const int MaxEntries = 500_000;

    // The files that are read at all are text: the longest known is about 1 GB.
    private const long MaxFileBytes = 8L << 30;

    private readonly Dictionary<string, (long Length, Func<Stream> Open)> _files = new(StringComparer.Ordinal);
    private readonly string _path;
    private ZipArchive? _container;

    private ArchiveFiles(string path) => _path = path;

    /// <summary>Why nothing of it may be read, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>Paths inside the archive, with slashes.</summary>
    public IReadOnlyCollection<string> Names => _files.Keys;

    /// <summary>Null where the path is neither a folder nor a zip nor a gzipped tar, or none that can be read.</summary>
    public static ArchiveFiles? OpenOrNull(string path)
    {
        var files = new ArchiveFiles(path);
        try
        {
            if (Directory.Exists(path))
                files.AddFolder();
            else if (!File.Exists(path))
                return null;
            else if (StartsWith(path, [(byte)'P', (byte)'K']))
                files.AddZip();
            else if (StartsWith(path, [0x1f, 0x8b]))
            {
                if (!files.AddTar())
                    return null;
            }
            else if (LooksLikeCar(path))
                files._files[Path.GetFileName(path)] = (new FileInfo(path).Length, () => File.OpenRead(path));
            else
                return null;
            return files;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException or InfluenceScoreException)
        {
            files.Dispose();
            return null;
        }
    }

    // The one archive that is a single file.
    private static bool LooksLikeCar(string path)
    {
        using var stream = File.OpenRead(path);
        var first = new byte[64];
        return Bluesky.CarFile.LooksLikeOne(first.AsSpan(0, stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false)));
    }

    public long LengthOf(string name) => _files[name].Length;

    /// <exception cref="InfluenceScoreException">The file cannot be opened; while reading: it is damaged, too long, or a bomb.</exception>
    public MeteredStream Open(string name)
    {
        var (length, open) = _files[name];
        var shown = $"{_path}:{name}";
        if (length > MaxFileBytes)
            throw new InfluenceScoreException($"{shown} says that it has {length} bytes; more than {MaxFileBytes} are not read.");
        try
        {
            return new MeteredStream(open(), shown, length: length);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or NotSupportedException or OverflowException or FormatException or ArgumentException)
        {
            throw new InfluenceScoreException($"{shown} cannot be read: {e.Message}", e);
        }
    }

    public void Dispose() => _container?.Dispose();

    private void AddFolder()
    {
        // Media lie in folders of their own; what is read lies at most two levels deep (archive/data/tweets.js).
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var file in Directory.EnumerateFiles(_path, "*.js*", options))
            Add(System.IO.Path.GetRelativePath(_path, file).Replace('\\', '/'), new FileInfo(file).Length, () => File.OpenRead(file));
    }

    private void AddZip()
    {
        var zip = ZipFile.OpenRead(_path);
        _container = zip;
        if (zip.Entries.Count > MaxEntries)
            Problem = $"{_path} holds {zip.Entries.Count} entries; more than {MaxEntries} are not read.";
        foreach (var entry in zip.Entries)
        {
            Add(entry.FullName, entry.Length, () =>
            {
                // Deflate cannot do better than 1,032 to 1 (zlib.net/zlib_tech.html), JSON does 5 to 30; small files may repeat themselves.
                if (entry.Length > MeteredStream.UnsuspiciousBytes && entry.Length / MeteredStream.MaxRatio > entry.CompressedLength)
                    throw new InvalidDataException($"it unpacks to more than {MeteredStream.MaxRatio} times its size");
                return entry.Open();
            });
        }
    }

    // A tar has no table of contents: the names come from a pass over all of it, and each file that is read from another.
    private bool AddTar()
    {
        using var tar = new TarStream(_path);
        try
        {
            for (var entries = 0; tar.Reader.GetNextEntry() is { } entry; entries++)
            {
                if (entries == MaxEntries)
                {
                    Problem = $"{_path} holds more than {MaxEntries} entries; they are not read.";
                    break;
                }
                if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && entry.Name is { } name)
                    Add(name, entry.Length, () => TarStream.OpenEntry(_path, name));
            }
            return _files.Count > 0;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or FormatException or OverflowException or ArgumentException or NotSupportedException or InfluenceScoreException)
        {
            // Either a gzipped something else, or an archive that was cut off.
            Problem = $"{_path} cannot be read to its end: {e.Message}";
            return _files.Count > 0;
        }
    }

    private void Add(string name, long length, Func<Stream> open)
    {
        var path = name.Replace('\\', '/');
        if (path.StartsWith("./", StringComparison.Ordinal))
            path = path[2..];
        if (path.StartsWith('/') || (path.Length > 1 && path[1] == ':') || path.Split('/').Contains(".."))
            Problem ??= $"{_path} holds the entry {RecordRules.Quoted(name)}, which points outside the archive; nothing of it was imported.";
        _files.TryAdd(path, (length, open));
    }

    private static bool StartsWith(string path, ReadOnlySpan<byte> magic)
    {
        Span<byte> start = stackalloc byte[2];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(start, 2, throwOnEndOfStream: false) == 2 && start.SequenceEqual(magic);
    }
}
