using System.Text.Json;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Admin.Runs;

/// <summary>One run and its log; of an import, the rows that were rejected too.</summary>
public sealed class DetailsModel(InfluenceDbContext db, RunningImports running, TimeProvider clock) : PageModel
{
    private const int ShownLines = 500;

    public IngestionRun Run { get; private set; } = null!;
    public Account Account { get; private set; } = null!;

    /// <summary>What a run without an account imports; null for all others.</summary>
    public ImportUpload? Upload { get; private set; }

    /// <summary>Of the account, or of the uploaded files.</summary>
    public string Name => Words.Plain(Account.Name, 60) ?? Words.Plain(Account.Handle, 60) ?? "an account";

    public IReadOnlyList<RejectedRow> Rejects { get; private set; } = [];
    public IReadOnlyList<IngestionRunLine> Lines { get; private set; } = [];
    public DateTime At { get; private set; }

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancel) => await LoadAsync(id, cancel) ? Page() : this.NotKnown($"There is no run {id}.");

    public async Task<IActionResult> OnGetNowAsync(int id, CancellationToken cancel) => await LoadAsync(id, cancel) ? Partial("_Run", this) : this.NotKnown($"There is no run {id}.");

    private async Task<bool> LoadAsync(int id, CancellationToken cancel)
    {
        At = clock.GetUtcNow().UtcDateTime;
        if (await db.IngestionRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel) is not { } run)
            return false;
        running.Show(run);
        Run = run;
        Upload = run.AccountId is null ? await db.ImportUploads.AsNoTracking().SingleOrDefaultAsync(u => u.RunId == id, cancel) : null;
        Rejects = Upload?.Rejects is { } json ? JsonSerializer.Deserialize<List<RejectedRow>>(json)! : [];
        Account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == run.AccountId, cancel)
            ?? new Account { Network = run.Network, Handle = Upload?.FileNames ?? "an account that is no longer known" };
        Lines = await db.IngestionRunLines.AsNoTracking().Where(l => l.RunId == id).OrderByDescending(l => l.Id).Take(ShownLines).ToListAsync(cancel);
        return true;
    }
}
