using System.Globalization;
using System.Text;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Erasure;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Sources.Bundles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace InfluenceScore.Data.Tests.Ingestion.Bulk;

/// <summary>The quick way into the store against the careful one, row by row: the same rows, ids, counts, reasons and lines, whatever stands in the cells.</summary>
public sealed class BulkImportTests
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    private static readonly string[] Networks = ["x", "x", "x", "X", " x ", "y", "", "no network", "é"];
    private static readonly string[] Handles =
    [
        "ann", "ben", "@ann", "@Ben", " ann ", "\tann", "@@ann", "@", "@ ann", "a b", "é", "É", "did:plc:1", "id:7", "id:1", "id:2", "", "ann\u200B", "\"an\"\"n\"", "\"\"", "x\0y", "zoë",
        new string('h', 320), "@" + new string('h', 320), new string('h', 321),
    ];
    private static readonly string[] Ids = ["1", "2", "3", "4", "a", "A", "did:plc:1", "7", " 1 ", "", "é", "1\u200B", "1 2", "\"1\"", "\"1\"\"\"", new string('1', 1024), new string('1', 1025)];
    private static readonly string[] Times =
    [
        "2026-02-02T08:00:00Z", "2026-02-02T08:00:00", "2026-02-02 08:00:00", "2026-02-02T08:00:00+00:00", "2026-02-02T09:00:00+01:00", "2026-02-02T08:00:00.1Z",
        "2026-02-02T08:00:00.1239999Z", "2026-02-02T08:00:00.12345678Z", "2026-02-02T08:00:00.Z", "2026-02-02", "2026-02-30", "2026-02-02T24:00:00Z", "2026-02-02T08:00Z", "1770019200",
        "1770019200.5", "1989-12-31", "1990-01-01", "2026-03-01T12:00:00Z", "2026-03-02T00:00:00Z", "2026-03-02T00:00:01Z", "9999-12-31T23:59:59Z", "0", "-5", "", "soon", "2026-02-02T08:00:60Z",
        "02026-02-02", "2026-02-02z", "2026-02-02T08:00:00z", "2026-02-02Z", "999999999999", "２０２６-02-02",
    ];
    private static readonly string[] Counts = ["", "0", "12", "12.0", "12.5", "-1", "+3", "999999999999999999", "9223372036854775807", "9223372036854775808", "many", " 7 ", "0012", "1e3"];
    private static readonly string[] Flags = ["", "true", "false", "1", "0", "TRUE", "yes", "1.0", "maybe"];
    private static readonly string[] Texts = ["", "plain", " blanks ", "\"two\nlines\"", "\"a \"\"quote\"\"\"", "\"\"\"\"", "Grüße 🇬🇧", "x\0y", "\"comma, here\"", "=1+1"];
    private static readonly string[] Kinds = ["like", "repost", "reply", "mention", "quote", "LIKE", "Repost", "", "poke", "\"like\""];
    private static readonly string[] PostKinds = ["original", "", "reply", "repost", "quote", "Original", "like", "?"];
    private static readonly string[] Events = ["follow", "unfollow", "follow", "unfollow", "Follow", "", "block"];

    private static readonly (string File, string Header, string[][] Cells)[] Tables =
    [
        ("profiles.csv", "network,handle,observed_at,id,name,created_at,location,bio,followers,following,posts,likes_given,listed,verified,default_avatar",
            [Networks, Handles, Times, Ids, Texts, Times, Texts, Texts, Counts, Counts, Counts, Counts, Counts, Flags, Flags]),
        ("posts.csv", "id,network,author,created_at,kind,refers_to,text,likes,reposts,replies,quotes,views,lang",
            [Ids, Networks, Handles, Times, PostKinds, Ids, Texts, Counts, Counts, Counts, Counts, Counts, ["", "en", "de-AT", "é", " en ", "x\0"]]),
        ("interactions.csv", "network,actor,target,kind,at,post,unknown", [Networks, Handles, Handles, Kinds, Times, Ids, Texts]),
        ("follows.csv", "network,follower,followee,event,at", [Networks, Handles, Handles, Events, Times]),
    ];

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, "y")]
    [InlineData(3, "x")]
    public Task Whatever_stands_in_a_bundle_is_stored_and_refused_as_row_by_row(int seed, string? network) => CompareAsync(onPostgres: false, seed, network);

    [PostgresFact]
    public async Task On_PostgreSQL_as_well()
    {
        for (var seed = 1; seed <= 9; seed++)
            await CompareAsync(onPostgres: true, seed, (seed % 3) switch { 0 => "x", 1 => null, _ => "y" });
    }

    [PostgresFact]
    public async Task On_PostgreSQL_a_second_import_stores_nothing_and_one_that_is_killed_neither()
    {
        using var database = await TestDatabase.CreateAsync(onPostgres: true);
        var folder = Path.Combine(database.Folder, "bundle");
        Write(folder, new Random(4), oddShare: .02);
        await using (var db = database.Open())
        {
            using var rejects = new RejectsFile(Path.Combine(database.Folder, "killed.csv"));
            await Assert.ThrowsAsync<InfluenceScoreException>(() => new BundleImporter(db, Clock).ImportAsync([folder], "x", rejects, null, null, _ =>
            {
                // Everything is written; now its server process dies.
                var killed = ((Npgsql.NpgsqlConnection)db.Database.GetDbConnection()).ProcessID;
                using var other = database.Open();
                other.Database.ExecuteSql($"SELECT pg_terminate_backend({killed})");
                return Task.CompletedTask;
            }, CancellationToken.None));
        }
        Assert.Equal("", await RowsAsync(database));

        var (first, _) = await ImportAsync(database, folder, "x", oneByOne: false);
        Assert.True(first.Stored > 50, first.ToString());
        var rows = await RowsAsync(database);
        var (second, _) = await ImportAsync(database, folder, "x", oneByOne: false);
        Assert.Equal(new ImportSummary(0, first.Stored + first.Duplicate, first.Rejected), second);
        Assert.Equal(rows, await RowsAsync(database));
    }

    [PostgresFact]
    public async Task On_PostgreSQL_an_account_that_a_page_adds_meanwhile_is_found()
    {
        using var database = await TestDatabase.CreateAsync(onPostgres: true);
        var folder = Directory.CreateDirectory(Path.Combine(database.Folder, "bundle")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "profiles.csv"), "network,handle,name,observed_at\nx,ben,Ben,2026-02-01\nx,ann,Ann,2026-02-01\n");
        await using var page = database.Open();
        var adding = await page.Database.BeginTransactionAsync();
        page.Accounts.Add(new Entities.Account { Network = "x", Handle = "ann", Tracked = true });
        await page.SaveChangesAsync();
        var importing = Task.Run(() => ImportAsync(database, folder, null, oneByOne: false));
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.False(importing.IsCompleted);
        await adding.CommitAsync();
        Assert.Equal(new ImportSummary(2, 0, 0), (await importing).Summary);
        await using var after = database.Open();
        Assert.Equal(["ann Ann True 1", "ben Ben False 1"],
            await after.Accounts.OrderBy(a => a.Handle).Select(a => $"{a.Handle} {a.Name} {a.Tracked} {after.Profiles.Count(p => p.AccountId == a.Id)}").ToListAsync());
    }

    [Fact]
    public async Task A_repost_told_with_its_time_replaces_the_one_without()
    {
        using var database = await TestDatabase.CreateAsync(onPostgres: false);
        await using (var db = database.Open())
        {
            await using var ingestor = await Ingestor.BeginAsync(db, Clock);
            Assert.Equal(StoreResult.Stored, ingestor.Store(new InteractionRecord("x", "ann", "ben", Scoring.InteractionKind.Repost, null, "1")));
            await ingestor.CommitAsync();
        }
        var folder = Directory.CreateDirectory(Path.Combine(database.Folder, "bundle")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "interactions.csv"), "network,actor,target,kind,post,at\nx,ann,ben,repost,1,2026-02-02\n");
        var (summary, _) = await ImportAsync(database, folder, null, oneByOne: false);
        Assert.Equal(new ImportSummary(1, 0, 0), summary);
        await using var after = database.Open();
        Assert.Equal(new DateTime(2026, 2, 2, 0, 0, 0, DateTimeKind.Utc), (await after.Interactions.SingleAsync()).At);
    }

    [Fact]
    public async Task Who_was_erased_stays_out()
    {
        using var database = await TestDatabase.CreateAsync(onPostgres: false);
        var folder = Directory.CreateDirectory(Path.Combine(database.Folder, "bundle")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "interactions.csv"), "network,actor,target,kind,at\nx,ann,ben,like,2026-02-02\nx,cat,ben,like,2026-02-02\n");
        await ImportAsync(database, folder, null, oneByOne: false);
        await using (var db = database.Open())
        {
            var erasure = new AccountErasure(db, new AuditLog(db, Clock, AuditActor.CommandLine), Clock);
            await erasure.ExecuteAsync(await erasure.AskAsync(await db.Accounts.SingleAsync(a => a.Handle == "ann"), "somebody"));
        }
        var (summary, rejects) = await ImportAsync(database, folder, null, oneByOne: false);
        Assert.Equal(new ImportSummary(0, 1, 1), summary);
        Assert.Contains(DoNotImport.Reason, rejects, StringComparison.Ordinal);
    }

    private static async Task CompareAsync(bool onPostgres, int seed, string? network)
    {
        var random = new Random(seed);
        using var quick = await TestDatabase.CreateAsync(onPostgres);
        using var careful = await TestDatabase.CreateAsync(onPostgres);
        for (var bundle = 0; bundle < 3; bundle++)
        {
            // From hardly anything odd to hardly anything plain: the first bundle meets an empty store.
            var folder = Path.Combine(quick.Folder, bundle.ToString(CultureInfo.InvariantCulture));
            Write(folder, random, oddShare: bundle == 0 && seed > 3 ? .0005 : .02 + .2 * bundle);
            var (summary, rejects) = await ImportAsync(quick, folder, network, oneByOne: false);
            var (expected, expectedRejects) = await ImportAsync(careful, folder, network, oneByOne: true);
            Assert.Equal(expectedRejects, rejects);
            Assert.Equal(expected, summary);
            Assert.Equal(await RowsAsync(careful), await RowsAsync(quick));
        }
    }

    private static void Write(string folder, Random random, double oddShare)
    {
        Directory.CreateDirectory(folder);
        foreach (var (file, header, cells) in Tables)
        {
            var text = new StringBuilder(header).Append('\n');
            for (var row = 0; row < 400; row++)
            {
                // The first four of every list are plain enough for the row to be stored.
                text.AppendJoin(',', cells.Select(c => c[random.Next(random.NextDouble() < oddShare ? c.Length : Math.Min(4, c.Length))])).Append('\n');
                if (random.Next(200) == 0)
                    text.Append(random.Next(2) == 0 ? "x,too few\n" : "\n");
            }
            File.WriteAllText(Path.Combine(folder, file), text.ToString());
        }
    }

    internal static async Task<(ImportSummary Summary, string Rejects)> ImportAsync(TestDatabase database, string folder, string? network, bool oneByOne)
    {
        await using var db = database.Open();
        var path = Path.Combine(database.Folder, "rejects.csv");
        File.Delete(path);
        ImportSummary summary;
        using (var rejects = new RejectsFile(path))
        {
            summary = oneByOne ? await OneByOneAsync(db, folder, network, rejects) : await new BundleImporter(db, Clock).ImportAsync([folder], network, rejects);
        }
        return (summary, File.Exists(path) ? await File.ReadAllTextAsync(path) : "");
    }

    /// <summary>The slow twin: every row through the mapper and the ingestor.</summary>
    private static async Task<ImportSummary> OneByOneAsync(InfluenceDbContext db, string folder, string? network, RejectsFile rejects)
    {
        await using var ingestor = await Ingestor.BeginAsync(db, Clock);
        using var bundle = BundleReader.Open(folder);
        var rejected = 0;
        foreach (var file in bundle.Files.OrderBy(f => f.Table))
        {
            foreach (var row in file.Rows(network, CancellationToken.None))
            {
                var (record, problem) = BundleMapper.Of(file.Table, row);
                if ((problem ?? ingestor.Take(record)) is not { } reason)
                    continue;
                rejected++;
                rejects.Add(file.FileName, row.Line, reason);
            }
        }
        var counts = ingestor.Flush();
        await ingestor.CommitAsync();
        return new ImportSummary(counts.Stored, counts.Duplicate, rejected);
    }

    /// <summary>Every row with its ids, as it lies in the file.</summary>
    internal static async Task<string> RowsAsync(TestDatabase database)
    {
        await using var db = database.Open();
        await db.Database.OpenConnectionAsync();
        var rows = new StringBuilder();
        foreach (var table in (string[])["Accounts", "Profiles", "Posts", "Interactions", "FollowEvents"])
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\" ORDER BY 1, 2, 3, 4{(table == "Interactions" ? ", 5" : "")}";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows.AppendJoin('|', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))).Append('\n');
        }
        return rows.ToString();
    }
}
