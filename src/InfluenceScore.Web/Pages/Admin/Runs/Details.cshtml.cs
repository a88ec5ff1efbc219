using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Admin.Runs;

/// <summary>One run and its log.</summary>
public sealed class DetailsModel(InfluenceDbContext db, TimeProvider clock) : PageModel
{
    private const int ShownLines = 500;

    public IngestionRun Run { get; private set; } = null!;
    public Account Account { get; private set; } = null!;
    public IReadOnlyList<IngestionRunLine> Lines { get; private set; } = [];
    public DateTime At { get; private set; }

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancel)
    {
        At = clock.GetUtcNow().UtcDateTime;
        if (await db.IngestionRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel) is not { } run)
            return this.NotKnown($"There is no run {id}.");
        Run = run;
        Account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == run.AccountId, cancel) ?? new Account
        {
            Network = run.Network,
            Handle = await db.ImportUploads.Where(u => u.RunId == id).Select(u => u.FileNames).FirstOrDefaultAsync(cancel) ?? "an account that is no longer known",
        };
        Lines = await db.IngestionRunLines.AsNoTracking().Where(l => l.RunId == id).OrderByDescending(l => l.Id).Take(ShownLines).ToListAsync(cancel);
        return Page();
    }
}
