using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Data.Scores.Patterns;
using InfluenceScore.Scoring.Patterns;
using InfluenceScore.Web.Auditing;
using InfluenceScore.Web.Charts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Patterns;

/// <summary>The evidence: what was seen at one account, when, who took part, what it gained, what else it could be; and the place to explain it.</summary>
public sealed class DetailsModel(InfluenceDbContext db, Viewer viewer, TimeProvider clock) : PageModel
{
    public const int MostTargets = 8;

    private const string OnlyConsultants = "A pattern is explained by a consultant or an admin; tell yours the reason.";

    /// <summary>A pattern as the page shows it.</summary>
    public sealed record Shown(Pattern Row, PatternFigures Figures)
    {
        public PatternKind Kind => Row.Kind;

        public double Number(string name) => Figures.Numbers.GetValueOrDefault(name);
    }

    public sealed record NamedPerson(string Network, string Handle, string Shown);

    [TempData]
    public string? Said { get; set; }

    public string? Problem { get; private set; }
    public AccountKey Key { get; private set; }
    public string Name { get; private set; } = "";
    public ScoreRun? Run { get; private set; }
    public Score? Score { get; private set; }
    public IReadOnlyList<Shown> Patterns { get; private set; } = [];
    public IReadOnlyList<PatternNote> Notes { get; private set; } = [];
    public FollowSeries? Series { get; private set; }
    public IReadOnlyDictionary<int, NamedPerson> People { get; private set; } = new Dictionary<int, NamedPerson>();
    public string Reason { get; private set; } = "";

    public bool MayExplain => viewer.Role is Role.Consultant or Role.Admin;

    public Shown? Churn => Patterns.FirstOrDefault(p => p.Figures.FollowChurn is not null);

    public bool IsSeen => Patterns.Any(p => p.Row.State == PatternState.Seen);

    public IReadOnlyList<PatternNote> StandingOf(PatternKind kind) => PatternExplanations.Standing(Notes.Where(n => n.Kind == kind));

    public async Task<IActionResult> OnGetAsync(string network, string? handle, CancellationToken cancel) =>
        await LoadAsync(network, handle, cancel) ?? Page();

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

