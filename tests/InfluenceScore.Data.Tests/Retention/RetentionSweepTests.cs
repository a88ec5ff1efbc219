using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Retention;
using InfluenceScore.Data.Tests.Ingestion;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests.Retention;

public sealed class RetentionSweepTests
{
    private static readonly DateTime Now = DateTime.UtcNow, Old = Now.AddDays(-400), Young = Now.AddDays(-10);

    [Fact]
    public async Task What_is_older_than_the_rule_goes_and_what_the_rest_needs_stays()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        db.AddRange(new Account { Id = 1, Network = "x", Handle = "odo" }, new Account { Id = 2, Network = "x", Handle = "kit" });
        db.AddRange(
            new Profile { AccountId = 1, ObservedAt = Old, Name = "once" }, new Profile { AccountId = 1, ObservedAt = Old.AddDays(1), Name = "last" },
            new Profile { AccountId = 2, ObservedAt = Old }, new Profile { AccountId = 2, ObservedAt = Young });
        db.AddRange(
            new Post { Id = 1, Network = "x", NetworkPostId = "old", AuthorId = 1, CreatedAt = Old, Text = "old words" },
            new Post { Id = 2, Network = "x", NetworkPostId = "old-acted-on", AuthorId = 1, CreatedAt = Old, Text = "old words" },
            new Post { Id = 3, Network = "x", NetworkPostId = "young", AuthorId = 1, CreatedAt = Young, Text = "young words" });
        db.AddRange(
            new Interaction { TargetId = 1, ActorId = 2, Kind = InteractionKind.Like, PostId = 1, At = Old },
            new Interaction { TargetId = 1, ActorId = 2, Kind = InteractionKind.Like, PostId = 2, At = Young },
            new Interaction { TargetId = 1, ActorId = 2, Kind = InteractionKind.Like, PostId = 3, At = Facts.UnknownTime });
        db.AddRange(
            Run(1, Old), Run(2, Old.AddDays(1)), Run(3, Young),
            new IngestionRunLine { RunId = 1, At = Old, Sentence = "old" }, new IngestionRunLine { RunId = 3, At = Young, Sentence = "young" },
            new AuditEntry { At = Old, Who = "a", Action = AuditActions.SignedIn, Subject = "", Details = "" });
        await db.SaveChangesAsync();

        var said = await Sweep(db).RunAsync(new RetentionRule(365, 365, 365));

        Assert.Equal("4 facts, 2 runs, 1 audit entries removed", said);
        Assert.Equal(["old-acted-on", "young"], await db.Posts.OrderBy(p => p.Id).Select(p => p.NetworkPostId).ToListAsync());
        Assert.Null((await db.Posts.AsNoTracking().SingleAsync(p => p.Id == 2)).Text);
        Assert.Equal("last", (await db.Profiles.AsNoTracking().SingleAsync(p => p.AccountId == 1)).Name);
        Assert.Equal([Young], await db.Profiles.Where(p => p.AccountId == 2).Select(p => p.ObservedAt).ToListAsync(), (a, b) => (a - b).Duration() < TimeSpan.FromSeconds(1));
        Assert.Equal(2, await db.Interactions.CountAsync());
        Assert.Equal([3], await db.IngestionRuns.Select(r => r.Id).ToListAsync());
        Assert.Equal("young", (await db.IngestionRunLines.SingleAsync()).Sentence);
        Assert.Equal(AuditActions.RetentionSwept, (await db.AuditEntries.SingleAsync()).Action);
        Assert.NotNull(await Sweep(db).LastAsync());
    }

    [Fact]
    public async Task The_last_finished_run_of_an_account_stays_however_old()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        db.Add(Run(1, Old));
        await db.SaveChangesAsync();

        await Sweep(db).RunAsync(new RetentionRule(null, 1, null));

        Assert.Equal(1, await db.IngestionRuns.CountAsync());
    }

    private static RetentionSweep Sweep(InfluenceDbContext db) => new(db, new AuditLog(db, TimeProvider.System, AuditActor.Program), TimeProvider.System);

    private static IngestionRun Run(int id, DateTime at) =>
        new() { Id = id, AccountId = 1, Network = "x", RequestedBy = "somebody", Status = RunStatus.Done, QueuedAt = at, UpdatedAt = at, FinishedAt = at };
}
