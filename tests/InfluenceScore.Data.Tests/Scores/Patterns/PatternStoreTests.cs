using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Scores;
using InfluenceScore.Data.Scores.Patterns;
using InfluenceScore.Data.Tests.Ingestion;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Patterns;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests.Scores.Patterns;

public sealed class PatternStoreTests
{
    private static readonly DateTime Start = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Scoring_stores_the_churn_of_an_account_and_pages_can_read_its_figures()
    {
        using var database = await SeededAsync(cycles: 3);

        await ScoreAsync(database, 80);

        await using var db = database.Open();
        var pattern = await db.Patterns.AsNoTracking().SingleAsync(p => p.Kind == PatternKind.FollowChurn);
        var churn = PatternFigures.Read(pattern.Figures).FollowChurn!;
        Assert.Equal((1, PatternState.Seen, 0.0), (pattern.AccountId, pattern.State, pattern.CancelledPoints));
        Assert.Equal((90, 90, 3), (churn.Started, churn.ShortEpisodes, churn.Cycles.Count));
        Assert.Equal(churn.ScoreWith!.Value, churn.ScoreWithout!.Value, 9);
        Assert.Equal(PatternNoteKind.Seen, (await db.PatternNotes.SingleAsync()).What);
    }

    [Fact]
    public async Task Only_the_newest_run_keeps_patterns_and_scoring_twice_repeats_nothing()
    {
        using var database = await SeededAsync(cycles: 3);

        await ScoreAsync(database, 80);
        await ScoreAsync(database, 80);
        await ScoreAsync(database, 81);

        await using var db = database.Open();
        Assert.Equal(1, await db.Patterns.CountAsync());
        Assert.Equal(1, await db.PatternNotes.CountAsync());
        Assert.Equal(await db.ScoreRuns.OrderByDescending(r => r.AsOf).Select(r => r.Id).FirstAsync(), (await db.Patterns.SingleAsync()).ScoreRunId);
    }

    [Fact]
    public async Task What_was_explained_stays_explained_when_it_is_scored_again_until_the_explanation_is_withdrawn()
    {
        using var database = await SeededAsync(cycles: 3);
        await ScoreAsync(database, 80);
        await using (var db = database.Open())
        {
            var pattern = await db.Patterns.AsNoTracking().SingleAsync();
            await PatternExplanations.ExplainAsync(db, 1, PatternKind.FollowChurn, pattern.First, pattern.Last, "An agency.", "somebody", Start.AddDays(81), default);
            Assert.Equal(PatternState.Explained, (await db.Patterns.AsNoTracking().SingleAsync()).State);
        }
        Assert.False(Assert.Single(await ExportAsync(database), r => r.Handle == "churner").Flagged);

        await ScoreAsync(database, 82);

        await using (var db = database.Open())
        {
            Assert.Equal(PatternState.Explained, (await db.Patterns.AsNoTracking().SingleAsync()).State);
            var note = await db.PatternNotes.AsNoTracking().SingleAsync(n => n.What == PatternNoteKind.Explained);
            Assert.True(await PatternExplanations.WithdrawAsync(db, 1, note.Id, "somebody", Start.AddDays(83), default));
            Assert.False(await PatternExplanations.WithdrawAsync(db, 1, note.Id, "somebody", Start.AddDays(83), default));
            Assert.Equal(PatternState.Seen, (await db.Patterns.AsNoTracking().SingleAsync()).State);
            Assert.Equal([PatternNoteKind.Seen, PatternNoteKind.Explained, PatternNoteKind.Withdrawn], await db.PatternNotes.OrderBy(n => n.Id).Select(n => n.What).ToListAsync());
        }
        Assert.True(Assert.Single(await ExportAsync(database), r => r.Handle == "churner").Flagged);
    }

