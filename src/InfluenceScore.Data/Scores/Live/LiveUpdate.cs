using System.Data.Common;
using System.Diagnostics;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Webhooks;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Incremental;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace InfluenceScore.Data.Scores.Live;

/// <summary>
/// Takes new facts into the live scores and stores what that moves, in one transaction: scores, the ledgers of those whose evidence changed, why the scores of tracked accounts
/// moved, and what clients score. Audiences, patterns and places stay as the hour's first scoring made them.
/// </summary>
internal sealed class LiveUpdate(InfluenceDbContext db, TimeProvider clock, LiveState state)
{
    /// <summary>A score that moved by so many points since its ledger was stored gets another: half of what pages show.</summary>
    private const double LedgerPoints = .005;

    /// <summary>Whoever was acted on by no more gets another ledger at once: it costs little, and every act shows in it. One of more people would cost more than all else.</summary>
    private const int FewPeople = 500;

    private readonly IncrementalScoring _scoring = state.Scoring;

    /// <returns>Scores stored.</returns>
    /// <exception cref="InfluenceScoreException">The run is not there any more.</exception>
    public async Task<int> StoreAsync(LiveFacts facts, CancellationToken cancellationToken)
    {
        var step = Meters.Activities.StartActivity("remember");
        var before = _scoring.Remember(People(facts.Facts));
        state.Add(facts.Accounts, facts.Posts);
        state.Unknown.UnionWith(facts.Unknown);
        step = Next(step, "apply");
        var moved = _scoring.Add(facts.Facts);
        step?.Dispose();
        HashSet<int> touched =
        [
            .. facts.Facts.Acts.Select(act => act.Target).Concat(facts.Facts.Posts.Select(post => post.Author)).Where(account => _scoring.Find(account) is null or { Actors: <= FewPeople }),
            .. moved.Where(account => state.MovedSinceExplained(account) >= LedgerPoints),
        ];

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LeaveInLogAsync(cancellationToken);
        var run = await WriteAsync(transaction, moved, touched, before, Since(facts.Facts), cancellationToken);
        step = Meters.Activities.StartActivity("commit");
        await transaction.CommitAsync(cancellationToken);
        step?.Dispose();
        state.Run = run;
        foreach (var account in touched)
            state.SetExplained(account);
        return moved.Count;
    }

