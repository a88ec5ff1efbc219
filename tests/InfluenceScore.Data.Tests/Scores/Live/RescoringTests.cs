using System.Diagnostics;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Scores;
using InfluenceScore.Data.Scores.Live;
using InfluenceScore.Data.Sources;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Components;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests.Scores.Live;

/// <summary>After whatever batches, what is stored is what scoring everything would store; where it cannot be, everything is scored.</summary>
public sealed class RescoringTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Small_batches_store_the_scores_of_all_facts_and_what_explains_them(int seed)
    {
        using var town = await LiveTown.CreateAsync(seed);
        var run = await RunAsync(town);
        await EqualAsync(town, run);
        for (var batch = 0; batch < 8; batch++)
        {
            await town.StoreAsync(town.Records(batch == 0 ? 1 : 30));
            town.Clock.Advance(TimeSpan.FromMinutes(5));
            var rescored = await town.RescoreAsync();

            Assert.Null(rescored.Reason);
            Assert.True(rescored.Facts > 0 && rescored.Held);
            var now = await RunAsync(town);
            Assert.Equal((run.Id, run.AsOf, run.EarlierRunId), (now.Id, now.AsOf, now.EarlierRunId));
            Assert.Equal(town.Clock.GetUtcNow().UtcDateTime, now.ComputedAt);
            Assert.Equal(now.ComputedAt, now.KnownUntil);
            await EqualAsync(town, now);
        }

        await using var db = town.Database.Open();
        Assert.Equal(2, await db.ScoreRuns.CountAsync());
    }

    [Fact]
    public async Task A_rehearsal_writes_and_leaves_nothing_behind()
    {
        using var town = await LiveTown.CreateAsync(10);
        var state = town.Live.StateOrNull!;
        var (stored, scores) = (await town.StoredAsync(), Enumerable.Range(0, state.Scoring.AccountCount).Select(state.Scoring.Find).ToList());

        await using var db = town.Database.Open();
        var steps = new List<string>();
        using (var listener = new ActivityListener { ShouldListenTo = s => s.Name == Meters.Name, Sample = (ref _) => ActivitySamplingResult.AllData, ActivityStopped = s => steps.Add(s.OperationName) })
        {
            ActivitySource.AddActivityListener(listener);
            await new LiveUpdate(db, town.Clock, state).RehearseAsync(CancellationToken.None);
        }

        Assert.Superset(new HashSet<string> { "explain", "store scores", "store ledgers", "store clients and causes" }, steps.ToHashSet());
        Assert.Equal(stored, await town.StoredAsync());
        Assert.Equal(scores, Enumerable.Range(0, state.Scoring.AccountCount).Select(state.Scoring.Find));
        Assert.Empty(db.ChangeTracker.Entries());
        await EqualAsync(town, await RunAsync(town));
    }

    [Fact]
    public async Task Nothing_new_stores_nothing()
    {
        using var town = await LiveTown.CreateAsync(4);
        var run = await RunAsync(town);

        var rescored = await town.RescoreAsync();

        Assert.Equal((0, 0, null), (rescored.Accounts, rescored.Facts, rescored.Reason));
        Assert.Equal(run.ComputedAt, (await RunAsync(town)).ComputedAt);
    }

    [Fact]
    public async Task An_hour_later_everything_is_scored_and_then_what_is_new()
    {
        using var town = await LiveTown.CreateAsync(5);
        town.Clock.Advance(TimeSpan.FromMinutes(55));
        Assert.Null(town.Live.StateOrNull); // nothing lies about

        await town.StoreAsync(town.Records(5));
        Assert.Equal("no scores of this hour are held in memory", (await town.RescoreAsync()).Reason);
        await town.StoreAsync(town.Records(5));
        Assert.Null((await town.RescoreAsync()).Reason);
        await EqualAsync(town, await RunAsync(town));
    }

    [Fact]
    public async Task What_is_not_known_as_new_facts_has_everything_scored()
    {
        using var town = await LiveTown.CreateAsync(6, new FactsLog(most: 500));
        (string What, Func<Task> Change)[] changes =
        [
            ("another process", () => town.StoreAsync(town.Records(5), log: null)),
            ("tracked", () => InStoreAsync(town, db => db.Accounts.Where(a => a.Id == 1).ExecuteUpdateAsync(set => set.SetProperty(a => a.Tracked, true)))),
            ("a row that went", () => InStoreAsync(town, db => db.Interactions.Where(i => i.TargetId == 3).ExecuteDeleteAsync())),
            ("too many", () => town.StoreAsync(town.Records(700))),
            ("a handle of an id", () => town.StoreAsync([new AccountRecord("x", "77", "account1")])),
            ("renamed", () => town.StoreAsync([new AccountRecord("x", "77", "account1renamed")])),
        ];
        foreach (var (what, change) in changes)
        {
            await change();
            var rescored = await town.RescoreAsync();
            Assert.True(rescored.Reason == (what == "a handle of an id" ? null : "something changed that this process did not store as new facts"), $"{what}: {rescored.Reason}");
            await EqualAsync(town, await RunAsync(town));
        }
    }

    [Fact]
    public async Task A_post_that_becomes_known_late_has_everything_scored_where_it_was_acted_on()
    {
        using var town = await LiveTown.CreateAsync(7);
        InteractionRecord Act(string actor) => new("x", actor, "account2", InteractionKind.Like, LiveTown.Start.AddDays(-1), "late");
        PostRecord Post(string id) => new("x", id, "account2", LiveTown.Start.AddDays(-2), PostKind.Original);

        await town.StoreAsync([Act("account5")]);
        Assert.Null((await town.RescoreAsync()).Reason);
        await town.StoreAsync([Act("account6"), Post("late")]);
        Assert.Equal("a post became known that was acted on before", (await town.RescoreAsync()).Reason);
        await EqualAsync(town, await RunAsync(town));

        // Named and told between two scorings: nobody has counted it otherwise.
        await town.StoreAsync([new PostRecord("x", "answer", "account6", LiveTown.Start, PostKind.Reply, "early"), Post("early")]);
        Assert.Null((await town.RescoreAsync()).Reason);
        await EqualAsync(town, await RunAsync(town));
    }

    [Fact]
    public async Task Who_scores_meanwhile_is_noticed()
    {
        using var town = await LiveTown.CreateAsync(8);
        await using (var db = town.Database.Open())
            await new ScoringService(db, town.Clock).ScoreAsync([new ScoringOptions { AsOf = CurrentHour.End(town.Clock.GetUtcNow()) }]);
        await town.StoreAsync(town.Records(5));
        Assert.Equal("somebody else scored", (await town.RescoreAsync()).Reason);
        await EqualAsync(town, await RunAsync(town));
    }

    [Fact]
    public async Task What_does_not_fit_is_not_held()
    {
        using var town = await LiveTown.CreateAsync(9);
        using var live = new LiveScores(town.Log, town.Clock, LiveScores.BytesPerInteraction);
        await using var db = town.Database.Open();
        for (var i = 0; i < 2; i++)
        {
            var rescored = await new Rescoring(db, town.Clock, live).RunAsync();
            Assert.Equal(("no scores of this hour are held in memory", false), (rescored.Reason, rescored.Held));
        }
    }

    private static async Task InStoreAsync(LiveTown town, Func<InfluenceDbContext, Task> change)
    {
        await using var db = town.Database.Open();
        await change(db);
    }

    private static async Task<ScoreRun> RunAsync(LiveTown town)
    {
        await using var db = town.Database.Open();
        return await db.ScoreRuns.AsNoTracking().OrderByDescending(r => r.AsOf).FirstAsync();
    }

    private static async Task EqualAsync(LiveTown town, ScoreRun run)
    {
        await using var db = town.Database.Open();
        var facts = await ScoringInputLoader.LoadAsync(db);
        var options = new ScoringOptions { AsOf = new DateTimeOffset(run.AsOf).ToUnixTimeMilliseconds() };
        var whole = ScoringEngine.Score(facts.InputAsOf(options.AsOf), options);
        var stored = await db.Scores.AsNoTracking().Where(s => s.ScoreRunId == run.Id).ToDictionaryAsync(s => s.AccountId);
        Assert.Equal(whole.Scores.Select(s => facts.AccountIds[s.Account]).Order(), stored.Keys.Order());
        Assert.Equal(whole.Scores.Count, run.ScoredAccounts);
        foreach (var score in whole.Scores)
        {
            var row = stored[facts.AccountIds[score.Account]];
            Near(score.TrueReach, row.TrueReach, 1e-9);
            Near(score.TrueReachIndex, row.TrueReachIndex, 1e-9);
            Near(score.Amplification, row.Amplification, 1e-9);
            Near(score.AmplificationIndex, row.AmplificationIndex, 1e-9);
            Near(score.NetworkImpactIndex, row.NetworkImpactIndex, 1e-6);
            Near(score.Score, row.Value, 1e-6);
            Assert.Equal((score.Authenticity, score.Acts, score.Actors, score.Posts), (row.Authenticity, row.Acts, row.Actors, row.Posts));
            Assert.InRange(row.Value, row.Low, row.High);
        }

        await LedgersCloseAsync(db, run, facts, whole);
        await StatementsCloseAsync(db, run, stored);
        await ClientsCloseAsync(db, run, facts, whole);
    }

    /// <summary>People and posts carry the points that they carry in the ledger of all facts, but for movements below what pages show.</summary>
    private static async Task LedgersCloseAsync(InfluenceDbContext db, ScoreRun run, FactArrays facts, ScoringResult whole)
    {
        var people = (await db.PersonContributions.AsNoTracking().Where(c => c.ScoreRunId == run.Id).ToListAsync()).ToLookup(c => c.AccountId);
        var posts = (await db.PostContributions.AsNoTracking().Where(c => c.ScoreRunId == run.Id).ToListAsync()).ToLookup(c => c.AccountId);
        Assert.All(people.Concat<IGrouping<int, object>>(posts), g => Assert.NotNull(whole.Find(facts.Numbers[g.Key])));
        foreach (var score in whole.Scores)
        {
            var ledger = new LedgerSums(whole, 0);
            ledger.Read(score.Account);
            var id = facts.AccountIds[score.Account];
            Assert.InRange(people[id].Sum(c => c.ReachPoints + c.AmplificationPoints + c.ImpactPoints) - ledger.ByPerson(25).Sum(p => p.Points), -.0051, .0051);
            Assert.InRange(posts[id].Sum(c => c.ReachPoints + c.AmplificationPoints + c.ImpactPoints) - ledger.ByPost(25).Sum(p => p.Points), -.0051, .0051);
        }
    }

    private static async Task StatementsCloseAsync(InfluenceDbContext db, ScoreRun run, Dictionary<int, Score> stored)
    {
        var earlier = await db.Scores.AsNoTracking().Where(s => s.ScoreRunId == run.EarlierRunId).ToDictionaryAsync(s => s.AccountId);
        var changes = await db.ScoreChanges.AsNoTracking().Where(c => c.ScoreRunId == run.Id).ToListAsync();
        Assert.NotEmpty(changes);
        var model = ScoreModel.Current;
        foreach (var change in changes)
        {
            var (was, now, causes) = (earlier[change.AccountId], stored[change.AccountId], StoredCauses.Unpack(change.Causes));
            Assert.Equal(causes.Count, causes.Select(c => c.Cause).Distinct().Count());
            Near(now.Value - was.Value, causes.Sum(c => c.Points), 1e-9);
            Near(model.TrueReachWeight * (now.TrueReachIndex - was.TrueReachIndex), causes.Sum(c => c.ReachPoints), 1e-9);
            Near(model.AmplificationWeight * (now.AmplificationIndex - was.AmplificationIndex), causes.Sum(c => c.AmplificationPoints), 1e-9);
            Near(model.NetworkImpactWeight * (now.NetworkImpactIndex - was.NetworkImpactIndex), causes.Sum(c => c.ImpactPoints), 1e-9);
        }
    }

    private static async Task ClientsCloseAsync(InfluenceDbContext db, ScoreRun run, FactArrays facts, ScoringResult whole)
    {
        var client = await db.ClientScores.AsNoTracking().SingleAsync(s => s.ScoreRunId == run.Id);
        var shares = await db.ClientShares.AsNoTracking().Where(s => s.ScoreRunId == run.Id).ToListAsync();
        Near(client.Value, shares.Sum(s => s.ReachPoints + s.AmplificationPoints + s.ImpactPoints), 1e-9);
        var combined = PersonScore.Combine(whole, [.. shares.Select(s => facts.Numbers[s.AccountId])])!;
        Assert.InRange(client.Value - combined.Score, -.0101, .0101);
    }

    private static void Near(double expected, double actual, double tolerance) => Assert.InRange(Math.Abs(expected - actual), 0, tolerance * Math.Max(1, Math.Abs(expected)));
}
