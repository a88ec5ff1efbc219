using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Explanations;
using InfluenceScore.Web.Pages.Accounts;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Compare;

/// <summary>Accounts side by side, read from the rows of one run. Few queries, however many accounts: the page and its files read the same.</summary>
/// <param name="Run">The shown run, null before the first score.</param>
/// <param name="Columns">The accounts that can be compared, in the order asked for.</param>
/// <param name="Faults">Why the others cannot, a sentence each.</param>
/// <param name="Status">200, or what the worst fault deserves.</param>
public sealed record Comparison(ScoreRun? Run, IReadOnlyList<Comparison.Column> Columns, IReadOnlyList<string> Faults, int Status)
{
    /// <summary>One account, named by a letter everywhere on the page.</summary>
    /// <param name="Asked">How the address names it.</param>
    public sealed record Column(string Letter, string Asked, AccountKey Key, int Id, string Name, Score Score, AccountTrend Trend, double? WeekChange, long? Followers)
    {
        /// <summary>From the first to the last score of the trend, or null where there are not two.</summary>
        public double? RangeChange => Trend.Scores.Count < 2 ? null : Trend.Scores[^1].Score.Value - Trend.Scores[0].Score.Value;

        /// <summary>What the three parts add, rounded so that they sum to the score as it is shown.</summary>
        public IReadOnlyList<double> PartPoints => Words.RoundToSum(Score.Value, 1, Model.TrueReachWeight * Score.TrueReachIndex,
            Model.AmplificationWeight * Score.AmplificationIndex, Model.NetworkImpactWeight * Score.NetworkImpactIndex);
    }

    /// <summary>Is the upper account really above the lower one?</summary>
    public sealed record Question(Column Upper, Column Lower, double Probability);

    public static ScoreModel Model => ScoreModel.Current;

    /// <summary>Highest score first: the order in which questions make sense.</summary>
    public IReadOnlyList<Column> Ranked { get; } = [.. Columns.OrderByDescending(c => c.Score.Value)];

    public static async Task<Comparison> ReadAsync(InfluenceDbContext db, Viewer viewer, CompareView view, CancellationToken cancel)
    {
        var run = await Runs.FindShownOrNullAsync(db, cancel);
        var (faults, status) = (new List<string>(), StatusCodes.Status200OK);
        void Fault(int code, string sentence)
        {
            faults.Add(sentence);
            // That the address makes no sense (400) says more than that somebody in it is unknown (404).
            status = status == StatusCodes.Status400BadRequest || code == StatusCodes.Status200OK ? status : code;
        }

        var keys = new List<(string Asked, AccountKey Key)>();
        foreach (var text in view.Asked)
        {
            if (!AccountKey.TryParse(text, out var key))
                Fault(StatusCodes.Status400BadRequest, $"“{Words.Plain(text, 80)}” does not name an account; write network:handle, for example x:crumbtide.");
            else if (keys.Any(k => k.Key == key))
                Fault(StatusCodes.Status200OK, $"“{Words.Plain(text, 80)}” is named twice; it stands here once.");
            else
                keys.Add((text, key));
        }
        if (keys.Count > CompareView.Most)
        {
            Fault(StatusCodes.Status400BadRequest,
                $"This page compares up to {Words.Small(CompareView.Most)} accounts; the address names {Words.Count(keys.Count)}. Left out: {Words.List([.. keys.Skip(CompareView.Most).Take(5).Select(k => Words.Plain(k.Asked, 60) ?? "")])}{(keys.Count > CompareView.Most + 5 ? " and others" : "")}.");
            keys = keys[..CompareView.Most];
        }
        // Both columns of the index; the pairs are told apart below.
        var networks = keys.Select(k => k.Key.Network).ToList();
        var handles = keys.Select(k => k.Key.Handle).ToList();
        var accounts = (await db.Accounts.AsNoTracking().VisibleTo(db, viewer).Where(a => networks.Contains(a.Network) && handles.Contains(a.Handle))
            .Select(a => new { a.Id, a.Network, a.Handle, Name = a.Name == null ? null : a.Name.Substring(0, 200) }).ToListAsync(cancel))
            .ToDictionary(a => new AccountKey(a.Network, a.Handle));
        var rows = run is null ? new Rows([], null, []) : await Rows.ReadAsync(db, run, view, [.. keys.Where(k => accounts.ContainsKey(k.Key)).Select(k => accounts[k.Key].Id)], cancel);
        var columns = new List<Column>();
        foreach (var (asked, key) in keys)
        {
            if (!accounts.TryGetValue(key, out var account))
            {
                Fault(StatusCodes.Status404NotFound, $"No account “{Words.Plain(key.Handle, 80)}” on {Words.Network(key.Network)} is known here.");
                continue;
            }
            var name = Words.Plain(account.Name, 60) ?? Words.Plain(key.Handle, 60) ?? "no name";
            if (rows.Of(account.Id, run) is not { } score)
            {
                Fault(StatusCodes.Status200OK, $"{name} has no score{(run is null ? " yet" : " as of " + Words.LongDay(run.AsOf))}, so it cannot be compared.");
                continue;
            }
            var followers = await db.Profiles.Where(p => p.AccountId == account.Id).OrderByDescending(p => p.ObservedAt).Select(p => p.Followers).FirstOrDefaultAsync(cancel);
            columns.Add(new Column(((char)('A' + columns.Count)).ToString(), asked, key, account.Id, name, score, rows.Trend(account.Id), score.Value - rows.Of(account.Id, rows.WeekAgo)?.Value, followers));
        }
        return new Comparison(run, columns, faults, status);
    }

