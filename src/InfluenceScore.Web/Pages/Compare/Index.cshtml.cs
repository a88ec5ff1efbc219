using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Explanations;
using InfluenceScore.Web.Charts;
using InfluenceScore.Web.Pages.Accounts;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Compare;

/// <summary>Two to four accounts side by side. The address holds the whole view.</summary>
public sealed class IndexModel(InfluenceDbContext db) : PageModel
{
    public const int Least = 2, Most = 4;

    /// <summary>One account in the comparison, named by a letter everywhere on the page.</summary>
    public sealed record Column(string Letter, AccountKey Key, string Name, Score Score, AccountTrend Trend, double? WeekChange, long? Followers)
    {
        public IReadOnlyList<double> PartPoints => Words.RoundToSum(Score.Value, 1, Model.TrueReachWeight * Score.TrueReachIndex,
            Model.AmplificationWeight * Score.AmplificationIndex, Model.NetworkImpactWeight * Score.NetworkImpactIndex);
    }

    public sealed record Question(Column Upper, Column Lower, double Probability);

    public static ScoreModel Model => ScoreModel.Current;

    public ScoreRun? Run { get; private set; }
    public TrendRange Range { get; private set; } = TrendRange.Usual;

    /// <summary>What stands in the form's fields, as it came.</summary>
    public IReadOnlyList<string> Asked { get; private set; } = [];

    /// <summary>Why what was asked for cannot be compared, a sentence each.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    public IReadOnlyList<Column> Columns { get; private set; } = [];
    public IReadOnlyList<Question> Questions { get; private set; } = [];
    public ModelChange? Change { get; private set; }

    public async Task<IActionResult> OnGetAsync(string[] account, string? days, CancellationToken cancel)
    {
        if (TrendRange.FindOrNull(days) is not { } range)
            return this.BadQuery($"In the address, days must be one of {Words.List([.. TrendRange.All.Select(r => r.Key)])}, not “{Words.Plain(days, 40)}”.");
        Range = range;
        Asked = [.. account.Select(a => Words.Plain(a, AccountKey.MaxHandleLength + 40)).OfType<string>().Distinct()];
        if (Asked.Count > Most)
            return this.BadQuery($"This page compares up to {Words.Small(Most)} accounts; the address names {Words.Count(Asked.Count)}.");
        Run = await Runs.FindShownOrNullAsync(db, cancel);
        Change = Run is null ? null : (await ModelHistory.ReadAsync(db, Run, cancel)).Change;
        var faults = new List<string>();
        var columns = new List<Column>();
        foreach (var text in Asked)
        {
            if (await ReadColumnAsync(text, columns, faults, cancel) is { } column)
                columns.Add(column);
        }
        (Columns, Faults) = (columns.Count >= Least ? columns : [], faults);
        Questions = [.. Columns.SelectMany((a, i) => Columns.Skip(i + 1).Select(b => Ask(a, b)))];
        return Page();
    }

    /// <summary>One sentence that says how settled the order is, from the highest score down.</summary>
    public string Verdict()
    {
        var ranked = Columns.OrderByDescending(c => c.Score.Value).ToList();
        var pairs = ranked.Zip(ranked.Skip(1), (a, b) => Ask(a, b)).ToList();
        var open = pairs.Where(p => p.Probability < Above.Settled).ToList();
        if (open.Count == 0)
            return $"The order is clear: {string.Join(", then ", ranked.Select(c => c.Name))}.";
        var words = open.Select(p => $"{p.Upper.Name} above {p.Lower.Name} ({Words.Probability(p.Probability)})");
        return $"Not settled: {string.Join(", ", words)}.{(open.Count < pairs.Count ? " The rest of the order is clear." : "")}";
    }

    public string Link(TrendRange range)
    {
        var query = new QueryBuilder();
        foreach (var key in Asked)
            query.Add("account", key);
        if (range != TrendRange.Usual)
            query.Add("days", range.Key);
        return $"{Request.PathBase}{Request.Path}{query}#trend";
    }

    public TrendChart? Chart() => TrendChart.OrNull("h4",
        "Scores over time: " + string.Join(", ", Columns.Where(c => !c.Trend.IsEmpty).Select(c => $"{c.Name} {Words.Points(c.Trend.Scores[0].Score.Value)} to {Words.Points(c.Trend.Scores[^1].Score.Value)}")) + ".",
        12, 6, true, [.. Columns.Select((c, i) => new TrendSeries($"a{i + 1}", $"b{i + 1}", $"d{i + 1}", $"{c.Letter} {Words.Plain(c.Name.Split(' ')[0], 10)} {Words.Points(c.Score.Value)}", c.Trend.Points(true, s => s.Value)) { Name = c.Name })])?.Marked(Change?.At, Change?.Label, Change?.Spoken);

    private static Question Ask(Column a, Column b) =>
        new(a, b, Certainty.ProbabilityAbove(a.Score.Value, a.Score.Low, a.Score.High, b.Score.Value, b.Score.Low, b.Score.High));

    private async Task<Column?> ReadColumnAsync(string text, List<Column> earlier, List<string> faults, CancellationToken cancel)
    {
        if (!AccountKey.TryParse(text, out var key))
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            faults.Add($"“{Words.Plain(text, 80)}” does not name an account; write network:handle, for example x:crumbtide.");
            return null;
        }
        if (earlier.Any(c => c.Key == key))
            return null;
        var account = await db.Accounts.AsNoTracking().Where(a => a.Network == key.Network && a.Handle == key.Handle)
            .Select(a => new { a.Id, Name = a.Name == null ? null : a.Name.Substring(0, 200) }).FirstOrDefaultAsync(cancel);
        if (account is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            faults.Add($"No account “{Words.Plain(key.Handle, 80)}” on {Words.Network(key.Network)} is known here.");
            return null;
        }
        var name = Words.Plain(account.Name, 60) ?? Words.Plain(key.Handle, 60) ?? "no name";
        var score = Run is null ? null : await db.Scores.AsNoTracking().FirstOrDefaultAsync(s => s.AccountId == account.Id && s.ScoreRunId == Run.Id, cancel);
        if (score is null)
        {
            faults.Add($"{name} has no score{(Run is null ? " yet" : " as of " + Words.LongDay(Run.AsOf))}, so it cannot be compared.");
            return null;
        }
        var trend = await AccountTrend.ReadAsync(db, account.Id, Run!, ModelHistory.OneModel, Range.Days, cancel);
        var weekAgo = await Runs.FindEarlierOrNullAsync(db, Run!, 7, cancel);
        var then = weekAgo is null ? null : await db.Scores.Where(s => s.AccountId == account.Id && s.ScoreRunId == weekAgo.Id).Select(s => (double?)s.Value).FirstOrDefaultAsync(cancel);
        var followers = await db.Profiles.Where(p => p.AccountId == account.Id).OrderByDescending(p => p.ObservedAt).Select(p => p.Followers).FirstOrDefaultAsync(cancel);
        return new Column(((char)('A' + earlier.Count)).ToString(), key, name, score, trend, score.Value - then, followers);
    }
}
