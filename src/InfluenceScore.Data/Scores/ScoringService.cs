using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Places;
using InfluenceScore.Data.Scores.Patterns;
using InfluenceScore.Data.Scores.Places;
using InfluenceScore.Data.Webhooks;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace InfluenceScore.Data.Scores;

/// <summary>Loads the facts, calls the engine, stores the result: the only writer of scores.</summary>
public sealed class ScoringService(InfluenceDbContext db, TimeProvider clock)
{
    /// <summary>People and posts that are stored with a score of the newest run, at most, an account; the full ledger is made on demand.</summary>
    public const int ContributionsPerAccount = 25;

    /// <summary>Gets the facts and the scores of each moment once they are stored.</summary>
    internal Action<FactArrays, ScoringResult>? Stored { get; init; }

    /// <summary>Homes and places as of the newest of the moments that are scored together; read once, and only where there are several.</summary>
    private (DateTime AsOf, LocalReachStore.Ground? Ground) _places;

    /// <summary>
    /// Scores every account that anybody acted on or that is tracked, once for each moment (Unix milliseconds), oldest first.
    /// Each moment is stored in one transaction; scoring the same moment with the same model and options again replaces it.
    /// </summary>
    /// <exception cref="InfluenceScoreException">The scores could not be stored; the moment in hand is not stored at all.</exception>
    public async Task<IReadOnlyList<ScoreRun>> ScoreAsync(
        IReadOnlyList<ScoringOptions> moments, FactArrays? facts = null, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var alone = await db.HoldScoresAsync(cancellationToken);
        facts ??= await ScoringInputLoader.LoadForScoringAsync(db, cancellationToken);
        if (facts.Profiles.HasLocations)
            _ = Task.Run(Gazetteer.Load, cancellationToken); // the last step waits for it
        List<ScoreRun> runs = [];
        _places = (moments.Count == 0 ? default : DateTimeOffset.FromUnixTimeMilliseconds(moments.Max(m => m.AsOf)).UtcDateTime, null);
        var chain = new ChangeChain(db, facts);
        var moment = moments.Select(Moment).ToHashSet();
        var newest = moments.GroupBy(m => (m.Model.Version, m.HalfLifeDays, m.WindowDays)).ToDictionary(g => g.Key, g => g.Max(m => m.AsOf));
        foreach (var options in moments.OrderBy(m => m.AsOf))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var result = ScoringEngine.Score(facts.InputFor(options), options);
            var run = NewRun(options, result);
            var links = await chain.MakeAsync(run, result, later => moment.Contains(Moment(options with { AsOf = new DateTimeOffset(later).ToUnixTimeMilliseconds() })), cancellationToken);
            await StoreAsync(facts, run, result, chain, links, options.AsOf == newest[(options.Model.Version, options.HalfLifeDays, options.WindowDays)], cancellationToken);
            runs.Add(run);
            Stored?.Invoke(facts, result);
            progress?.Report(runs.Count);
        }
        return runs;
    }

    /// <summary>
    /// The part of the stored history that this model has not scored yet: every moment that other versions scored, with the half-life and window of
    /// then, oldest first. Scored by <see cref="ScoreAsync"/> it stands beside what was stored before; what an interruption left over is found again.
    /// </summary>
    /// <param name="halfLifeDays">Only runs with this half-life; null for all.</param>
    /// <param name="windowDays">Only runs with this window; null for all.</param>
    public async Task<IReadOnlyList<ScoringOptions>> ListHistoryToRescoreAsync(
        ScoreModel model, double? halfLifeDays = null, double? windowDays = null, CancellationToken cancellationToken = default)
    {
        var runs = await db.ScoreRuns.AsNoTracking()
            .Where(r => (halfLifeDays == null || r.HalfLifeDays == halfLifeDays) && (windowDays == null || r.WindowDays == windowDays))
            .ToListAsync(cancellationToken);
        return
        [
            .. runs.GroupBy(r => (r.AsOf, r.HalfLifeDays, r.WindowDays))
                .Where(g => g.All(r => r.Model != model.Version))
                .OrderBy(g => g.Key.AsOf)
                .Select(g => new ScoringOptions
                {
                    AsOf = new DateTimeOffset(g.Key.AsOf).ToUnixTimeMilliseconds(),
                    HalfLifeDays = g.Key.HalfLifeDays,
                    WindowDays = g.Key.WindowDays,
                    Model = model,
                }),
        ];
    }

    private static (string Model, double HalfLife, double Window, long AsOf) Moment(ScoringOptions options) =>
        (options.Model.Version, options.HalfLifeDays, options.WindowDays, options.AsOf);

    private ScoreRun NewRun(ScoringOptions options, ScoringResult result) => new()
    {
        AsOf = DateTimeOffset.FromUnixTimeMilliseconds(options.AsOf).UtcDateTime,
        Model = options.Model.Version,
        HalfLifeDays = options.HalfLifeDays,
        WindowDays = options.WindowDays,
        ComputedAt = clock.GetUtcNow().UtcDateTime,
        ScoredAccounts = result.Scores.Count,
    };

    private async Task StoreAsync(
        FactArrays facts, ScoreRun run, ScoringResult result, ChangeChain chain, IReadOnlyList<ChangeChain.Link> links, bool explain, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var alike = await db.ScoreRuns.AsNoTracking().Where(r => r.Model == run.Model && r.HalfLifeDays == run.HalfLifeDays && r.WindowDays == run.WindowDays)
            .Select(r => new { r.Id, r.AsOf }).ToListAsync(cancellationToken);
        var replaced = alike.Find(r => r.AsOf == run.AsOf);
        if (replaced is not null)
            await RunRows.RemoveAsync(db, [replaced.Id], cancellationToken);
        db.ScoreRuns.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        db.Entry(run).State = EntityState.Detached;
        if (replaced is not null)
            await db.ScoreRuns.Where(r => r.EarlierRunId == replaced.Id).ExecuteUpdateAsync(set => set.SetProperty(r => r.EarlierRunId, run.Id), cancellationToken);

        InsertScores(transaction, run.Id, facts, result, cancellationToken);
        await ClientScoring.InsertAsync(db, transaction, await ClientScoring.ListAllAsync(db, cancellationToken), run.Id, facts, result, cancellationToken);
        if (explain && alike.TrueForAll(r => r.AsOf <= run.AsOf))
        {
            await RunRows.RemoveExplanationsAsync(db, [.. alike.Select(r => r.Id)], cancellationToken);
            await ExplanationStore.InsertAsync(transaction.GetDbTransaction(), run.Id, facts, result, cancellationToken);
            await PatternStore.ReplaceAsync(db, run, facts, result, cancellationToken);
            await LocalReachStore.ReplaceAsync(db, transaction, run, facts, result, cancellationToken);
            await WebhookOutbox.AddScoresAsync(db, run, run.ComputedAt, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }
        else
            LocalReachStore.AddWatched(transaction, run, facts, result, _places.Ground ??= await LocalReachStore.Ground.ReadAsync(db, _places.AsOf, cancellationToken), cancellationToken);
        await chain.StoreAsync(transaction.GetDbTransaction(), run, result, links, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static void InsertScores(IDbContextTransaction transaction, int runId, FactArrays facts, ScoringResult result, CancellationToken cancellationToken)
    {
        using var insert = ScoreRows(transaction);
        // In key order, so that the table is appended to rather than torn apart.
        foreach (var s in result.Scores.OrderBy(s => facts.AccountIds[s.Account]))
        {
            cancellationToken.ThrowIfCancellationRequested();
            AddScore(insert, runId, facts.AccountIds[s.Account], s);
        }
    }

    internal static PreparedInsert ScoreRows(IDbContextTransaction transaction) => new(transaction.GetDbTransaction(), "Scores",
        "AccountId", "ScoreRunId", "Value", "Low", "High", "TrueReach", "TrueReachIndex", "Amplification", "AmplificationIndex",
        "NetworkImpactIndex", "Authenticity", "Acts", "Actors", "Posts");

    internal static void AddScore(PreparedInsert insert, int runId, int accountId, AccountScore s) => insert.Row(
        accountId, runId, s.Score, s.Low, s.High, s.TrueReach, s.TrueReachIndex, s.Amplification, s.AmplificationIndex, s.NetworkImpactIndex, s.Authenticity, s.Acts, s.Actors, s.Posts);
}
