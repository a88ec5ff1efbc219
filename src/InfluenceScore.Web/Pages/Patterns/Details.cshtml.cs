using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Scoring.Patterns;
using InfluenceScore.Web.Charts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Patterns;

/// <summary>
/// The evidence: what was seen at one account, when, who took part, what it gained, what else it could be. No form stands on it, so that it is kept ready for
/// every reader; a reason is given on <see cref="ExplainModel"/>.
/// </summary>
public sealed class DetailsModel(InfluenceDbContext db, Viewer viewer) : AccountPatternsModel(db, viewer)
{
    public const int MostTargets = 8;

    public sealed record NamedPerson(string Network, string Handle, string Shown);

    [TempData]
    public string? Said { get; set; }

    public Score? Score { get; private set; }
    public FollowSeries? Series { get; private set; }
    public IReadOnlyDictionary<int, NamedPerson> People { get; private set; } = new Dictionary<int, NamedPerson>();

    /// <summary>Whether the page on which a reason is given is open to this reader.</summary>
    public bool MayExplain => Viewer.Keeps;

    public async Task<IActionResult> OnGetAsync(string network, string? handle, CancellationToken cancel) =>
        await LoadAsync(network, handle, cancel) ?? await ShowAsync(cancel);

    /// <summary>The episodes as CSV.</summary>
    public async Task<IActionResult> OnGetCsvAsync(string network, string? handle, CancellationToken cancel)
    {
        if (await LoadAsync(network, handle, cancel) is { } problem)
            return problem;
        if (Churn?.Figures.FollowChurn is not { } churn)
            return this.NotKnown("No follow episodes are stored for this account.");
        await using var text = new StringWriter();
        await using (var csv = SpreadsheetCsv.Create(text))
        {
            csv.WriteRecord(["number", "first_follow", "last_follow", "followed", "first_unfollow", "last_unfollow", "unfollowed", "held_days", "followed_before", "followed_back", "acted_later", "explained"]);
            foreach (var c in churn.Cycles)
            {
                string?[] cells = [Words.Iso(c.Number), Words.Iso(c.FirstFollow), Words.Iso(c.LastFollow), Words.Iso(c.Followed), Words.Iso(c.FirstDrop), Words.Iso(c.LastDrop), Words.Iso(c.Dropped),
                    Words.Iso(Math.Round(c.HeldDays, 1)), Words.Iso(c.Again), Words.Iso(c.FollowedBack), Words.Iso(c.ActedLater), IsExplained(PatternKind.FollowChurn, c.FirstFollow) ? "true" : "false"];
                foreach (var cell in cells)
                    csv.WriteField(cell);
                await csv.EndRecordAsync(cancel);
            }
            await csv.FlushAsync(cancel);
        }
        return File(System.Text.Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "episodes.csv");
    }

    public SawtoothChart? FollowingChart => Churn is not { } churn || Series?.Time is not { } time ? null : SawtoothChart.OrNull("h3",
        $"Accounts followed from {Words.LongDay(time.From)} to {Words.LongDay(time.To)}: {Words.Count(Series.Points.Min(p => p.Following))} to {Words.Count(Series.Points.Max(p => p.Following))}, with {Words.Small(churn.Figures.FollowChurn!.Cycles.Count)} rises that are undone again.",
        [.. Series.Points.Select(p => (p.At, (double)p.Following))], time, 20, 5, Spans(churn), numbered: true);

    public SawtoothChart? ScoreChart => Churn is not { } churn || Series is not { Time: { } time, Scores: { Count: > 1 } scores } ? null : SawtoothChart.OrNull("h1",
        $"Score in the same days: between {Words.Points(scores.Min(s => s.Score))} and {Words.Points(scores.Max(s => s.Score))}.",
        [.. scores.Where(s => s.AsOf >= time.From).Select(s => (s.AsOf, s.Score))], time, 20, 2, Spans(churn), numbered: false);

    private static List<(int, DateTime, DateTime)> Spans(Shown churn) => [.. churn.Figures.FollowChurn!.Cycles.Select(c => (c.Number, c.FirstFollow, c.LastDrop))];

    private async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        if (Run is null)
            return Page();
        Score = await Db.Scores.AsNoTracking().FirstOrDefaultAsync(s => s.AccountId == AccountId && s.ScoreRunId == Run.Id, cancel);
        var ids = Patterns.SelectMany(p => p.Figures.People).Select(p => p.AccountId).Distinct().ToList();
        People = (await Db.Accounts.AsNoTracking().Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Network, a.Handle, Name = a.Name == null ? null : a.Name.Substring(0, 200) }).ToListAsync(cancel))
            .ToDictionary(a => a.Id, a => new NamedPerson(a.Network, a.Handle, Words.Plain(a.Name, 60) ?? Words.Plain(a.Handle, 60) ?? "no name"));
        if (Churn is { } churn)
            Series = await FollowSeries.ReadAsync(Db, AccountId, Run, churn.Row.First, churn.Row.Last, cancel);
        return Page();
    }
}
