using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Accounts;

/// <summary>How many accounts a list holds, and how many of them have a score in the run.</summary>
public sealed record AccountListLength(int All, int Scored);

/// <summary>
/// Reads one page of the account list. Accounts with a score come first, in the order asked for, then the ones without;
/// so the long tail (everybody who ever acted on somebody) never has to be sorted.
/// </summary>
public sealed class AccountListQuery(InfluenceDbContext db, Viewer viewer, ScoreRun? run, ScoreRun? weekAgo, AccountFilter filter)
{
    /// <summary>From so many matches on it costs more to find them all than to look at accounts one after the other until a page is full, if so many of them are on this side of the list.</summary>
    private const int Many = 10_000, ManyHere = 1000;

    private AccountListLength? _length;

    /// <summary>How many accounts pass the filter; counted once for each state of the store. What is listed after it is read the way that fits the number.</summary>
    public async Task<AccountListLength> CountAsync(StoreCache cache, CancellationToken cancel) => _length = await cache.GetAsync(
        (nameof(AccountListQuery), viewer.SeesEverything ? null : viewer, run?.Id, filter),
        async c => new AccountListLength(await filter.Apply(db, viewer).CountAsync(c), run is null ? 0 : await Scored().CountAsync(c)), cancel);

    /// <summary>Ids of the accounts on the page that begins after so many, in order, read from the nearer end.</summary>
    public async Task<List<int>> ListIdsAsync(AccountSort sort, AccountListLength length, int skip, int take, CancellationToken cancel)
    {
        take = Math.Min(take, Math.Max(0, length.All - skip));
        if (skip <= length.All - skip - take)
            return await FromStartAsync(sort, length.Scored, skip, take, cancel);
        var ids = await FromEndAsync(sort, length.All - length.Scored, length.All - skip - take, take, cancel);
        ids.Reverse();
        return ids;
    }

    /// <summary>Ids of the first accounts of the list, in order.</summary>
    public Task<List<int>> ListFirstAsync(AccountSort sort, int take, CancellationToken cancel) => FromStartAsync(sort, int.MaxValue, 0, take, cancel);

    /// <summary>
    /// Ids of the accounts that stand right after that one in the list, or right before it, in order: by its place, whatever page it is on. None where the list does not hold it.
    /// </summary>
    public async Task<List<int>> ListIdsBesideAsync(AccountSort sort, AccountKey beside, bool before, int take, CancellationToken cancel)
    {
        // Looked for among what the viewer sees: the place of another account would tell its score.
        if (await filter.Apply(db, viewer).Where(a => a.Network == beside.Network && a.Handle == beside.Handle).Select(a => (int?)a.Id).FirstOrDefaultAsync(cancel) is not { } id)
            return [];
        var ids = sort == AccountSort.Name ? await BesideByNameAsync(id, before, take, cancel) : await BesideByScoreAsync(sort, id, before, take, cancel);
        if (before)
            ids.Reverse();
        return ids;
    }

    private async Task<List<int>> FromStartAsync(AccountSort sort, int scored, int skip, int take, CancellationToken cancel)
    {
        if (sort == AccountSort.Name)
            return await ByName(skip).OrderBy(a => a.NameInOrder).ThenBy(a => a.Id).Skip(skip).Take(take).Select(a => a.Id).ToListAsync(cancel);
        var ids = skip < scored && run is not null ? await Best(Places(sort, skip)).Skip(skip).Take(take).Select(p => p.Id).ToListAsync(cancel) : [];
        if (ids.Count < take)
            ids.AddRange(await Unscored(skip - scored).OrderBy(a => a.Id).Skip(Math.Max(0, skip - scored)).Take(take - ids.Count).Select(a => a.Id).ToListAsync(cancel));
        return ids;
    }

    /// <summary>The last one first.</summary>
    private async Task<List<int>> FromEndAsync(AccountSort sort, int unscored, int skip, int take, CancellationToken cancel)
    {
        if (sort == AccountSort.Name)
            return await ByName(skip).OrderByDescending(a => a.NameInOrder).ThenByDescending(a => a.Id).Skip(skip).Take(take).Select(a => a.Id).ToListAsync(cancel);
        var ids = skip < unscored ? await Unscored(skip).OrderByDescending(a => a.Id).Skip(skip).Take(take).Select(a => a.Id).ToListAsync(cancel) : [];
        if (ids.Count < take && run is not null)
            ids.AddRange(await Worst(Places(sort, skip - unscored)).Skip(Math.Max(0, skip - unscored)).Take(take - ids.Count).Select(p => p.Id).ToListAsync(cancel));
        return ids;
    }

