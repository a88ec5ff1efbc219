using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Data.Scores.Patterns;
using InfluenceScore.Scoring.Patterns;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Patterns;

/// <summary>What the page of the evidence and the page that explains it share: the account, its patterns in the run shown, and the record.</summary>
public abstract class AccountPatternsModel(InfluenceDbContext db, Viewer viewer) : PageModel
{
    /// <summary>A pattern as the pages show it.</summary>
    public sealed record Shown(Pattern Row, PatternFigures Figures)
    {
        public PatternKind Kind => Row.Kind;

        public double Number(string name) => Figures.Numbers.GetValueOrDefault(name);
    }

    protected InfluenceDbContext Db => db;
    protected Viewer Viewer => viewer;

    public AccountKey Key { get; private set; }
    public int AccountId { get; private set; }
    public string Name { get; private set; } = "";
    public ScoreRun? Run { get; private set; }
    public IReadOnlyList<Shown> Patterns { get; private set; } = [];
    public IReadOnlyList<PatternNote> Notes { get; private set; } = [];

    public Shown? Churn => Patterns.FirstOrDefault(p => p.Figures.FollowChurn is not null);

    public bool IsSeen => Patterns.Any(p => p.Row.State == PatternState.Seen);

    public IReadOnlyList<PatternNote> StandingOf(PatternKind kind) => PatternExplanations.Standing(Notes.Where(n => n.Kind == kind));

    public bool IsExplained(PatternKind kind, DateTime began) => PatternExplanations.Covers(StandingOf(kind), began);

    /// <summary>Reads account, patterns and record.</summary>
    /// <returns>The answer where there is no such account, else null.</returns>
    protected async Task<IActionResult?> LoadAsync(string network, string? handle, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(handle))
            return this.NotKnown("The address names no account: it ends with the network and the handle, for example /patterns/x/crumbtide.");
        Key = new AccountKey(network.ToLowerInvariant(), AccountKey.NormalizeHandle(handle));
        var account = await db.Accounts.AsNoTracking().VisibleTo(db, viewer).Where(a => a.Network == Key.Network && a.Handle == Key.Handle)
            .Select(a => new { a.Id, Name = a.Name == null ? null : a.Name.Substring(0, 400) }).FirstOrDefaultAsync(cancel);
        if (account is null)
            return this.NotKnown($"No account “{Words.Plain(Key.Handle, 80)}” on {Words.Network(Key.Network)} is known here.");
        (AccountId, Name) = (account.Id, Words.Plain(account.Name, 120) ?? Words.Plain(Key.Handle, 120) ?? "no name");
        Run = await Runs.FindShownOrNullAsync(db, cancel);
        if (Run is null)
            return null;
        Patterns = (await db.Patterns.AsNoTracking().Where(p => p.ScoreRunId == Run.Id && p.AccountId == AccountId).OrderBy(p => p.Kind).ToListAsync(cancel))
            .ConvertAll(p => new Shown(p, PatternFigures.Read(p.Figures)));
        Notes = await db.PatternNotes.AsNoTracking().Where(n => n.AccountId == AccountId).OrderByDescending(n => n.At).ThenByDescending(n => n.Id).ToListAsync(cancel);
        return null;
    }
}
