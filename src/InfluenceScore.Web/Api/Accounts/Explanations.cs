using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Scores;
using InfluenceScore.Scoring;
using InfluenceScore.Web.Pages.WhatIf;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Api.Accounts;

/// <summary>
/// Makes explanations while somebody waits. A ledger comes from the facts that the what-if page keeps in memory; a change statement scores two moments anew, so only one
/// is made at a time, and the store may not be larger than the what-if page takes.
/// </summary>
public sealed class Explanations(FactsInMemory memory) : IDisposable
{
    /// <summary>How long a request waits before it is asked to come back.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <returns>The ledger of the shown score; null while the facts are still being read: ask again.</returns>
    /// <exception cref="InfluenceScoreException">The account has no score, or the store is too large.</exception>
    public async Task<Explanation?> LedgerAsync(InfluenceDbContext db, int accountId, AccountKey key, ScoreRun run, CancellationToken cancel)
    {
        if (run.Model != ScoreModel.Current.Version)
            throw new InfluenceScoreException($"The newest scores were made with model {run.Model}, which this version no longer holds; 'score' makes them anew.");
        if (await memory.FindAsync(run, Patience, cancel) is not { } facts)
            return null;
        var number = facts.NumberOf(accountId);
        if (number < 0 || facts.Result.Find(number) is not { } score)
            throw NoScore(key, run);
        var ledger = facts.Result.Explain(number);
        var ids = Explanation.Posts(ledger).ToDictionary(p => p, p => facts.PostIds[p]);
        var wanted = ids.Values.ToList();
        var names = await db.Posts.AsNoTracking().Where(p => wanted.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.NetworkPostId, cancel);
        return Explanation.OfLedger(key, facts.Input, facts.Result.Options, score, ledger, p => names.GetValueOrDefault(ids[p], "gone"));
    }

    /// <returns>The change between two moments; null where others are being made: ask again.</returns>
    public async Task<Explanation?> ChangeAsync(InfluenceDbContext db, AccountKey key, DateTime from, DateTime to, CancellationToken cancel)
    {
        if (!await _oneAtATime.WaitAsync(Patience, cancel))
            return null;
        try
        {
            await memory.ThrowIfTooLargeAsync(db, cancel);
            var facts = await ScoringInputLoader.LoadAsync(db, cancel);
            ScoringResult Score(DateTime at)
            {
                var options = new ScoringOptions { AsOf = new DateTimeOffset(at).ToUnixTimeMilliseconds() };
                return ScoringEngine.Score(facts.InputAsOf(options.AsOf), options);
            }
            return await Task.Run(() => Explanation.OfChange(key, Score(from), Score(to)), cancel);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private static InfluenceScoreException NoScore(AccountKey key, ScoreRun run) =>
        new($"The account {key} has no score as of {run.AsOf:yyyy-MM-ddTHH:mm:ssZ}: nobody acted on it, and it is not tracked.");
}
