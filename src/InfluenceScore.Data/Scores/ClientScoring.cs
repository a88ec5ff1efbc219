using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace InfluenceScore.Data.Scores;

/// <summary>
/// Combines the scores of a client's accounts and stores them: with every run, and for all earlier runs when its accounts change.
/// Deleted clients go on being scored while they can be taken back, so that taking one back leaves no hole in its history.
/// </summary>
public static class ClientScoring
{
    /// <summary>Differences below this are rounding, not other facts.</summary>
    private const double Rounding = 1e-6;

    /// <summary>A client and the ids of its accounts.</summary>
    internal sealed record Members(int ClientId, IReadOnlyList<int> AccountIds);

    internal static Task<List<Members>> ListAllAsync(InfluenceDbContext db, CancellationToken cancellationToken) => ListAsync(db.Clients, cancellationToken);

    /// <summary>
    /// Combines the history of every client whose accounts changed, newest moment first, each moment in a transaction of its own. What an interruption leaves
    /// over is found again. Moments that only other models scored are left out: this program cannot make those again.
    /// </summary>
    /// <returns>Moments stored; 0 where no client was due.</returns>
    public static async Task<int> ScoreDueHistoryAsync(InfluenceDbContext db, CancellationToken cancellationToken = default)
    {
        if (!await Due(db).AnyAsync(cancellationToken))
            return 0;
        await using var alone = await db.HoldScoresAsync(cancellationToken);
        var due = await Due(db).AsNoTracking().Select(c => new { c.Id, c.AccountsChangedAt, Empty = c.Accounts.Count == 0 }).ToListAsync(cancellationToken);
        if (due.Count == 0)
            return 0;
        var model = ScoreModel.Current;
        var runs = due.TrueForAll(c => c.Empty) ? [] : await db.ScoreRuns.AsNoTracking().Where(r => r.Model == model.Version).OrderByDescending(r => r.AsOf).ToListAsync(cancellationToken);
        var facts = runs.Count == 0 ? null : await ScoringInputLoader.LoadForScoringAsync(db, cancellationToken);
        var ids = due.Select(c => c.Id).ToArray();
        foreach (var run in runs)
            await StoreAgainAsync(db, run, ids, facts!, cancellationToken);
        foreach (var client in due)
        {
            // An edit in the meantime has moved the first of the two times on; then it stays due.
            await db.Clients.Where(c => c.Id == client.Id && c.AccountsChangedAt == client.AccountsChangedAt)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.HistoryScoredAt, client.AccountsChangedAt), cancellationToken);
        }
        return runs.Count;
    }

    /// <summary>Clients whose history has not been combined since their accounts changed.</summary>
    public static IQueryable<Client> Due(InfluenceDbContext db) => db.Clients.Where(c => c.HistoryScoredAt == null || c.HistoryScoredAt != c.AccountsChangedAt);

    private static async Task StoreAgainAsync(InfluenceDbContext db, ScoreRun run, int[] ids, FactArrays facts, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var asOf = new DateTimeOffset(run.AsOf).ToUnixTimeMilliseconds();
        var options = new ScoringOptions { AsOf = asOf, HalfLifeDays = run.HalfLifeDays, WindowDays = run.WindowDays };
        var result = ScoringEngine.Score(facts.InputFor(options), options);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // The run may have been replaced and the accounts changed while this was computed: what is stored now decides.
        if (!await db.ScoreRuns.AnyAsync(r => r.Id == run.Id, cancellationToken))
            return;
        await db.ClientScores.Where(s => s.ScoreRunId == run.Id && ids.Contains(s.ClientId)).ExecuteDeleteAsync(cancellationToken);
        await db.ClientShares.Where(s => s.ScoreRunId == run.Id && ids.Contains(s.ClientId)).ExecuteDeleteAsync(cancellationToken);
        var members = await ListAsync(db.Clients.Where(c => ids.Contains(c.Id)), cancellationToken);
        await InsertAsync(db, transaction, members, run.Id, facts, result, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Stores what the clients score in that run; one without any scored account gets no row.</summary>
    internal static async Task InsertAsync(
        InfluenceDbContext db, IDbContextTransaction transaction, List<Members> clients, int runId, FactArrays facts, ScoringResult result, CancellationToken cancellationToken)
    {
        if (clients.Count == 0)
            return;
        var wanted = clients.SelectMany(c => c.AccountIds).ToHashSet();
        var numbers = wanted.Where(facts.Numbers.Contains).ToDictionary(id => id, id => facts.Numbers[id]);
        var shown = await db.Scores.AsNoTracking().Where(s => s.ScoreRunId == runId && wanted.Contains(s.AccountId)).ToDictionaryAsync(s => s.AccountId, s => s.Value, cancellationToken);
        using var scores = new PreparedInsert(transaction.GetDbTransaction(), "ClientScores",
            "ClientId", "ScoreRunId", "Value", "Low", "High", "TrueReach", "TrueReachIndex", "Amplification", "AmplificationIndex", "NetworkImpactIndex",
            "Acts", "Actors", "Posts", "AsAccountsShow");
        using var shares = new PreparedInsert(transaction.GetDbTransaction(), "ClientShares",
            "ClientId", "ScoreRunId", "AccountId", "ReachPoints", "AmplificationPoints", "ImpactPoints");
        foreach (var client in clients)
        {
            // An account that came after the facts were read is not among them; the next run has it.
            var accounts = client.AccountIds.Where(numbers.ContainsKey).Select(id => numbers[id]).ToList();
            if (accounts.Count == 0 || PersonScore.Combine(result, accounts) is not { } s)
                continue;
            var asShown = client.AccountIds.Where(numbers.ContainsKey).All(id => Agrees(shown.TryGetValue(id, out var value) ? value : null, result.Find(numbers[id])?.Score));
            scores.Row(client.ClientId, runId, s.Score, s.Low, s.High, s.TrueReach, s.TrueReachIndex, s.Amplification, s.AmplificationIndex, s.NetworkImpactIndex,
                s.Acts, s.Actors, s.Posts, asShown);
            foreach (var share in s.Accounts)
                shares.Row(client.ClientId, runId, facts.AccountIds[share.Account], share.TrueReachPoints, share.AmplificationPoints, share.NetworkImpactPoints);
        }
    }

    private static bool Agrees(double? stored, double? computed) => stored is { } a && computed is { } b ? Math.Abs(a - b) <= Rounding : stored is null == computed is null;

    private static async Task<List<Members>> ListAsync(IQueryable<Client> clients, CancellationToken cancellationToken)
    {
        var rows = await clients.AsNoTracking().OrderBy(c => c.Id).Select(c => new { c.Id, Accounts = c.Accounts.Select(a => a.AccountId).ToList() }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new Members(r.Id, r.Accounts))];
    }
}