    /// <summary>Neighbours in the order of scores: what decides whether the order is settled.</summary>
    public IEnumerable<Question> Neighbours() => Ranked.Zip(Ranked.Skip(1), Ask);

    public static Question Ask(Column a, Column b) =>
        new(a, b, Certainty.ProbabilityAbove(a.Score.Value, a.Score.Low, a.Score.High, b.Score.Value, b.Score.Low, b.Score.High));

    /// <summary>The scores that the page needs, all accounts in one query.</summary>
    private sealed record Rows(IReadOnlyList<ScoreRun> Runs, ScoreRun? WeekAgo, Dictionary<(int Account, int Run), Score> Scores)
    {
        public static async Task<Rows> ReadAsync(InfluenceDbContext db, ScoreRun run, CompareView view, IReadOnlyList<int> ids, CancellationToken cancel)
        {
            var weekAgo = await Pages.Runs.FindEarlierOrNullAsync(db, run, 7, cancel);
            var (first, last) = view.Bounds(run.AsOf);
            var alike = Pages.Runs.Alike(db, run);
            if (first is { } f)
                alike = alike.Where(r => r.AsOf >= f);
            if (last is { } l)
                alike = alike.Where(r => r.AsOf <= l);
            var runs = await alike.OrderBy(r => r.AsOf).ToListAsync(cancel);
            var wanted = runs.Select(r => r.Id).Append(run.Id).Append(weekAgo?.Id ?? 0).ToHashSet();
            // All rows of one account lie side by side: reading them all is cheaper than asking for each run.
            var scores = await db.Scores.AsNoTracking().Where(s => ids.Contains(s.AccountId)).ToListAsync(cancel);
            return new Rows(runs, weekAgo, scores.Where(s => wanted.Contains(s.ScoreRunId)).ToDictionary(s => (s.AccountId, s.ScoreRunId)));
        }

        public Score? Of(int account, ScoreRun? run) => run is null ? null : Scores.GetValueOrDefault((account, run.Id));

        public AccountTrend Trend(int account) => new([.. Runs.Where(r => Scores.ContainsKey((account, r.Id))).Select(r => (r.AsOf, Scores[(account, r.Id)]))], []);
    }
}
