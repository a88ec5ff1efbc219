using InfluenceScore.Data;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Sources.Archives;
using InfluenceScore.Data.Sources.Bundles;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Fuzz.Targets;

/// <summary>
/// A file that somebody imports. It is recognised, opened and read row by row as `import` does; every so often it also goes through the whole import into a database in memory,
/// which costs ten times as much.
/// </summary>
internal abstract class FileTarget : FuzzTarget
{
    private const int WholeImportOneIn = 100;

    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"influencescore-fuzz-{Environment.ProcessId}-{Guid.NewGuid():N}")).FullName;
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private InfluenceDbContext? _db;
    private long _count;

    /// <summary>The name that the file gets; for a bundle it says which table it is.</summary>
    protected virtual string NameOf(byte[] input) => "upload";

    public override void Read(byte[] input)
    {
        var path = Path.Combine(_folder, NameOf(input));
        File.WriteAllBytes(path, input);
        try
        {
            if (_count++ % WholeImportOneIn == 0)
                Import(path);
            else if (SourceArchive.OpenOrNull(path) is { } archive)
                ReadArchive(archive);
            else
                ReadBundle(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void ReadArchive(SourceArchive archive)
    {
        using (archive)
        {
            foreach (var row in archive.Rows(CancellationToken.None))
                _ = row.Problem;
        }
    }

    private static void ReadBundle(string path)
    {
        using var bundle = BundleReader.Open(path);
        foreach (var file in bundle.Files)
        {
            file.ReadHeader().Check(file.Table, file.Name, "x");
            foreach (var row in file.Rows("x", CancellationToken.None))
            {
                _ = file.Table switch
                {
                    BundleTable.Profiles => BundleMapper.Profile(row).Problem,
                    BundleTable.Posts => BundleMapper.Post(row).Problem,
                    BundleTable.Interactions => BundleMapper.Interaction(row).Problem,
                    _ => BundleMapper.Follow(row).Problem,
                };
            }
        }
    }

    private void Import(string path)
    {
        _db ??= Open();
        using var rejects = new RejectsFile(Path.Combine(_folder, "rejects"));
        new BundleImporter(_db, TimeProvider.System).ImportAsync([path], "x", rejects).GetAwaiter().GetResult();
    }

    private SqliteInfluenceDbContext Open()
    {
        _connection.Open();
        var db = new SqliteInfluenceDbContext(new DbContextOptionsBuilder<SqliteInfluenceDbContext>().UseSqlite(_connection).Options);
        db.Database.Migrate();
        return db;
    }

    public override void Dispose()
    {
        _db?.Dispose();
        _connection.Dispose();
        Directory.Delete(_folder, recursive: true);
        base.Dispose();
    }
}
