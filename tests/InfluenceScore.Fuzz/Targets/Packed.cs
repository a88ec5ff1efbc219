using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace InfluenceScore.Fuzz.Targets;

/// <summary>Packs files as strangers would, well or with malice.</summary>
internal static class Packed
{
    private static readonly string[] EvilNames =
    [
        "../../../etc/cron.d/x", "/etc/passwd", "C:\\windows\\x", "..\\..\\x", "data/../../x", "con", "a\0b", "", ".", "./", "//", "\u202egpj.csv", new string('a', 60_000), "data/", "data//tweets.js", "DATA/TWEETS.JS",
    ];

    public static string Name(Mutator mutator, string name) => mutator.OneIn(6) ? mutator.One(EvilNames) : mutator.OneIn(3) ? $"folder/{name}" : name;

    public static byte[] Gzip(byte[] bytes, CompressionLevel level)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    public static byte[] Zip(IReadOnlyList<(string Name, byte[] Bytes)> files, CompressionLevel level = CompressionLevel.NoCompression)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            foreach (var (name, bytes) in files)
            {
                using var entry = zip.CreateEntry(name.Length == 0 ? "x" : name, level).Open();
                entry.Write(bytes);
            }
        }
        return packed.ToArray();
    }

    public static byte[] Tar(IReadOnlyList<(string Name, byte[] Bytes)> files)
    {
        using var packed = new MemoryStream();
        using (var tar = new TarWriter(packed, TarEntryFormat.Gnu))
        {
            foreach (var (name, bytes) in files)
                tar.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, name.Replace("\0", "", StringComparison.Ordinal) is { Length: > 0 } usable ? usable : "x") { DataStream = new MemoryStream(bytes) });
        }
        return packed.ToArray();
    }

    /// <summary>Bombs, crowds of entries, names that climb, and nests, around the names that a reader looks for.</summary>
    public static IEnumerable<(string Name, byte[] Input)> Nasties(IReadOnlyList<string> names, IReadOnlyList<(string Name, byte[] Bytes)>? around = null)
    {
        var bomb = new byte[60_000_000];
        foreach (var name in names)
        {
            IEnumerable<(string, byte[])> others = (around ?? []).Where(f => f.Name != name);
            yield return ($"bomb {name}", Zip([.. others, (name, bomb)], CompressionLevel.Fastest));
            yield return ($"deep {name}", Zip([.. others, (name, Encoding.UTF8.GetBytes("[{\"orderedItems\":" + new string('[', 2_000_000)))], CompressionLevel.Fastest));
            yield return ($"one long line {name}", Zip([.. others, (name, Encoding.UTF8.GetBytes("[\"" + new string('a', 10_000_000)))], CompressionLevel.Fastest));
            yield return ($"quote without end {name}", Zip([.. others, (name, Encoding.UTF8.GetBytes("network,handle,id,author,created_at\nx,\"" + string.Concat(Enumerable.Repeat("a,b,c\n", 200_000))))], CompressionLevel.Fastest));
        }
        yield return ("gzip bomb", Gzip(bomb, CompressionLevel.Fastest));
        yield return ("gzip bomb in gzip", Gzip(Gzip(bomb, CompressionLevel.Fastest), CompressionLevel.Fastest));
        yield return ("crowd", Zip([.. Enumerable.Range(0, 65_000).Select(i => ($"media/{i}", Array.Empty<byte>())), .. around ?? [(names[0], [])]]));
        yield return ("tar crowd", Gzip(Tar([.. Enumerable.Range(0, 65_000).Select(i => ($"media/{i}", Array.Empty<byte>())), .. around ?? [(names[0], [])]]), CompressionLevel.Fastest));
        foreach (var evil in EvilNames)
            yield return ($"name {evil[..Math.Min(20, evil.Length)]}", Zip([(evil, [1]), .. around ?? [(names[0], [])]]));
    }
}