    /// <param name="kind">Which pattern.</param>
    /// <param name="which">"all", or "ticked" for the episodes of a follow pattern.</param>
    /// <param name="episode">Numbers of the ticked episodes.</param>
    [Audited(AuditActions.PatternExplained, "network", "handle", "kind")]
    public async Task<IActionResult> OnPostExplainAsync(string network, string? handle, PatternKind kind, string? which, int[] episode, string? reason, CancellationToken cancel)
    {
        if (!MayExplain)
            return this.Refused(OnlyConsultants);
        if (await LoadAsync(network, handle, cancel) is { } problem)
            return problem;
        if (Patterns.FirstOrDefault(p => p.Kind == kind && p.Row.State != PatternState.Noted) is not { } pattern)
            return this.NotKnown("That pattern is not seen at this account, so there is nothing to explain.");
        Reason = reason?.Trim() ?? "";
        Problem = Words.Plain(Reason, 10) is null ? "A reason is needed: a sentence in your words."
            : Reason.Length > PatternExplanations.MaxReasonLength ? $"The reason is too long: at most {Words.Count(PatternExplanations.MaxReasonLength)} characters."
            : which == "ticked" && !Ticked(pattern, episode).Any() ? "No episode was ticked in the table." : null;
        if (Problem is not null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        var now = clock.GetUtcNow().UtcDateTime;
        var account = pattern.Row.AccountId;
        if (which == "ticked")
        {
            foreach (var c in Ticked(pattern, episode).ToList())
                await PatternExplanations.ExplainAsync(db, account, kind, c.FirstFollow, c.FirstFollow, Reason, viewer.Name, now, cancel);
        }
        else
            await PatternExplanations.ExplainAsync(db, account, kind, pattern.Row.First, pattern.Figures.FollowChurn?.Cycles.Max(c => c.FirstFollow) ?? pattern.Row.First, Reason, viewer.Name, now, cancel);
        return Say("The reason stands in the record. Where nothing unexplained is left the flag is gone from the lists.");
    }

    [Audited(AuditActions.PatternWithdrawn, "network", "handle", "note")]
    public async Task<IActionResult> OnPostWithdrawAsync(string network, string? handle, int note, CancellationToken cancel)
    {
        if (!MayExplain)
            return this.Refused(OnlyConsultants);
        if (await LoadAsync(network, handle, cancel) is { } problem)
            return problem;
        var account = Patterns.Select(p => p.Row.AccountId).FirstOrDefault();
        return Say(await PatternExplanations.WithdrawAsync(db, account, note, viewer.Name, clock.GetUtcNow().UtcDateTime, cancel)
            ? "The explanation is withdrawn; it stays in the record." : "That explanation was withdrawn before.");
    }

    public bool IsExplained(PatternKind kind, DateTime began) => PatternExplanations.Covers(StandingOf(kind), began);

    private static IEnumerable<PatternFigures.Cycle> Ticked(Shown pattern, int[] episode) => pattern.Figures.FollowChurn?.Cycles.Where(c => episode.Contains(c.Number)) ?? [];

    public SawtoothChart? FollowingChart => Churn is not { } churn || Series?.Time is not { } time ? null : SawtoothChart.OrNull("h3",
        $"Accounts followed from {Words.LongDay(time.From)} to {Words.LongDay(time.To)}: {Words.Count(Series.Points.Min(p => p.Following))} to {Words.Count(Series.Points.Max(p => p.Following))}, with {Words.Small(churn.Figures.FollowChurn!.Cycles.Count)} rises that are undone again.",
        [.. Series.Points.Select(p => (p.At, (double)p.Following))], time, 20, 5, Spans(churn), numbered: true);

    public SawtoothChart? ScoreChart => Churn is not { } churn || Series is not { Time: { } time, Scores: { Count: > 1 } scores } ? null : SawtoothChart.OrNull("h1",
        $"Score in the same days: between {Words.Points(scores.Min(s => s.Score))} and {Words.Points(scores.Max(s => s.Score))}.",
        [.. scores.Where(s => s.AsOf >= time.From).Select(s => (s.AsOf, s.Score))], time, 20, 2, Spans(churn), numbered: false);

    private static List<(int, DateTime, DateTime)> Spans(Shown churn) => [.. churn.Figures.FollowChurn!.Cycles.Select(c => (c.Number, c.FirstFollow, c.LastDrop))];

    private async Task<IActionResult?> LoadAsync(string network, string? handle, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(handle))
            return this.NotKnown("The address names no account: it ends with the network and the handle, for example /patterns/x/crumbtide.");
        Key = new AccountKey(network.ToLowerInvariant(), AccountKey.NormalizeHandle(handle));
        var account = await db.Accounts.AsNoTracking().VisibleTo(db, viewer).Where(a => a.Network == Key.Network && a.Handle == Key.Handle)
            .Select(a => new { a.Id, Name = a.Name == null ? null : a.Name.Substring(0, 400) }).FirstOrDefaultAsync(cancel);
        if (account is null)
            return this.NotKnown($"No account “{Words.Plain(Key.Handle, 80)}” on {Words.Network(Key.Network)} is known here.");
        Name = Words.Plain(account.Name, 120) ?? Words.Plain(Key.Handle, 120) ?? "no name";
        Run = await Runs.FindShownOrNullAsync(db, cancel);
        if (Run is null)
            return null;
        Score = await db.Scores.AsNoTracking().FirstOrDefaultAsync(s => s.AccountId == account.Id && s.ScoreRunId == Run.Id, cancel);
        Patterns = (await db.Patterns.AsNoTracking().Where(p => p.ScoreRunId == Run.Id && p.AccountId == account.Id).OrderBy(p => p.Kind).ToListAsync(cancel))
            .ConvertAll(p => new Shown(p, PatternFigures.Read(p.Figures)));
        Notes = await db.PatternNotes.AsNoTracking().Where(n => n.AccountId == account.Id).OrderByDescending(n => n.At).ThenByDescending(n => n.Id).ToListAsync(cancel);
        var ids = Patterns.SelectMany(p => p.Figures.People).Select(p => p.AccountId).Distinct().ToList();
        People = (await db.Accounts.AsNoTracking().Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Network, a.Handle, Name = a.Name == null ? null : a.Name.Substring(0, 200) }).ToListAsync(cancel))
            .ToDictionary(a => a.Id, a => new NamedPerson(a.Network, a.Handle, Words.Plain(a.Name, 60) ?? Words.Plain(a.Handle, 60) ?? "no name"));
        if (Churn is { } churn)
            Series = await FollowSeries.ReadAsync(db, account.Id, Run, churn.Row.First, churn.Row.Last, cancel);
        return null;
    }

    private RedirectToPageResult Say(string sentence)
    {
        Said = sentence;
        return RedirectToPage("/Patterns/Details", pageHandler: null, routeValues: new { network = Key.Network, handle = Key.Handle }, fragment: "record");
    }
}
