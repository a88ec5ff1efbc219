using CsCheck;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Scores;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Tests.Ingestion;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Explanations;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests.Scores;

/// <summary>Stored change statements telescope: whatever was scored when, in which order and how often, causes sum to the difference of the stored scores.</summary>
public sealed class ChangeChainTests
{
    private static readonly DateTime First = new(2020, 6, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly ScoreModel Older = ScoreModel.Current with { Version = "0.9", TrueReachAnchor = 2_000_000, RepostCeiling = .9 };

    [Fact]
    public async Task A_backfill_tells_every_day_with_causes_of_the_evidence_alone()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await StoreFactsAsync(db, seed: 1, count: 400);
        await ScoreAsync(db, 0, 30);

        Assert.Equal(3 * 30, await db.ScoreChanges.CountAsync());
        var all = await AllAsync(db);
        Assert.Equal(3 * 31 * 32 / 2, all.Count);
        Assert.All(all, c => Assert.DoesNotContain(c.Causes, cause => cause.Cause is null or ChangeCause.LearnedSince or ChangeCause.ModelChange));
        await ClosesAsync(db);
    }

    [Fact]
    public async Task The_sum_of_the_days_agrees_with_the_engine_on_the_difference()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await StoreFactsAsync(db, seed: 2, count: 300);
        await ScoreAsync(db, 0, 20);
        var facts = await ScoringInputLoader.LoadAsync(db);

