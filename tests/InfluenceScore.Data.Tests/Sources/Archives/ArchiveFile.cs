using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Sources.Archives;
using InfluenceScore.Data.Tests.Ingestion;

namespace InfluenceScore.Data.Tests.Sources.Archives;

/// <summary>Makes archives of every form in a folder of their own.</summary>
internal sealed class ArchiveFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archive-").FullName;
    private int _number;

    public string Zip(params (string Name, string Text)[] files)
    {
        var path = Next("download");
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, text) in files)
        {
            using var writer = new StreamWriter(zip.CreateEntry(name).Open());
            writer.Write(text);
        }
        return path;
    }

    public string TarGz(params (string Name, string Text)[] files)
    {
        var path = Next("download");
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        using var tar = new TarWriter(gzip, TarEntryFormat.Gnu);
        foreach (var (name, text) in files)
            tar.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        return path;
    }

    public string Folder(params (string Name, string Text)[] files)
    {
        var path = Next("folder");
        foreach (var (name, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(path, name))!);
            File.WriteAllText(Path.Combine(path, name), text);
        }
        return path;
    }

    public static List<ArchiveRow> Rows(string path)
    {
        using var archive = SourceArchive.OpenOrNull(path);
        Assert.NotNull(archive);
        var rows = archive.Rows(default).ToList();
        Assert.InRange(archive.BytesRead, 1, archive.Bytes);
        return rows;
    }

    public static async Task<(ImportSummary Summary, string Rejects)> ImportAsync(TestDatabase database, string path)
    {
        await using var db = database.Open();
        var list = Path.Combine(database.Folder, "rejects.csv");
        ImportSummary summary;
        using (var rejects = new RejectsFile(list))
            summary = await new BundleImporter(db, TimeProvider.System).ImportAsync([path], null, rejects);
        return (summary, File.Exists(list) ? await File.ReadAllTextAsync(list) : "");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Next(string name) => Path.Combine(_folder, name + ++_number);
}
