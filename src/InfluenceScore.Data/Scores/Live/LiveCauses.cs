using System.Data.Common;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Explanations;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Scores.Live;

/// <summary>
/// Why the scores of tracked accounts moved within the hour: added to the statement that the run has (<see cref="ScoreChange"/>), so that it still closes with the stored scores. Whoever acted,
/// or was judged anew, carries what that moved, and everybody where the account wrote; what moved by way of others is people of whom more is known to be alive, or who became more influential.
/// </summary>
internal sealed class LiveCauses(InfluenceDbContext db, LiveState state, ScoreRun run)
{
    private Dictionary<int, Score> _before = [];
    private Dictionary<int, byte[]> _told = [];

    /// <summary>Whether a score moved as pages show it, to one decimal.</summary>
    public bool ShownScoresMoved { get; private set; }

    /// <summary>What is stored of accounts (numbers), before it is replaced.</summary>
    public async Task ReadAsync(IEnumerable<int> accounts, CancellationToken cancellationToken)
    {
        var ids = accounts.Select(state.AccountId).ToArray();
        _before = await db.Scores.AsNoTracking().Where(s => s.ScoreRunId == run.Id && ids.Contains(s.AccountId)).ToDictionaryAsync(s => s.AccountId, cancellationToken);
        _told = await db.ScoreChanges.AsNoTracking().Where(c => c.ScoreRunId == run.Id && ids.Contains(c.AccountId)).ToDictionaryAsync(c => c.AccountId, c => c.Causes, cancellationToken);
    }

    /// <param name="outlines">By account number.</param>
    public async Task StoreAsync(DbTransaction transaction, IReadOnlyDictionary<int, IReadOnlyList<CauseOutline>> outlines, CancellationToken cancellationToken)
    {
        ShownScoresMoved = _before.Values.Any(was => state.Scoring.Find(state.Accounts[was.AccountId]) is { } score && Shown(score.Score) != Shown(was.Value));
        var ids = _told.Keys.Where(_before.ContainsKey).Order().ToArray();
        var packed = new byte[]?[ids.Length];
        Parallel.For(0, ids.Length, i =>
        {
            var account = state.Accounts[ids[i]];
            if (state.Scoring.Find(account) is { } score)
                packed[i] = StoredCauses.Pack(StoredCauses.Sum(StoredCauses.Unpack(_told[ids[i]]), Causes(_before[ids[i]], score, outlines.GetValueOrDefault(account, []))));
        });
        await db.ScoreChanges.Where(c => c.ScoreRunId == run.Id && ids.Contains(c.AccountId)).ExecuteDeleteAsync(cancellationToken);
        using var insert = new PreparedInsert(transaction, "ScoreChanges", "AccountId", "ScoreRunId", "Causes");
        foreach (var (id, causes) in ids.Zip(packed))
        {
            if (causes is not null)
                insert.Row(id, run.Id, causes);
        }
    }

    private List<StoredCause> Causes(Score was, AccountScore score, IReadOnlyList<CauseOutline> outline)
    {
        var ids = state.Ids();
        List<StoredCause> causes = [.. outline.Select(cause => ChangeChain.Stored(cause, ids))];
        var model = state.Scoring.Options.Model;
        var reach = model.TrueReachWeight * (score.TrueReachIndex - was.TrueReachIndex) - causes.Sum(c => c.ReachPoints);
        var amplification = model.AmplificationWeight * (score.AmplificationIndex - was.AmplificationIndex) - causes.Sum(c => c.AmplificationPoints);
        var impact = model.NetworkImpactWeight * (score.NetworkImpactIndex - was.NetworkImpactIndex) - causes.Sum(c => c.ImpactPoints);
        if (reach != 0 || amplification != 0)
            causes.Add(new StoredCause(ChangeCause.Proven, reach, amplification, 0, 0, 0, [], [], []));
        if (impact != 0)
            causes.Add(new StoredCause(ChangeCause.InfluenceOfPeople, 0, 0, impact, 0, 0, [], [], []));
        return causes;
    }

    private static double Shown(double score) => Math.Round(score, 1, MidpointRounding.AwayFromZero);
}
