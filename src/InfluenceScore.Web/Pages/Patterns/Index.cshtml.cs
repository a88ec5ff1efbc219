using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Scoring.Patterns;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Patterns;

/// <summary>Every account with a pattern, flagged ones first.</summary>
public sealed class IndexModel(InfluenceDbContext db, Viewer viewer) : PageModel
{
    private const int MostRows = 200;

    public sealed record Row(string Network, string Handle, string? Name, PatternKind Kind, PatternState State, DateTime First, DateTime Last, double Confidence, double Cancelled)
    {
        public string Shown => Words.Plain(Name, 80) ?? Words.Plain(Handle, 80) ?? "no name";
    }

    public ScoreRun? Run { get; private set; }
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public int Hidden { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Run = await Runs.FindShownOrNullAsync(db, cancel);
        if (Run is null)
            return;
        var patterns = db.Patterns.AsNoTracking().Where(p => p.ScoreRunId == Run.Id && p.State != PatternState.Noted);
        Rows = await patterns.Join(db.Accounts.VisibleTo(db, viewer), p => p.AccountId, a => a.Id, (p, a) => new { p, a })
            .OrderBy(x => x.p.State).ThenBy(x => x.p.Kind).ThenByDescending(x => x.p.CancelledPoints).ThenBy(x => x.a.Handle).Take(MostRows)
            .Select(x => new Row(x.a.Network, x.a.Handle, x.a.Name == null ? null : x.a.Name.Substring(0, 200), x.p.Kind, x.p.State, x.p.First, x.p.Last, x.p.Confidence, x.p.CancelledPoints))
            .ToListAsync(cancel);
        Hidden = await patterns.CountAsync(cancel) - Rows.Count;
    }
}
