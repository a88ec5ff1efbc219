using InfluenceScore.Data.Backups;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Tests.Ingestion;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests.Backups;

public sealed class DatabaseCopyTests
{
    [SqliteFact]
    public async Task A_copy_made_while_somebody_writes_is_one_moment_whole_and_one_file()
    {
        using var database = await TestDatabase.CreateAsync();
        await AddAccountsAsync(database, 0, 2_000);
        using var stop = new CancellationTokenSource();
        var written = 0;
        var writing = Task.Run(async () =>
        {
            // Two rows a transaction: a copy of a moment holds an even number.
            for (var i = 2_000; !stop.IsCancellationRequested; i += 2)
            {
                await AddAccountsAsync(database, i, 2);
                Interlocked.Increment(ref written);
            }
        });
        while (Volatile.Read(ref written) < 3)
            await Task.Delay(5);
        var target = Path.Combine(database.Folder, "copy.db");
        var steps = new List<CopyProgress>();
        DatabaseCopy.Write(database.Path, target, new Steps(steps));
        await stop.CancelAsync();
        await writing;

        Assert.True(written > 3);
        Assert.Equal(steps[^1].Total, steps[^1].Bytes);
        Assert.Equal(0, Count(target) % 2);
        Assert.InRange(Count(target), 2_000, 2_000 + 2 * written);
        Assert.Equal(new byte[] { 1, 1 }, (await File.ReadAllBytesAsync(target)).Skip(18).Take(2)); // no WAL: sqlite.org/fileformat.html
        Assert.Equal(["copy.db"], Directory.GetFiles(database.Folder, "copy.db*").Select(Path.GetFileName));
        Assert.Null(IntegrityCheck.Whole.FindingOrNull(target));
    }

    [SqliteFact]
    public async Task A_stopped_or_impossible_copy_leaves_no_file()
    {
        using var database = await TestDatabase.CreateAsync();
        var target = Path.Combine(database.Folder, "copy.db");
        var noDatabase = Path.Combine(database.Folder, "letter.txt");
        await File.WriteAllTextAsync(noDatabase, string.Concat(Enumerable.Repeat("Dear reader, ", 1000)));

        Assert.Throws<OperationCanceledException>(() => DatabaseCopy.Write(database.Path, target, null, new CancellationToken(canceled: true)));
        var refused = Assert.Throws<InfluenceScoreException>(() => DatabaseCopy.Write(noDatabase, target));

        Assert.Contains("is not a database", refused.Message);
        Assert.False(File.Exists(target));
    }

    [SqliteFact]
    public async Task A_damaged_database_is_found_out_and_told_how_to_mend()
    {
        using var database = await TestDatabase.CreateAsync();
        await AddAccountsAsync(database, 0, 5_000);
        await using (var db = database.Open())
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        Assert.Null(IntegrityCheck.Quick.FindingOrNull(database.Path));

        Damage(database.Path);

        var finding = IntegrityCheck.Quick.FindingOrNull(database.Path);
        Assert.NotNull(finding);
        Assert.Contains("restore FILE", IntegrityCheck.InWords(database.Path, finding));
        Assert.Throws<InfluenceScoreException>(() => DatabaseCopy.Write(database.Path, Path.Combine(database.Folder, "copy.db")));
        Assert.False(File.Exists(Path.Combine(database.Folder, "copy.db")));
    }

    [SqliteFact]
    public async Task Who_was_cut_off_is_known_at_the_next_start_and_who_ended_well_is_not()
    {
        using var database = await TestDatabase.CreateAsync();
        var connection = $"Data Source={database.Path}";
        await using (var db = new SqliteInfluenceDbContext(new DbContextOptionsBuilder<SqliteInfluenceDbContext>().UseSqlite(connection).Options))
        {
            db.Accounts.Add(new Account { Network = "x", Handle = "a" });
            await db.SaveChangesAsync();
        }
        // The pooled connection is still open: what a killed process leaves behind.
        using (var second = DatabaseUse.Join(connection))
            Assert.True(second.WasCutOff);
        using var third = DatabaseUse.Join(connection);
        Assert.False(third.WasCutOff);
        using var fourth = DatabaseUse.Join(connection); // several at once
    }

    internal static void Damage(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        var noise = new byte[64];
        new Random(7).NextBytes(noise);
        for (var at = 4096L * 3; at < stream.Length; at += 4096)
        {
            stream.Position = at;
            stream.Write(noise);
        }
    }

    private static async Task AddAccountsAsync(TestDatabase database, int from, int count)
    {
        await using var db = database.Open();
        db.Accounts.AddRange(Enumerable.Range(from, count).Select(i => new Account { Network = "x", Handle = $"account{i}" }));
        await db.SaveChangesAsync();
    }

    private static int Count(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM Accounts";
        return (int)(long)command.ExecuteScalar()!;
    }

    private sealed class Steps(List<CopyProgress> steps) : IProgress<CopyProgress>
    {
        public void Report(CopyProgress value) => steps.Add(value);
    }
}