    // Each of these two says first where an index is to be entered (<=), then which of the equal ones are meant: engines do not see that in the second alone.
    private async Task<List<int>> BesideByNameAsync(int id, bool before, int take, CancellationToken cancel)
    {
        var name = await db.Accounts.Where(a => a.Id == id).Select(a => a.NameInOrder).FirstAsync(cancel);
#pragma warning disable CA1309 // becomes SQL's comparison
        var beside = before
            ? ByName().Where(a => string.Compare(a.NameInOrder, name) <= 0 && (string.Compare(a.NameInOrder, name) < 0 || a.Id < id)).OrderByDescending(a => a.NameInOrder).ThenByDescending(a => a.Id)
            : ByName().Where(a => string.Compare(a.NameInOrder, name) >= 0 && (string.Compare(a.NameInOrder, name) > 0 || a.Id > id)).OrderBy(a => a.NameInOrder).ThenBy(a => a.Id);
#pragma warning restore CA1309
        return await beside.Take(take).Select(a => a.Id).ToListAsync(cancel);
    }

    /// <summary>The nearest first.</summary>
    private async Task<List<int>> BesideByScoreAsync(AccountSort sort, int id, bool before, int take, CancellationToken cancel)
    {
        var place = run is null ? null : await Places(sort).Where(p => p.Id == id).Select(p => (double?)p.Key).FirstOrDefaultAsync(cancel);
        List<int> ids;
        if (place is { } key)
        {
            var scored = before
                ? Worst(Places(sort).Where(p => p.Key >= key && (p.Key > key || p.Id > id)))
                : Best(Places(sort).Where(p => p.Key <= key && (p.Key < key || p.Id < id)));
            ids = await scored.Take(take).Select(p => p.Id).ToListAsync(cancel);
            if (!before && ids.Count < take)
                ids.AddRange(await Unscored().OrderBy(a => a.Id).Take(take - ids.Count).Select(a => a.Id).ToListAsync(cancel));
            return ids;
        }
        var unscored = before ? Unscored().Where(a => a.Id < id).OrderByDescending(a => a.Id) : Unscored().Where(a => a.Id > id).OrderBy(a => a.Id);
        ids = await unscored.Take(take).Select(a => a.Id).ToListAsync(cancel);
        if (before && ids.Count < take && run is not null)
            ids.AddRange(await Worst(Places(sort)).Take(take - ids.Count).Select(p => p.Id).ToListAsync(cancel));
        return ids;
    }

    private IQueryable<Account> ByName(int skip = 0) => filter.Apply(db, viewer, IsMany(_length?.All, skip));

    // Far from the beginning most of what matches is passed anyway.
    private bool IsMany(int? here, int skip) => _length?.All > Many && here > ManyHere && skip < here / 100;

    private IQueryable<Score> Scored(int skip = 0)
    {
        var scores = db.Scores.AsNoTracking().Where(s => s.ScoreRunId == run!.Id);
        if (filter.IsEmpty && viewer.SeesEverything)
            return scores;
        var matching = filter.Apply(db, viewer, IsMany(_length?.Scored, skip));
        return scores.Where(s => matching.Any(a => a.Id == s.AccountId));
    }

    private IQueryable<Account> Unscored(int skip = 0)
    {
        var accounts = filter.Apply(db, viewer, IsMany(_length?.All - _length?.Scored, skip));
        if (run is null)
            return accounts;
        var runId = run.Id;
        return accounts.Where(a => !db.Scores.Any(s => s.AccountId == a.Id && s.ScoreRunId == runId));
    }

    /// <summary>Where a scored account stands: by its key, the highest first, then by its id, the highest first.</summary>
    private sealed class Place
    {
        public double Key { get; init; }
        public int Id { get; init; }
    }

    // Below any difference of two scores.
    private const double Last = -1000;

    private IQueryable<Place> Places(AccountSort sort, int skip = 0)
    {
        // In another order all of them are looked at before the first is known.
        var scores = Scored(sort == AccountSort.Score ? skip : int.MaxValue);
        var earlier = weekAgo?.Id ?? 0;
        return sort.Key switch
        {
            // Who has no earlier score comes last: engines differ in where they put what is empty.
            "change" => scores.Select(s => new Place { Id = s.AccountId, Key = s.Value - db.Scores.Where(e => e.AccountId == s.AccountId && e.ScoreRunId == earlier).Select(e => (double?)e.Value).FirstOrDefault() ?? Last }),
            "fall" => scores.Select(s => new Place { Id = s.AccountId, Key = db.Scores.Where(e => e.AccountId == s.AccountId && e.ScoreRunId == earlier).Select(e => (double?)e.Value).FirstOrDefault() - s.Value ?? Last }),
            "reach" => scores.Select(s => new Place { Id = s.AccountId, Key = s.TrueReach }),
            "amplification" => scores.Select(s => new Place { Id = s.AccountId, Key = s.Amplification }),
            "impact" => scores.Select(s => new Place { Id = s.AccountId, Key = s.NetworkImpactIndex }),
            _ => scores.Select(s => new Place { Id = s.AccountId, Key = s.Value }),
        };
    }

    // Ties in the order of the index (ScoreRunId, Value, AccountId), read backwards: no sort at all for the first page.
    private static IOrderedQueryable<Place> Best(IQueryable<Place> places) => places.OrderByDescending(p => p.Key).ThenByDescending(p => p.Id);

    private static IOrderedQueryable<Place> Worst(IQueryable<Place> places) => places.OrderBy(p => p.Key).ThenBy(p => p.Id);
}
