using System.IO.Compression;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.PersonalData;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Tests.Ingestion;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests.PersonalData;

public sealed class PersonExportTests
{
    private static readonly DateTime At = new(2026, 5, 1, 8, 0, 0, 250, DateTimeKind.Utc);

    [Fact]
    public async Task What_is_exported_of_a_person_is_the_same_when_it_is_imported_again()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await using (var ingestor = await Ingestor.BeginAsync(db))
        {
            ingestor.Store(new ProfileRecord("x", "odo", At, "77", "=Odo, \"the\" first", At.AddYears(-3), "Leeds", "line one\nline two", 10, 20, 30, 40, 50, true, false));
            ingestor.Store(new PostRecord("x", "p1", "odo", At, PostKind.Original, null, "+1 = two, \"quoted\"\n", 1, 2, 3, 4, 5, "en"));
            ingestor.Store(new PostRecord("x", "p2", "odo", At, PostKind.Reply, "p0", "an answer"));
            ingestor.Store(new InteractionRecord("x", "kit", "odo", InteractionKind.Like, At, "p1"));
            ingestor.Store(new InteractionRecord("x", "odo", "kit", InteractionKind.Reply, At, "p0"));
            ingestor.Store(new FollowRecord("x", "odo", "kit", FollowEventKind.Follow, At));
            await ingestor.CommitAsync();
        }
        var zip = Path.Combine(database.Folder, "odo.zip");
        await using (var file = File.Create(zip))
            await new PersonExport(db).WriteAsync(await db.Accounts.SingleAsync(a => a.Handle == "odo"), file);

        using var copy = await TestDatabase.CreateAsync();
        await using (var into = copy.Open())
        {
            using var rejects = new RejectsFile(Path.Combine(copy.Folder, "rejects.csv"));
            var summary = await new BundleImporter(into, TimeProvider.System).ImportAsync([zip], null, rejects);
            Assert.Equal((6, 0), (summary.Stored, summary.Rejected));
        }
        Assert.Equal(await database.ContentAsync(), await copy.ContentAsync());
    }

    [Fact]
    public async Task Scores_and_notes_lie_beside_the_bundle_and_run_no_formula()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        db.Add(new Account { Id = 1, Network = "x", Handle = "odo" });
        db.Add(new ScoreRun { Id = 1, AsOf = At, ComputedAt = At, Model = "m", HalfLifeDays = 30, WindowDays = 90 });
        db.Add(new Score { AccountId = 1, ScoreRunId = 1, Value = 41.5 });
        db.Add(new Account { Id = 2, Network = "x", Handle = "kit" });
        db.Add(new Interaction { TargetId = 1, ActorId = 2, Kind = InteractionKind.Like, PostId = Facts.NoPost, At = Facts.UnknownTime });
        var client = new Client { Name = "Odo's shop", Notes = "=HYPERLINK(1)", CreatedAt = At, ChangedAt = At, AccountsChangedAt = At };
        client.Accounts.Add(new ClientAccount { AccountId = 1 });
        db.Add(client);
        await db.SaveChangesAsync();
        using var bytes = new MemoryStream();

        await new PersonExport(db).WriteAsync(await db.Accounts.SingleAsync(a => a.Id == 1), bytes);

        using var zip = new ZipArchive(bytes, ZipArchiveMode.Read);
        string Text(string name)
        {
            using var reader = new StreamReader(zip.GetEntry(name)!.Open());
            return reader.ReadToEnd();
        }
        Assert.Contains(",41.5,", Text("about/scores.csv"));
        Assert.Contains("'=HYPERLINK(1)", Text("about/notes.csv"));
        Assert.Contains("x,kit,odo,like,,", Text("about/undated-interactions.csv"));
        Assert.DoesNotContain("kit", Text("interactions.csv"));
        Assert.Contains("imported again", Text("about/README.txt"));
    }
}