        foreach (var change in (await AllAsync(db)).Where(c => (c.To.AsOf - c.From.AsOf).TotalDays is 7 or 20))
        {
            var key = facts.AccountKeys[Array.IndexOf(facts.AccountIds, change.Before.AccountId)];
            var direct = ChangeStatement.Between(Score(facts, change.From.AsOf), Score(facts, change.To.AsOf), key);
            Assert.Equal(direct.Difference, change.Causes.Sum(c => c.Points), 1e-9);
        }
    }

    [Fact]
    public async Task Single_scorings_with_facts_that_came_late_close_by_a_cause_of_their_own()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await StoreFactsAsync(db, seed: 3, count: 150);
        await ScoreAsync(db, 0, 0);
        await StoreFactsAsync(db, seed: 4, count: 150);
        await ScoreAsync(db, 1, 1);

        var change = (await AllAsync(db)).First(c => c.Points != 0 && c.Before.Value != c.After.Value && c.Before.Acts > 0);
        var learned = Assert.Single(change.Causes, c => c.Cause == ChangeCause.LearnedSince);
        Assert.NotEqual(0, learned.Points);
        var facts = await ScoringInputLoader.LoadAsync(db);
        var again = Score(facts, change.From.AsOf).Find(Array.IndexOf(facts.AccountIds, change.Before.AccountId))!;
        Assert.Equal(again.Score - change.Before.Value, learned.Points, 1e-9);
        await ClosesAsync(db);
    }

    [Fact]
    public async Task A_run_between_two_others_takes_both_links()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await StoreFactsAsync(db, seed: 5, count: 300);
        await ScoreAsync(db, 0, 0);
        await ScoreAsync(db, 10, 10);
        await ScoreAsync(db, 4, 6);

        var runs = await db.ScoreRuns.OrderBy(r => r.AsOf).ToListAsync();
        Assert.Equal([null, .. runs.Take(4).Select(r => (int?)r.Id)], runs.Select(r => r.EarlierRunId));
        Assert.All(await AllAsync(db), c => Assert.DoesNotContain(c.Causes, cause => cause.Cause is null or ChangeCause.LearnedSince));
        await ClosesAsync(db);
    }

    [Fact]
    public async Task A_day_scored_again_keeps_the_chain_whole()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await StoreFactsAsync(db, seed: 6, count: 200);
        await ScoreAsync(db, 0, 10);
        await StoreFactsAsync(db, seed: 7, count: 200);
        await ScoreAsync(db, 5, 5);
        await ScoreAsync(db, 8, 9);

        Assert.All(await AllAsync(db), c => Assert.DoesNotContain(c.Causes, cause => cause.Cause is null));
        Assert.Contains(await AllAsync(db), c => c.Causes.Any(cause => cause.Cause == ChangeCause.LearnedSince));
        Assert.Equal(3 * 10, await db.ScoreChanges.CountAsync());
        await ClosesAsync(db);
    }

    [Fact]
    public async Task Where_both_versions_scored_a_moment_the_model_change_is_their_difference()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await StoreFactsAsync(db, seed: 8, count: 300);
        await ScoreAsync(db, 0, 6, Older);
        await ScoreAsync(db, 4, 10);

        var change = (await AllAsync(db)).First(c => c.From.Model == Older.Version && c.To.Model != Older.Version && c.From.AsOf == First && c.To.AsOf == First.AddDays(10) && c.Before.Acts > 0);
        var twins = await (from s in db.Scores
                           join r in db.ScoreRuns on s.ScoreRunId equals r.Id
                           where s.AccountId == change.Before.AccountId && r.AsOf == First.AddDays(4)
                           orderby r.Model descending
                           select s.Value).ToListAsync();
        Assert.Equal(twins[0] - twins[1], Assert.Single(change.Causes, c => c.Cause == ChangeCause.ModelChange).Points, 1e-9);
        Assert.DoesNotContain(change.Causes, c => c.Cause is null or ChangeCause.LearnedSince);
        await ClosesAsync(db);
    }

    [Fact]
    public async Task A_run_of_another_model_still_closes_when_the_day_it_begins_at_is_scored_again_with_new_facts()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await StoreFactsAsync(db, seed: 100, count: 80);
        await ScoreAsync(db, 8, 8);
        await ScoreAsync(db, 9, 9, Older);
        await StoreFactsAsync(db, seed: 42, count: 40);
        await ScoreAsync(db, 8, 8);

        Assert.Contains(await AllAsync(db), c => c.From.Model != c.To.Model && c.Causes.Any(cause => cause.Cause == ChangeCause.LearnedSince && cause.Points != 0));
        await ClosesAsync(db);
    }

    [Fact]
    public async Task The_first_run_of_a_new_model_starts_from_the_last_of_the_old_one_until_history_is_scored_again()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await StoreFactsAsync(db, seed: 9, count: 300);
        await ScoreAsync(db, 0, 5, Older);
        await ScoreAsync(db, 6, 6);

        Assert.Contains(await AllAsync(db), c => c.From.Model != c.To.Model && c.Causes.Any(cause => cause.Cause == ChangeCause.ModelChange && cause.WholePoints != 0));
        await ClosesAsync(db);

        var service = new ScoringService(db, TimeProvider.System);
        await service.ScoreAsync(await service.ListHistoryToRescoreAsync(ScoreModel.Current));
        var same = (await AllAsync(db)).Where(c => c.From.Model == ScoreModel.Current.Version && c.To.Model == ScoreModel.Current.Version).ToList();
        Assert.Equal(3 * 7 * 8 / 2, same.Count);
        Assert.All(same, c => Assert.DoesNotContain(c.Causes, cause => cause.Cause is null or ChangeCause.LearnedSince or ChangeCause.ModelChange));
        await ClosesAsync(db);
    }

    [Fact]
    public async Task An_interrupted_backfill_over_stored_days_leaves_nothing_untold_that_was_told()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await StoreFactsAsync(db, seed: 10, count: 200);
        await ScoreAsync(db, 0, 8);
        using var stop = new CancellationTokenSource();
        var service = new ScoringService(db, TimeProvider.System);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            service.ScoreAsync([.. Enumerable.Range(2, 5).Select(d => Options(d))], progress: new StopAfter(2, stop), cancellationToken: stop.Token));

        Assert.All(await AllAsync(db), c => Assert.DoesNotContain(c.Causes, cause => cause.Cause is null));
        Assert.All(await AllAsync(db), c => Assert.Equal(c.Points, c.Causes.Sum(cause => cause.Points), 1e-9));
    }

    [Fact]
    public async Task What_no_statement_tells_is_said_to_be_untold_by_part()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await StoreFactsAsync(db, seed: 11, count: 300);
        await ScoreAsync(db, 0, 9);
        await db.ScoreChanges.ExecuteDeleteAsync();

        var change = (await AllAsync(db)).First(c => c.From.AsOf == First && c.To.AsOf == First.AddDays(9) && c.Before.Acts > 0);
        var rest = Assert.Single(change.Causes);
        Assert.Null(rest.Cause);
        Assert.Equal(change.Points, rest.Points, 1e-9);
        Assert.Equal(ScoreModel.Current.TrueReachWeight * (change.After.TrueReachIndex - change.Before.TrueReachIndex), rest.ReachPoints, 1e-9);
    }

    [Fact]
    public void Whatever_is_scored_in_whatever_order_the_causes_sum_to_the_stored_difference() => Operation.Array[1, 6].Sample(
        operations => CheckAsync(operations).GetAwaiter().GetResult(), iter: 12, threads: 1);

    [Fact]
    public async Task People_are_counted_once_over_many_days_and_the_post_that_drew_them_is_named()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await StoreFactsAsync(db, seed: 12, count: 0);
        await using (var ingestor = await Ingestor.BeginAsync(db))
        {
            ingestor.Store(new PostRecord("x", "rye", "tracked0", First.AddHours(1), PostKind.Original, Text: "Rye tomorrow, at the pier."));
            for (var fan = 0; fan < 6; fan++)
                for (var day = 0; day < 3; day++)
                    ingestor.Store(new InteractionRecord("x", $"newcomer{fan}", "tracked0", InteractionKind.Reply, First.AddDays(fan * .8 + day).AddHours(3), "rye"));
            await ingestor.CommitAsync();
        }
        await ScoreAsync(db, 0, 10);

        var id = await db.Accounts.Where(a => a.Handle == "tracked0").Select(a => a.Id).SingleAsync();
        var runs = await db.ScoreRuns.OrderBy(r => r.AsOf).ToListAsync();
        var change = await new ChangeQuery(db).FindOrNullAsync(id, new ChangeSpan(runs[0].Id, runs[^1].Id));
        var comers = Assert.Single(change!.Causes, c => c.Cause == ChangeCause.NewPeople);
        Assert.Equal((6, false), (comers.People, comers.IsAtMost));
        Assert.Equal("Rye tomorrow, at the pier.", comers.Topic?.PostText);
        Assert.Equal(6, change.Causes.Single(c => c.Cause == ChangeCause.MoreActs).People);
    }

    private static readonly Gen<(int Kind, int Day, int Length)> Operation = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 12], Gen.Int[0, 4]);

    private static async Task CheckAsync((int Kind, int Day, int Length)[] operations)
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await StoreFactsAsync(db, seed: 100, count: 80);
        foreach (var (kind, day, length) in operations)
        {
            if (kind == 0)
                await StoreFactsAsync(db, seed: day * 10 + length, count: 40);
            else
                await ScoreAsync(db, day, day + length, kind == 4 ? Older : null);
        }
        await ClosesAsync(db);
        var current = (await AllAsync(db)).Where(c => c.From.Model == c.To.Model);
        Assert.All(current, c => Assert.DoesNotContain(c.Causes, cause => cause.Cause is null));
    }

    /// <summary>Every pair of runs of every tracked account closes, and each stored link closes by itself.</summary>
    private static async Task ClosesAsync(InfluenceDbContext db)
    {
        foreach (var change in await AllAsync(db))
            Assert.Equal(change.Points, change.Causes.Sum(c => c.Points), 1e-9);
        var links = await (from c in db.ScoreChanges
                           join r in db.ScoreRuns on c.ScoreRunId equals r.Id
                           join now in db.Scores on new { c.AccountId, c.ScoreRunId } equals new { now.AccountId, now.ScoreRunId }
                           join then in db.Scores on new { c.AccountId, Id = r.EarlierRunId!.Value } equals new { then.AccountId, Id = then.ScoreRunId }
                           select new { c.Causes, Points = now.Value - then.Value }).ToListAsync();
        Assert.Equal(await db.ScoreChanges.CountAsync(), links.Count);
        Assert.All(links, l => Assert.Equal(l.Points, StoredCauses.Unpack(l.Causes).Sum(c => c.Points), 1e-11));
    }

    private static async Task<List<AccountChange>> AllAsync(InfluenceDbContext db)
    {
        var accounts = await db.Accounts.Where(a => a.Tracked).Select(a => a.Id).ToListAsync();
        var runs = await db.ScoreRuns.AsNoTracking().OrderBy(r => r.AsOf).ToListAsync();
        var spans = runs.SelectMany(from => runs.Where(to => to.AsOf > from.AsOf || to.Id == from.Id).Select(to => new ChangeSpan(from.Id, to.Id))).ToList();
        return [.. (await new ChangeQuery(db).ReadAsync(accounts, spans)).Values];
    }

    private static Task<IReadOnlyList<ScoreRun>> ScoreAsync(InfluenceDbContext db, int fromDay, int toDay, ScoreModel? model = null) =>
        new ScoringService(db, TimeProvider.System).ScoreAsync([.. Enumerable.Range(fromDay, toDay - fromDay + 1).Select(d => Options(d, model))]);

    private static ScoringOptions Options(int day, ScoreModel? model = null) => new() { AsOf = Ms(First.AddDays(day)), Model = model ?? ScoreModel.Current };

    private static ScoringResult Score(FactArrays facts, DateTime asOf) => ScoringEngine.Score(facts.InputAsOf(Ms(asOf)), new ScoringOptions { AsOf = Ms(asOf) });

    /// <summary>Acts of thirty people on three tracked accounts, and on one another, from two months before the first day to two weeks after it.</summary>
    private static async Task StoreFactsAsync(InfluenceDbContext db, int seed, int count)
    {
        await using (var ingestor = await Ingestor.BeginAsync(db))
        {
            var random = new Random(seed);
            for (var account = 0; account < 3; account++)
                for (var post = 0; post < 5; post++)
                    ingestor.Store(new PostRecord("x", $"p{account}-{post}", $"tracked{account}", First.AddDays(3 * post - 9), PostKind.Original));
            for (var act = 0; act < count; act++)
            {
                var account = random.Next(3);
                var target = random.Next(4) == 0 ? $"person{random.Next(30)}" : $"tracked{account}";
                var post = random.Next(3) == 0 || target[0] == 'p' ? null : $"p{account}-{random.Next(5)}";
                ingestor.Store(new InteractionRecord("x", $"person{random.Next(30)}", target, (InteractionKind)random.Next(1, 6), First.AddMinutes(random.Next(-60 * 1440, 14 * 1440)), post));
            }
            await ingestor.CommitAsync();
        }
        await db.Accounts.Where(a => a.Handle.StartsWith("tracked")).ExecuteUpdateAsync(set => set.SetProperty(a => a.Tracked, true));
    }

    private static long Ms(DateTime time) => new DateTimeOffset(time).ToUnixTimeMilliseconds();

    private sealed class StopAfter(int moments, CancellationTokenSource stop) : IProgress<int>
    {
        public void Report(int value)
        {
            if (value == moments)
                stop.Cancel();
        }
    }
}