    /// <summary>Stores some scores and all that goes with them as if they had moved, and takes it back, so that queries are compiled and pages read which the first facts would wait for.</summary>
    /// <exception cref="InfluenceScoreException">The run is not there any more.</exception>
    public async Task RehearseAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var ofClients = (await ClientScoring.ListAllAsync(db, cancellationToken)).SelectMany(c => c.AccountIds).Where(state.Accounts.Contains).Select(id => state.Accounts[id]);
        var tracked = Enumerable.Range(0, _scoring.AccountCount).Where(state.IsTracked);
        HashSet<int> some = [.. WithFewest(ofClients), .. WithFewest(tracked)];
        var before = _scoring.Remember(some.ToDictionary(account => account, _ => (IReadOnlySet<int>?)null));
        var run = await WriteAsync(transaction, [.. some], some, before, _scoring.Options.AsOf, cancellationToken);
        await WebhookOutbox.AddScoresAsync(db, run, run.ComputedAt, cancellationToken);
        db.ChangeTracker.Clear();
        await transaction.RollbackAsync(cancellationToken);
    }

    /// <summary>The account on which the fewest acted, of those that have a score.</summary>
    private IEnumerable<int> WithFewest(IEnumerable<int> accounts) => accounts.Where(account => _scoring.Find(account) is not null).OrderBy(account => _scoring.Find(account)!.Actors).Take(1);

    /// <returns>The run as it is stored.</returns>
    private async Task<ScoreRun> WriteAsync(
        IDbContextTransaction transaction, IReadOnlyList<int> moved, HashSet<int> touched, ScoresBefore before, long since, CancellationToken cancellationToken)
    {
        var step = Meters.Activities.StartActivity("explain");
        var run = await MoveRunAsync(cancellationToken);
        var clients = (await ClientScoring.ListAllAsync(db, cancellationToken))
            .Where(c => c.AccountIds.Any(id => state.Accounts.Find(id) is >= 0 and var account && touched.Contains(account))).ToList();
        var explained = touched.Where(account => _scoring.Find(account) is not null)
            .Union(clients.SelectMany(c => c.AccountIds).Where(state.Accounts.Contains).Select(id => state.Accounts[id])).ToList();
        var result = _scoring.Explain(explained);

        step = Next(step, "store scores");
        var causes = new LiveCauses(db, state, run);
        await causes.ReadAsync(moved.Where(state.IsTracked), cancellationToken);
        await ReplaceScoresAsync(transaction, run, moved, cancellationToken);
        step = Next(step, "store ledgers");
        await ReplaceLedgersAsync(transaction.GetDbTransaction(), run, touched, result, cancellationToken);
        step = Next(step, "store clients and causes");
        await ReplaceClientsAsync(transaction, run, clients, result, cancellationToken);
        await causes.StoreAsync(transaction.GetDbTransaction(), _scoring.Since(before, since), cancellationToken);
        if (causes.ShownScoresMoved)
        {
            await WebhookOutbox.AddScoresAsync(db, run, run.ComputedAt, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }
        step?.Dispose();
        return run;
    }

    private static Activity? Next(Activity? step, string name)
    {
        step?.Dispose();
        return Meters.Activities.StartActivity(name);
    }

    /// <summary>Tracked accounts whose evidence, or whose people, the facts change, and the people behind that: everybody where the account wrote, for its clock has moved.</summary>
    private Dictionary<int, IReadOnlySet<int>?> People(NewFacts facts)
    {
        var people = new Dictionary<int, HashSet<int>>();
        void Add(int account, int person)
        {
            if (account >= _scoring.AccountCount || !state.IsTracked(account))
                return;
            if (!people.TryGetValue(account, out var known))
                people[account] = known = [];
            known.Add(person);
        }

        foreach (var act in facts.Acts)
            Add(act.Target, act.Actor);
        foreach (var (account, _) in facts.Profiles)
        {
            foreach (var target in _scoring.ActedOnBy(account))
                Add(target, account);
        }
        foreach (var post in facts.Posts)
            Add(post.Author, post.Author);
        var wrote = facts.Posts.Select(post => post.Author).ToHashSet();
        return people.ToDictionary(p => p.Key, p => wrote.Contains(p.Key) ? null : (IReadOnlySet<int>)p.Value);
    }

    /// <summary>Time of the oldest new act, which says what posts new acts were on.</summary>
    private long Since(NewFacts facts) => facts.Acts.Where(act => act.Time > 0).Select(act => act.Time).DefaultIfEmpty(_scoring.Options.AsOf).Min();

    private async Task<ScoreRun> MoveRunAsync(CancellationToken cancellationToken)
    {
        var was = state.Run;
        var now = clock.GetUtcNow().UtcDateTime;
        // Pages keep what they read of a run by this moment, so it must be another.
        var computed = now > was.ComputedAt.AddMilliseconds(1) ? now : was.ComputedAt.AddMilliseconds(1);
        computed = new DateTime(computed.Ticks - computed.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
        if (await db.ScoreRuns.Where(r => r.Id == was.Id && r.ComputedAt == was.ComputedAt).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.ComputedAt, computed).SetProperty(r => r.ScoredAccounts, _scoring.ScoredCount), cancellationToken) == 0)
            throw new InfluenceScoreException("Somebody else scored this hour meanwhile; the next scoring takes in everything.");
        return new ScoreRun
        {
            Id = was.Id,
            AsOf = was.AsOf,
            Model = was.Model,
            HalfLifeDays = was.HalfLifeDays,
            WindowDays = was.WindowDays,
            EarlierRunId = was.EarlierRunId,
            ComputedAt = computed,
            ScoredAccounts = _scoring.ScoredCount,
        };
    }

    private async Task ReplaceScoresAsync(IDbContextTransaction transaction, ScoreRun run, IReadOnlyList<int> moved, CancellationToken cancellationToken)
    {
        var ids = moved.Select(state.AccountId).Order().ToArray();
        await db.Scores.Where(s => s.ScoreRunId == run.Id && ids.Contains(s.AccountId)).ExecuteDeleteAsync(cancellationToken);
        using var insert = ScoringService.ScoreRows(transaction);
        foreach (var id in ids)
        {
            if (_scoring.Find(state.Accounts[id]) is { } score)
                ScoringService.AddScore(insert, run.Id, id, score);
        }
    }

    private async Task ReplaceLedgersAsync(DbTransaction transaction, ScoreRun run, IReadOnlyCollection<int> touched, ScoringResult result, CancellationToken cancellationToken)
    {
        var ids = touched.Select(state.AccountId).Order().ToArray();
        await db.PersonContributions.Where(c => c.ScoreRunId == run.Id && ids.Contains(c.AccountId)).ExecuteDeleteAsync(cancellationToken);
        await db.PostContributions.Where(c => c.ScoreRunId == run.Id && ids.Contains(c.AccountId)).ExecuteDeleteAsync(cancellationToken);
        var made = new (int Account, LedgerTotals[] ByPerson, LedgerTotals[] ByPost)[ids.Length];
        Parallel.For(0, ids.Length, () => new LedgerSums(result, 0), (i, _, ledger) =>
        {
            var account = state.Accounts[ids[i]];
            if (result.Find(account) is null)
                return ledger;
            ledger.Read(account);
            made[i] = (account, ledger.ByPerson(ScoringService.ContributionsPerAccount), ledger.ByPost(ScoringService.ContributionsPerAccount));
            return ledger;
        }, _ => { });
        using var contributions = new ContributionStore(transaction, run.Id, state.Ids(), result);
        foreach (var (account, byPerson, byPost) in made.Where(m => m.ByPerson is not null))
            contributions.Write(account, byPerson, byPost);
    }

    private async Task ReplaceClientsAsync(IDbContextTransaction transaction, ScoreRun run, List<ClientScoring.Members> clients, ScoringResult result, CancellationToken cancellationToken)
    {
        var ids = clients.ConvertAll(c => c.ClientId);
        if (ids.Count == 0)
            return;
        await db.ClientScores.Where(s => s.ScoreRunId == run.Id && ids.Contains(s.ClientId)).ExecuteDeleteAsync(cancellationToken);
        await db.ClientShares.Where(s => s.ScoreRunId == run.Id && ids.Contains(s.ClientId)).ExecuteDeleteAsync(cancellationToken);
        await ClientScoring.InsertAsync(db, transaction, clients, run.Id, state.Ids(), result, cancellationToken);
    }
}
