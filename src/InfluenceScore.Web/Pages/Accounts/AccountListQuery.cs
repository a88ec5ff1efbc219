using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Accounts;

/// <summary>
/// Reads one page of the account list. Accounts with a score come first, in the order asked for, then the ones without;
/// so the long tail (everybody who ever acted on somebody) never has to be sorted.
/// </summary>
public sealed class AccountListQuery(InfluenceDbContext db, Viewer viewer, ScoreRun? run, ScoreRun? weekAgo, AccountFilter filter)
{
    /// <summary>How many accounts pass the filter, and how many of them have a score in the run.</summary>
    public async Task<(int All, int Scored)> CountAsync(CancellationToken cancel)
    {
        var all = await filter.Apply(db, viewer).CountAsync(cancel);
        return (all, run is null ? 0 : await Scored().CountAsync(cancel));
    }

    /// <summary>Ids of the accounts on that page, in order.</summary>
    public async Task<List<int>> ListIdsAsync(AccountSort sort, int scored, int skip, int take, CancellationToken cancel)
    {
        if (sort == AccountSort.Name)
#pragma warning disable CA1304, CA1311, MA0011 // becomes SQL's lower(), which knows no culture
            return await filter.Apply(db, viewer).OrderBy(a => (a.Name ?? a.Handle).ToLower()).ThenBy(a => a.Id).Skip(skip).Take(take).Select(a => a.Id).ToListAsync(cancel);
#pragma warning restore CA1304, CA1311, MA0011
        var ids = skip < scored ? await Ordered(sort).Skip(skip).Take(take).Select(s => s.AccountId).ToListAsync(cancel) : [];
        if (ids.Count < take)
            ids.AddRange(await Unscored().OrderBy(a => a.Id).Skip(Math.Max(0, skip - scored)).Take(take - ids.Count).Select(a => a.Id).ToListAsync(cancel));
        return ids;
    }

    private IQueryable<Score> Scored()
    {
        var scores = db.Scores.AsNoTracking().Where(s => s.ScoreRunId == run!.Id);
        if (filter.IsEmpty && viewer.SeesEverything)
            return scores;
        var matching = filter.Apply(db, viewer);
        return scores.Where(s => matching.Any(a => a.Id == s.AccountId));
    }

    private IQueryable<Account> Unscored()
    {
        var accounts = filter.Apply(db, viewer);
        if (run is null)
            return accounts;
        var runId = run.Id;
        return accounts.Where(a => !db.Scores.Any(s => s.AccountId == a.Id && s.ScoreRunId == runId));
    }

    // Below any difference of two scores.
    private const double Last = -1000;

    private IQueryable<Score> Ordered(AccountSort sort)
    {
        var scores = Scored();
        var earlier = weekAgo?.Id ?? 0;
        var ordered = sort.Key switch
        {
            // Who has no earlier score comes last: engines differ in where they put what is empty.
            "change" => scores.OrderByDescending(s => s.Value - db.Scores.Where(e => e.AccountId == s.AccountId && e.ScoreRunId == earlier).Select(e => (double?)e.Value).FirstOrDefault() ?? Last),
            "fall" => scores.OrderByDescending(s => db.Scores.Where(e => e.AccountId == s.AccountId && e.ScoreRunId == earlier).Select(e => (double?)e.Value).FirstOrDefault() - s.Value ?? Last),
            "reach" => scores.OrderByDescending(s => s.TrueReach),
            "amplification" => scores.OrderByDescending(s => s.Amplification),
            "impact" => scores.OrderByDescending(s => s.NetworkImpactIndex),
            _ => scores.OrderByDescending(s => s.Value),
        };
        // Ties in the order of the index (ScoreRunId, Value, AccountId), read backwards: no sort at all for the first page.
        return ordered.ThenByDescending(s => s.AccountId);
    }
}
