using System.IO.Compression;
using InfluenceScore.Data.Ingestion;

namespace InfluenceScore.Data.Sources.Bundles;

/// <summary>Finds the files of a bundle in what somebody names: a folder, a zip, or one file. Content decides, not the name's ending.</summary>
internal static class BundleReader
{
    /// <summary>A bundle has four files; a zip with thousands of entries is something else, or wants to cost us memory.</summary>
    public const int MaxZipEntries = 1_000;

    private const string TheFourFiles = "profiles.csv, posts.csv, interactions.csv or follows.csv (each may be gzipped)";

    /// <exception cref="InfluenceScoreException">There is nothing at that path, it may not be read, or it is no bundle.</exception>
    public static Bundle Open(string path)
    {
        try
        {
            if (Directory.Exists(path))
                return new Bundle(FilesOfFolder(path));
            if (!File.Exists(path))
                throw new InfluenceScoreException($"There is no file or folder {Shown(path)}.");
            return StartsAsZip(path) ? OpenZip(path) : new Bundle([SingleFile(path)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InfluenceScoreException($"{Shown(path)} cannot be read: {e.Message}", e);
        }
    }

    private static List<BundleFile> FilesOfFolder(string folder)
    {
        var files = new List<BundleFile>();
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (BundleTables.OfFileNameOrNull(Path.GetFileName(path)) is { } table)
                AddOnce(files, FileAt(path, table), folder);
        }
        if (files.Count == 0)
            RefuseUnknown(folder, name => File.Exists(Path.Combine(folder, name)));
        return files;
    }

    private static BundleFile SingleFile(string path)
    {
        if (BundleTables.OfFileNameOrNull(Path.GetFileName(path)) is { } named)
            return FileAt(path, named);
        return BundleTables.OfHeaderOrNull(FileAt(path, default).ReadHeader()) is { } recognised
            ? FileAt(path, recognised)
            : throw new InfluenceScoreException($"{Shown(path)} is none of the files of a bundle: its first line does not have the columns of {TheFourFiles}.");
    }

    private static BundleFile FileAt(string path, BundleTable table) =>
        new(table, path, Path.GetFileName(path), new FileInfo(path).Length, () => OpenFile(path));

    private static Bundle OpenZip(string path)
    {
        ZipArchive? zip = null;
        try
        {
            zip = ZipFile.OpenRead(path);
            return new Bundle(FilesOfZip(path, zip), zip);
        }
        catch (InvalidDataException e)
        {
            zip?.Dispose();
            throw new InfluenceScoreException($"{Shown(path)} is a broken zip: {e.Message}", e);
        }
        catch
        {
            zip?.Dispose();
            throw;
        }
    }

    private static List<BundleFile> FilesOfZip(string path, ZipArchive zip)
    {
        var names = zip.Entries.Select(e => e.FullName.Replace('\\', '/')).ToList();
        foreach (var name in names)
        {
            if (name.StartsWith('/') || (name.Length > 1 && name[1] == ':') || name.Split('/').Contains(".."))
                throw new InfluenceScoreException($"{Shown(path)} holds the entry {RecordRules.Quoted(name)}, which points outside the zip; nothing of it was imported.");
        }

        // The files may lie in a folder of the zip, as they do when somebody zips a folder; the one nearest the root counts.
        var known = zip.Entries.Zip(names, (entry, name) => (Entry: entry, Name: name, Folder: name[..(name.LastIndexOf('/') + 1)]))
            .Where(e => BundleTables.OfFileNameOrNull(e.Name[e.Folder.Length..]) is not null)
            .GroupBy(e => e.Folder, StringComparer.Ordinal)
            .OrderBy(g => g.Key.Count(c => c == '/')).ThenBy(g => g.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        if (known is null)
            RefuseUnknown(path, name => names.Any(n => n == name || n.EndsWith("/" + name, StringComparison.Ordinal)));
        if (zip.Entries.Count > MaxZipEntries)
            throw new InfluenceScoreException($"{Shown(path)} holds {zip.Entries.Count} entries; a bundle has four files, and more than {MaxZipEntries} entries are not read.");

        var files = new List<BundleFile>();
        foreach (var (entry, name, folder) in known!)
        {
            var fileName = name[folder.Length..];
            var table = BundleTables.OfFileNameOrNull(fileName)!.Value;
            // Reading would notice too, but only after the first gigabyte.
            if (entry.Length > MeteredStream.UnsuspiciousBytes && entry.Length / MeteredStream.MaxRatio > entry.CompressedLength)
                throw new InfluenceScoreException($"{path}:{name} unpacks to more than {MeteredStream.MaxRatio} times its size; nothing of it was imported.");
            AddOnce(files, new BundleFile(table, $"{path}:{name}", fileName, entry.Length, entry.Open, entry.CompressedLength), path);
        }
        return files;
    }

    private static void AddOnce(List<BundleFile> files, BundleFile file, string where)
    {
        if (files.Any(f => f.Table == file.Table))
            throw new InfluenceScoreException($"{Shown(where)} holds {file.Table.FileName()} more than once (plain and gzipped?); keep one of them.");
        files.Add(file);
    }

    // Whole archives of X and Mastodon were recognised before anybody looks for a bundle.
    private static void RefuseUnknown(string path, Func<string, bool> has)
    {
        if (has("data/tweets.js") || has("data/manifest.js"))
            throw new InfluenceScoreException($"{Shown(path)} is an archive of X without its data/account.js: nobody knows whose posts these are.");
        if (has("outbox.json"))
            throw new InfluenceScoreException($"{Shown(path)} is an archive of Mastodon without its actor.json: nobody knows whose posts these are.");
        throw new InfluenceScoreException($"{Shown(path)} is no bundle: it holds none of {TheFourFiles}.");
    }

    private static bool StartsAsZip(string path)
    {
        Span<byte> magic = stackalloc byte[4];
        using var file = OpenFile(path);
        var read = file.ReadAtLeast(magic, 4, throwOnEndOfStream: false);
        return read == 4 && magic.StartsWith("PK"u8) && magic[2] is 3 or 5 or 7;
    }

    private static FileStream OpenFile(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.SequentialScan);

    private static string Shown(string path) => path.Length == 0 ? "''" : path;
}
