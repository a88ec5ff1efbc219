using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Erasure;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Retention;
using InfluenceScore.Data.Scores;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Tests.Scores.Live;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests;

/// <summary>Whoever writes what scores are made of replaces the version of the facts, and nobody else does.</summary>
public sealed partial class FactsWatchTests
{
    [Fact]
    public async Task Every_writer_of_facts_replaces_the_version()
    {
        using var town = await LiveTown.CreateAsync(1);
        var clock = town.Clock;
        (string What, Func<InfluenceDbContext, Task> Write)[] writers =
        [
            ("ingestor with a log", _ => town.StoreAsync(town.Records(20))),
            ("ingestor", _ => town.StoreAsync(town.Records(20), log: null)),
            ("identity", _ => town.StoreAsync([new AccountRecord("x", "12", "account2")], log: null)),
            ("bundle", ImportAsync),
            ("tracked by a statement", db => db.Accounts.Where(a => a.Id == 2).ExecuteUpdateAsync(set => set.SetProperty(a => a.Tracked, true))),
            ("tracked by saving", async db =>
            {
                (await db.Accounts.SingleAsync(a => a.Id == 4)).Tracked = true;
                await db.SaveChangesAsync();
            }),
            ("an account of a page", async db =>
            {
                db.Accounts.Add(new Account { Network = "x", Handle = "page", Tracked = true });
                await db.SaveChangesAsync();
            }),
            ("an account with others", async db =>
            {
                db.Accounts.AddRange(new Account { Network = "x", Handle = "page2" }, new Account { Network = "x", Handle = "page3" });
                await db.SaveChangesAsync();
            }),
            ("inside a transaction", async db =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                await db.Profiles.Where(p => p.AccountId == 2).ExecuteDeleteAsync();
                db.Accounts.Add(new Account { Network = "x", Handle = "page4" });
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
            }),
            ("raw", db => db.Database.ExecuteSqlRawAsync("""DELETE FROM "Posts" WHERE "Id" = (SELECT MAX("Id") FROM "Posts")""")),
            ("retention", db => new RetentionSweep(db, Audit(db, clock), clock).RunAsync(new RetentionRule(180, null, null))),
            ("erasure", EraseAsync),
        ];
        // So that retention finds something to do.
        await town.StoreAsync([new InteractionRecord("x", "account1", "account2", InteractionKind.Like, LiveTown.Start.AddYears(-2))]);
        foreach (var (what, write) in writers)
        {
            await using var db = town.Database.Open();
            var before = await VersionAsync(db);
            await write(db);
            await using var other = town.Database.Open();
            Assert.True(await VersionAsync(other) != before, what);
        }

        async Task ImportAsync(InfluenceDbContext db)
        {
            var file = Path.Combine(town.Database.Folder, "interactions.csv");
            await File.WriteAllTextAsync(file, "network,actor,target,kind,at\nx,alpha,beta,like,2026-10-01T00:00:00Z\n");
            using var rejects = new RejectsFile(Path.Combine(town.Database.Folder, "rejects.csv"));
            Assert.Equal(1, (await new BundleImporter(db, clock).ImportAsync([file], null, rejects, null, CancellationToken.None)).Stored);
        }

        async Task EraseAsync(InfluenceDbContext db)
        {
            var erasure = new AccountErasure(db, Audit(db, clock), clock);
            await erasure.ExecuteAsync(await erasure.AskAsync(await db.Accounts.SingleAsync(a => a.Id == 5), "a test"));
        }
    }

    [Fact]
    public async Task What_scores_are_not_made_of_leaves_the_version()
    {
        using var town = await LiveTown.CreateAsync(2);
        await using var db = town.Database.Open();
        var before = await VersionAsync(db);

        await new ScoringService(db, town.Clock).ScoreAsync([new ScoringOptions { AsOf = new DateTimeOffset(LiveTown.Start).ToUnixTimeMilliseconds() }]);
        await RunQueue.EnqueueAsync(db, await db.Accounts.FirstAsync(a => a.Tracked), "a test", town.Clock, CancellationToken.None);
        await db.Clients.ExecuteUpdateAsync(set => set.SetProperty(c => c.Name, "Bread"));
        await Audit(db, town.Clock).WriteAsync("looked", "at it", "");
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            await db.Accounts.ExecuteDeleteAsync();
            await transaction.RollbackAsync();
        }
        await town.StoreAsync([]);

        Assert.Equal(before, await VersionAsync(db));
    }

    [Theory]
    [InlineData("""UPDATE "Accounts" AS "a" SET "Tracked" = 1""", true)]
    [InlineData("SET @x = 1;\nDELETE FROM \"Interactions\" AS i", true)]
    [InlineData("""INSERT INTO "Profiles" ("AccountId")""", true)]
    [InlineData("""SELECT 1 FROM "Accounts" """, false)]
    [InlineData("""DELETE FROM "Scores" WHERE "AccountId" IN (SELECT "Id" FROM "Accounts")""", false)]
    [InlineData("""UPDATE "AccountHomes" SET "Name" = ''""", false)]
    public void A_statement_that_writes_facts_is_known_by_its_text(string sql, bool writes) => Assert.Equal(writes, FactsWatch.Writes(sql));

    /// <summary>Who writes facts past EF Core goes through the Ingestor, which replaces the version itself. A new file here must as well.</summary>
    [Fact]
    public void Nobody_else_writes_facts_past_EF_Core()
    {
        var source = Path.GetFullPath(Path.Combine(Root(), "..", "..", "src"));
        var writers = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}Migrations{Path.DirectorySeparatorChar}") && !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .Where(f => WritesFacts().IsMatch(File.ReadAllText(f))).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);
        Assert.Equal(["Ingestor.Identities", "PostgresBatch", "PostgresBulkWriter", "PostgresFactWriter", "PostgresNames", "PostgresPosts", "SqliteBulkWriter", "SqliteFactWriter"], writers);
    }

    private static AuditLog Audit(InfluenceDbContext db, TimeProvider clock) => new(db, clock, AuditActor.Program);

    private static async Task<long> VersionAsync(InfluenceDbContext db) => (await db.Set<FactsVersion>().AsNoTracking().SingleAsync()).Token;

    private static string Root([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex("""(INSERT INTO|UPDATE|DELETE FROM|COPY)\s+"?(Accounts|Profiles|Posts|Interactions|\(Accounts)\b""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WritesFacts();
}
