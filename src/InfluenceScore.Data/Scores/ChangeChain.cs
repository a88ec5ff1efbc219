using System.Data.Common;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Explanations;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Scores;

/// <summary>
/// Makes the change statements between consecutive runs of one model and one choice of options, part of <see cref="ScoringService"/>. Each run names the one
/// before it; a run that comes between two others takes both links. Where a run before, or after, was scored earlier, its moment is scored again from today's
/// facts, and what then differs from the stored score is a cause of its own, <see cref="ChangeCause.LearnedSince"/>, so that stored scores and stored causes
/// always close.
/// </summary>
/// <param name="facts">The facts that the runs in hand are scored from.</param>
internal sealed class ChangeChain(InfluenceDbContext db, FactArrays facts)
{
    /// <summary>Ids that are kept of the people behind one cause of one day; beyond them only their number.</summary>
    internal const int MostPeople = 64;

    /// <summary>Single people and posts that are named for a cause of one day.</summary>
    internal const int MostLeading = 2, MostPosts = 4;

    /// <summary>A person is named who carried at least this share of a cause; nobody is for less than so many points.</summary>
    private const double LeadingShare = .2, LeastPoints = .01;

    /// <summary>Tracked accounts, by number, in the order of their ids: only they have statements.</summary>
    private readonly int[] _tracked = [.. Enumerable.Range(0, facts.Tracked.Length).Where(a => facts.Tracked[a]).OrderBy(a => facts.AccountIds[a])];

    private readonly Dictionary<(string Model, double HalfLife, double Window), (ScoreRun Run, ScoringResult Result)> _lastOf = [];

    /// <summary>A link to be stored with a run: the packed causes of every account, beginning at the earlier run.</summary>
    internal sealed record Link(int? EarlierRunId, int? RunId, IReadOnlyList<(int AccountId, byte[] Causes)> Rows);

    /// <summary>The link into a run that is about to be stored, and, where a run follows that is not about to be scored itself, the link out of it.</summary>
    /// <param name="run">Not stored yet.</param>
    /// <param name="comes">Whether a moment with the same model and options is still to be scored by the same command.</param>
    public async Task<IReadOnlyList<Link>> MakeAsync(ScoreRun run, ScoringResult result, Func<DateTime, bool> comes, CancellationToken cancellationToken)
    {
        if (_tracked.Length == 0)
            return [];
        List<Link> links = [];
        if (await FindEarlierOrNullAsync(run, cancellationToken) is { } earlier)
        {
            var from = _lastOf.TryGetValue(Key(run), out var last) && last.Run.Id == earlier.Id ? last.Result : Rescored(earlier, result);
            links.Add(new Link(earlier.Id, null, Causes(from, result, run.Model, earlier, await StoredAsync(earlier, cancellationToken), null)));
        }
        var later = await Alike(run).Where(r => r.Model == run.Model && r.AsOf > run.AsOf).OrderBy(r => r.AsOf).FirstOrDefaultAsync(cancellationToken);
        if (later is not null && !comes(later.AsOf))
            links.Add(new Link(null, later.Id, Causes(result, Rescored(later, result), run.Model, null, null, await StoredAsync(later, cancellationToken))));
        if (await Alike(run).FirstOrDefaultAsync(r => r.Model == run.Model && r.AsOf == run.AsOf, cancellationToken) is { } replaced)
        {
            var ofOtherModels = await db.ScoreRuns.Where(r => r.EarlierRunId == replaced.Id && r.Model != run.Model).Select(r => r.Id).ToListAsync(cancellationToken);
            foreach (var id in ofOtherModels)
                links.Add(new Link(null, id, await BeginAnewAsync(id, await StoredAsync(replaced, cancellationToken), result, cancellationToken)));
        }
        return links;
    }

    /// <summary>
    /// The statements of a run of another model that begins where scores are about to be replaced: that model may be unknown to this program, so they keep their
    /// causes, and what its beginning has learned since, and it has not, is a cause more.
    /// </summary>
    private async Task<List<(int AccountId, byte[] Causes)>> BeginAnewAsync(
        int runId, Dictionary<int, Score> before, ScoringResult result, CancellationToken cancellationToken)
    {
        var ids = before.Keys;
        var told = await db.ScoreChanges.AsNoTracking().Where(c => c.ScoreRunId == runId && ids.Contains(c.AccountId)).ToDictionaryAsync(c => c.AccountId, cancellationToken);
        List<(int AccountId, byte[] Causes)> rows = [];
        foreach (var account in _tracked)
        {
            var id = facts.AccountIds[account];
            if (result.Find(account) is not { } now || !told.TryGetValue(id, out var change))
                continue;
            List<StoredCause> causes = [.. StoredCauses.Unpack(change.Causes)];
            Add(causes, Learned(before[id], now, result.Options.Model, -1));
            rows.Add((id, StoredCauses.Pack(causes)));
        }
        return rows;
    }

    /// <summary>Stores the links of a run; its id is known by now.</summary>
    public async Task StoreAsync(DbTransaction transaction, ScoreRun run, ScoringResult result, IReadOnlyList<Link> links, CancellationToken cancellationToken)
    {
        foreach (var link in links)
        {
            var (earlier, id) = (link.EarlierRunId ?? run.Id, link.RunId ?? run.Id);
            await RunRows.RemoveChangesAsync(db, id, cancellationToken);
            await db.ScoreRuns.Where(r => r.Id == id).ExecuteUpdateAsync(set => set.SetProperty(r => r.EarlierRunId, earlier), cancellationToken);
            if (id == run.Id)
                run.EarlierRunId = earlier;
            using var insert = new PreparedInsert(transaction, "ScoreChanges", "AccountId", "ScoreRunId", "Causes");
            foreach (var (account, causes) in link.Rows)
                insert.Row(account, id, causes);
        }
        if (_tracked.Length > 0)
            _lastOf[Key(run)] = (run, result);
    }