    [Fact]
    public async Task Cycles_that_begin_after_an_explanation_are_flagged_again()
    {
        using var database = await SeededAsync(cycles: 5);
        await ScoreAsync(database, 100);
        await using var db = database.Open();
        var cycles = PatternFigures.Read((await db.Patterns.AsNoTracking().SingleAsync()).Figures).FollowChurn!.Cycles;

        await PatternExplanations.ExplainAsync(db, 1, PatternKind.FollowChurn, cycles[0].FirstFollow, cycles[2].FirstFollow, "Until March.", "somebody", Start.AddDays(100), default);
        Assert.Equal(PatternState.Seen, (await db.Patterns.AsNoTracking().SingleAsync()).State);
        await PatternExplanations.ExplainAsync(db, 1, PatternKind.FollowChurn, cycles[3].FirstFollow, cycles[3].FirstFollow, "That one too.", "somebody", Start.AddDays(100), default);
        Assert.Equal(PatternState.Explained, (await db.Patterns.AsNoTracking().SingleAsync()).State);
    }

    [Fact]
    public async Task The_export_holds_every_account_with_follow_evidence_without_any_scoring()
    {
        using var database = await SeededAsync(cycles: 3);

        var rows = await ExportAsync(database);

        Assert.Equal(["churner", "counted", "reader"], rows.Select(r => r.Handle).Order(StringComparer.Ordinal));
        var churner = rows[0];
        Assert.Equal(["x", "churner", "true", "90", "90", "0", "3", "2026-06-05T00:00:00Z", "2026-07-15T12:00:00Z"], churner.Values());
        Assert.Equal(["x", "counted", "false", "0", "0", null, "0", null, null], rows.Single(r => r.Handle == "counted").Values());
    }

    /// <summary>A churner (1) that follows thirty accounts every sixteen days and drops them after eight; a reader (2) that keeps whom it follows; one (3) of which two counts are known.</summary>
    private static async Task<TestDatabase> SeededAsync(int cycles)
    {
        var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        db.Accounts.AddRange(
            new Account { Id = 1, Network = "x", Handle = "churner", Tracked = true },
            new Account { Id = 2, Network = "x", Handle = "reader", Tracked = true },
            new Account { Id = 3, Network = "x", Handle = "counted", Tracked = true });
        db.Accounts.AddRange(Enumerable.Range(0, 30 * cycles).Select(i => new Account { Id = 10 + i, Network = "x", Handle = $"target{i}" }));
        for (var i = 0; i < 30 * cycles; i++)
        {
            var at = Start.AddDays(4 + 16 * (i / 30)).AddHours(i % 30 == 29 ? 12 : 0);
            db.FollowEvents.Add(new FollowEvent { FollowerId = 1, FolloweeId = 10 + i, Event = FollowEventKind.Follow, At = at });
            db.FollowEvents.Add(new FollowEvent { FollowerId = 1, FolloweeId = 10 + i, Event = FollowEventKind.Unfollow, At = at.AddDays(8) });
            if (i % 4 == 0) db.FollowEvents.Add(new FollowEvent { FollowerId = 2, FolloweeId = 10 + i, Event = FollowEventKind.Follow, At = Start.AddDays(i / 5.0) });
        }
        db.Profiles.AddRange(
            new Profile { AccountId = 1, ObservedAt = Start.AddDays(70), Following = 200, Followers = 900 },
            new Profile { AccountId = 3, ObservedAt = Start.AddDays(10), Following = 100 },
            new Profile { AccountId = 3, ObservedAt = Start.AddDays(20), Following = 120 });
        db.Interactions.Add(new Interaction { TargetId = 1, ActorId = 2, Kind = InteractionKind.Reply, At = Start.AddDays(60) });
        await db.SaveChangesAsync();
        return database;
    }

    private static async Task ScoreAsync(TestDatabase database, int day)
    {
        await using var db = database.Open();
        await new ScoringService(db, TimeProvider.System).ScoreAsync([new ScoringOptions { AsOf = new DateTimeOffset(Start.AddDays(day)).ToUnixTimeMilliseconds() }]);
    }

    private static async Task<IReadOnlyList<ChurnExportRow>> ExportAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await ChurnExport.RowsAsync(db);
    }
}
