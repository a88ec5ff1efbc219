using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Data.Scores;
using InfluenceScore.Web.Charts;
using InfluenceScore.Web.Pages.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Compare;

/// <summary>Two to six accounts side by side. The address holds the whole view.</summary>
public sealed class IndexModel(InfluenceDbContext db, Viewer viewer, RunCache cache) : PageModel
{
    private const int Suggested = 30, SuggestedForText = 8;

    public sealed record Suggestion(string Key, string Name);

    public CompareView Asked { get; private set; } = new([], TrendRange.Usual, null, null);
    public Comparison Comparison { get; private set; } = new(null, [], [], StatusCodes.Status200OK);
    public IReadOnlyList<Comparison.Column> Columns => Comparison.Columns.Count >= CompareView.Least ? Comparison.Columns : [];
    public ScoreRun? Run => Comparison.Run;
    public ModelChange? Change { get; private set; }
    public Overlap? Overlap { get; private set; }
    public IReadOnlyList<Audience> Audiences { get; private set; } = [];
    public IReadOnlyList<Cohort> Cohorts { get; private set; } = [];

    /// <summary>Accounts to choose from in a field.</summary>
    public IReadOnlyList<Suggestion> Suggestions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string[] account, string? days, string? from, string? to, CancellationToken cancel)
    {
        (Asked, var fault) = CompareView.Read(account, days, from, to);
        if (fault is not null)
            return this.BadQuery(fault);
        Comparison = await Comparison.ReadAsync(db, viewer, Asked, cancel);
        Response.StatusCode = Comparison.Status;
        if (Run is null)
            return Page();
        Suggestions = viewer.SeesEverything ? await cache.GetAsync(Run, "compare suggestions", ReadSuggestionsAsync, s => 200 * s.Count, cancel) : await ReadSuggestionsAsync(cancel);
        if (Columns.Count == 0)
            return Page();
        Change = (await ModelHistory.ReadAsync(db, Run, cancel)).Change;
        var sizes = await cache.GetAsync(Run, "sizes", c => Cohort.Sizes.ReadAsync(db, Run, c), s => s.Bytes, cancel);
        var (audiences, cohorts) = (new List<Audience>(), new List<Cohort>());
        foreach (var column in Columns)
        {
            audiences.Add(await cache.GetAsync(Run, $"audience {column.Id}", c => Audience.ReadAsync(db, Run, column.Id, c), a => 4L * a.Genuine.Length, cancel));
            cohorts.Add(await cache.GetAsync(Run, $"cohort {column.Id}", _ => Task.FromResult(Cohort.Of(sizes, column.Score)), _ => 64, cancel));
        }
        (Audiences, Cohorts, Overlap) = (audiences, cohorts, new Overlap([.. audiences.Select(a => a.Genuine)]));
        return Page();
    }

    /// <summary>Options for what is being written in a field, for the script: best match by score.</summary>
    public async Task<IActionResult> OnGetSuggestAsync(string? text, CancellationToken cancel)
    {
        var filter = AccountFilter.Of(text, null);
        var run = await Runs.FindShownOrNullAsync(db, cancel);
        if (run is null || filter.Search is null)
            return new JsonResult(Array.Empty<Suggestion>());
        var ids = await new AccountListQuery(db, viewer, run, null, filter).ListFirstAsync(AccountSort.Score, SuggestedForText, cancel);
        return new JsonResult(await NamesAsync(ids, cancel));
    }

    /// <summary>One sentence that says how settled the order is, from the highest score down.</summary>
    public string Verdict()
    {
        var pairs = Comparison.Neighbours().ToList();
        var open = pairs.Where(p => p.Probability < Above.Settled).ToList();
        if (open.Count == 0)
            return $"The order is clear: {string.Join(", then ", Comparison.Ranked.Select(c => c.Name))}.";
        var words = open.Select(p => $"{p.Upper.Name} above {p.Lower.Name} ({Words.Probability(p.Probability)})");
        return $"Not settled: {string.Join(", ", words)}.{(open.Count < pairs.Count ? " The rest of the order is clear." : "")}";
    }

    /// <summary>What is said of the days that the trend covers.</summary>
    public string RangeInWords() => Columns.SelectMany(c => c.Trend.Scores).Select(s => s.AsOf).DefaultIfEmpty().ToList() is { Count: > 1 } moments
        ? $"{Words.Day(moments.Min())} to {Words.Day(moments.Max())}"
        : "this range";

    public string Link(CompareView view, string section = "") => $"{Request.PathBase}/compare{view.Query()}{section}";

    public string File(string kind) => $"{Request.PathBase}/compare.{kind}{Asked.Query()}";

    public TrendChart? Chart() => TrendChart.OrNull("h4",
        "Scores over time: " + string.Join(", ", Columns.Where(c => !c.Trend.IsEmpty).Select(c => $"{c.Name} {Words.Points(c.Trend.Scores[0].Score.Value)} to {Words.Points(c.Trend.Scores[^1].Score.Value)}")) + ".",
        12, 6, true, [.. Columns.Select((c, i) => new TrendSeries($"a{i + 1}", $"b{i + 1}", $"d{i + 1}", $"{c.Letter} {Short(c.Name)} {(c.Trend.IsEmpty ? "" : Words.Points(c.Trend.Scores[^1].Score.Value))}", c.Trend.Points(true, s => s.Value)) { Name = c.Name })])?.Marked(Change?.At, Change?.Label, Change?.Spoken);

    /// <summary>The first word that tells accounts apart, for the end of a line.</summary>
    private static string Short(string name) =>
        Words.Plain(name.Split(' ').FirstOrDefault(w => !w.Equals("the", StringComparison.OrdinalIgnoreCase)) ?? name, 10) ?? "";

    private async Task<IReadOnlyList<Suggestion>> ReadSuggestionsAsync(CancellationToken cancel) =>
        await NamesAsync(await new AccountListQuery(db, viewer, Run, null, AccountFilter.Of(null, null)).ListFirstAsync(AccountSort.Score, Suggested, cancel), cancel);

    private async Task<IReadOnlyList<Suggestion>> NamesAsync(List<int> ids, CancellationToken cancel)
    {
        var accounts = await db.Accounts.AsNoTracking().Where(a => ids.Contains(a.Id))
            .Select(a => new { a.Id, a.Network, a.Handle, Name = a.Name == null ? null : a.Name.Substring(0, 200) }).ToDictionaryAsync(a => a.Id, cancel);
        return [.. ids.Where(accounts.ContainsKey).Select(id => accounts[id]).Select(a =>
            new Suggestion(new AccountKey(a.Network, a.Handle).ToString(), Words.Plain(a.Name, 60) ?? Words.Plain(a.Handle, 60) ?? "no name"))];
    }
}