    private static (string Model, double HalfLife, double Window) Key(ScoreRun run) => (run.Model, run.HalfLifeDays, run.WindowDays);

    private IQueryable<ScoreRun> Alike(ScoreRun run) => db.ScoreRuns.AsNoTracking().Where(r => r.HalfLifeDays == run.HalfLifeDays && r.WindowDays == run.WindowDays);

    /// <summary>The newest run before this one with its model. Without one, that of another model, unless both models scored this very moment: then those two tell.</summary>
    private async Task<ScoreRun?> FindEarlierOrNullAsync(ScoreRun run, CancellationToken cancellationToken)
    {
        var before = Alike(run).Where(r => r.AsOf < run.AsOf).OrderByDescending(r => r.AsOf).ThenByDescending(r => r.ComputedAt);
        if (await before.FirstOrDefaultAsync(r => r.Model == run.Model, cancellationToken) is { } same)
            return same;
        return await Alike(run).AnyAsync(r => r.AsOf == run.AsOf && r.Model != run.Model, cancellationToken) ? null : await before.FirstOrDefaultAsync(cancellationToken);
    }

    private ScoringResult Rescored(ScoreRun run, ScoringResult like)
    {
        var options = like.Options with { AsOf = new DateTimeOffset(run.AsOf).ToUnixTimeMilliseconds() };
        return ScoringEngine.Score(facts.InputFor(options), options);
    }

    private async Task<Dictionary<int, Score>> StoredAsync(ScoreRun run, CancellationToken cancellationToken) => await (
        from a in db.Accounts
        where a.Tracked
        join s in db.Scores.AsNoTracking() on new { AccountId = a.Id, ScoreRunId = run.Id } equals new { s.AccountId, s.ScoreRunId }
        select s).ToDictionaryAsync(s => s.AccountId, cancellationToken);

    /// <param name="before">The stored scores of <paramref name="from"/> where it was scored again, for all of them or none; alike <paramref name="after"/> of <paramref name="to"/>.</param>
    private List<(int AccountId, byte[] Causes)> Causes(
        ScoringResult from, ScoringResult to, string model, ScoreRun? earlier, Dictionary<int, Score>? before, Dictionary<int, Score>? after)
    {
        var rows = new byte[]?[_tracked.Length];
        Parallel.For(0, _tracked.Length, i =>
        {
            var (account, id) = (_tracked[i], facts.AccountIds[_tracked[i]]);
            if (from.Find(account) is not { } first || to.Find(account) is not { } second)
                return;
            List<StoredCause> causes = [.. ChangeOutline.Between(from, to, account).Select(cause => Stored(cause, facts))];
            if (before is not null)
            {
                if (!before.TryGetValue(id, out var then))
                    return;
                if (earlier?.Model != model)
                    Add(causes, new StoredCause(ChangeCause.ModelChange, 0, 0, 0, first.Score - then.Value, 0, [], [], []));
                else
                    Add(causes, Learned(then, first, to.Options.Model, 1));
            }
            if (after is not null)
            {
                if (!after.TryGetValue(id, out var now))
                    return;
                Add(causes, Learned(now, second, to.Options.Model, -1));
            }
            rows[i] = StoredCauses.Pack(causes);
        });
        return [.. _tracked.Select((account, i) => (facts.AccountIds[account], rows[i])).Where(row => row.Item2 is not null).Select(row => (row.Item1, row.Item2!))];
    }

    private static void Add(List<StoredCause> causes, StoredCause cause)
    {
        if (cause is not { ReachPoints: 0, AmplificationPoints: 0, ImpactPoints: 0, WholePoints: 0 })
            causes.Add(cause);
    }

    /// <summary>What facts that came after <paramref name="stored"/> was made would have added to it.</summary>
    private static StoredCause Learned(Score stored, AccountScore again, ScoreModel model, int sign) => new(
        ChangeCause.LearnedSince,
        sign * model.TrueReachWeight * (again.TrueReachIndex - stored.TrueReachIndex),
        sign * model.AmplificationWeight * (again.AmplificationIndex - stored.AmplificationIndex),
        sign * model.NetworkImpactWeight * (again.NetworkImpactIndex - stored.NetworkImpactIndex),
        0, 0, [], [], []);

    internal static StoredCause Stored(CauseOutline cause, FactArrays facts)
    {
        // Those who came, acted again or were judged anew can be counted over several days without counting anybody twice; the other causes touch everybody every day.
        var counted = cause.Cause is ChangeCause.NewPeople or ChangeCause.MoreActs or ChangeCause.FewerActs or ChangeCause.Reclassified && cause.People.Count <= MostPeople;
        var least = Math.Max(LeadingShare * Math.Abs(cause.Points), LeastPoints);
        return new StoredCause(
            cause.Cause, cause.ReachPoints, cause.AmplificationPoints, cause.ImpactPoints, 0,
            cause.People.Count,
            counted ? [.. cause.People.Select(p => facts.AccountIds[p.Number]).Order()] : [],
            [.. cause.People.Take(MostLeading).Where(p => Math.Abs(p.Points) >= least).Select(p => new StoredShare(facts.AccountIds[p.Number], p.Points))],
            Math.Abs(cause.Points) < LeastPoints ? [] : [.. cause.Posts.Take(MostPosts).Select(p => new StoredShare(p.Number < 0 ? Facts.NoPost : facts.PostIds[p.Number], p.Points))]);
    }
}
