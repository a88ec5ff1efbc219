using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Clients;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Erasure;
using InfluenceScore.Data.People;
using InfluenceScore.Data.PersonalData;
using InfluenceScore.Data.Retention;
using InfluenceScore.Web.Auditing;
using InfluenceScore.Web.Erasure;
using InfluenceScore.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Admin.PersonalData;

/// <summary>What is stored about one account, to be handed out or erased; erasures under way; who may come back; how long everything is kept.</summary>
public sealed class IndexModel(
    InfluenceDbContext db, AccountErasure erasure, AuditLog audit, ErasureWork work, RetentionRule rule, RetentionSweep sweep, TimeProvider clock) : PageModel
{
    private const int ShownRequests = 20;

    public string? Asked { get; private set; }
    public Account? Account { get; private set; }
    public IReadOnlyList<ErasureCount> Counts { get; private set; } = [];

    /// <summary>Clients that have no other account, and would go with it.</summary>
    public IReadOnlyList<string> OnlyClients { get; private set; } = [];

    public IReadOnlyList<ErasureRequest> Requests { get; private set; } = [];
    public int ErasedAccounts { get; private set; }
    public DateTime? LastSweep { get; private set; }
    public RetentionRule Rule => rule;
    public int LogDays => HttpContext.RequestServices.GetRequiredService<OperationsSettings>().LogDays;
    public ErasureProgress? Now => work.Now;

    [TempData]
    public string? Said { get; set; }

    public async Task OnGetAsync(string? account, CancellationToken cancel)
    {
        Asked = Words.Plain(account, AccountKey.MaxHandleLength + 40);
        Account = await FindOrNullAsync(account, cancel);
        if (Account is { } known)
        {
            Counts = await erasure.PreviewAsync(known.Id, cancel);
            OnlyClients = await VisibleClients.All(db, Viewer.Program).Concat(VisibleClients.Deleted(db, Viewer.Program)).Where(c => c.Accounts.Any(a => a.AccountId == known.Id) && c.Accounts.All(a => a.AccountId == known.Id)).Select(c => c.Name).ToListAsync(cancel);
        }
        Requests = await db.ErasureRequests.AsNoTracking().OrderByDescending(r => r.Id).Take(ShownRequests).ToListAsync(cancel);
        ErasedAccounts = await db.ErasedNames.Select(n => n.RequestId).Distinct().CountAsync(cancel);
        LastSweep = await sweep.LastAsync(cancel);
    }

    [NotAudited("It writes its own entry before the first byte.")]
    public async Task<IActionResult> OnPostExportAsync(string? account, CancellationToken cancel)
    {
        if (await FindOrNullAsync(account, cancel) is not { } known)
            return Say("There is no such account.");
        await audit.WriteAsync(AuditActions.Exported, $"{known.Network}:{known.Handle}", cancellationToken: cancel);
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await new PersonExport(db).WriteAsync(known, file, cancel);
        file.Position = 0;
        return File(file, "application/zip", "person.zip");
    }

    [NotAudited("AccountErasure writes the entry with the request.")]
    public async Task<IActionResult> OnPostEraseAsync(string? account, string? typed, CancellationToken cancel)
    {
        if (await FindOrNullAsync(account, cancel) is not { } known)
            return Say("There is no such account.");
        if (!AccountKey.TryParse(typed, out var key) || key.Network != known.Network || key.Handle != known.Handle)
            return Say($"Nothing was erased: to be sure, write {known.Network}:{known.Handle} into the field.");
        await erasure.AskAsync(known, User.Identity?.Name is { Length: > 0 } name ? name : "the admin page", cancel);
        return Say("The erasure begins within seconds; this page says when it is done.");
    }

    [NotAudited("It writes its own entry in its transaction.")]
    public async Task<IActionResult> OnPostLiftAsync(string? account, CancellationToken cancel)
    {
        if (!AccountKey.TryParse(account, out var key))
            return Say("Write the account as network:handle, for example x:alice.");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await DoNotImport.LiftAsync(db, key, cancel))
            return Say("No erased account of that name is on the list.");
        await audit.WriteAsync(AuditActions.ErasureLifted, key.ToString(), cancellationToken: cancel);
        await transaction.CommitAsync(cancel);
        return Say($"{key} may be imported again.");
    }

    /// <summary>What stands in the list of erasures.</summary>
    public string State(ErasureRequest request) => request.State switch
    {
        ErasureState.Done => $"done {Words.Moment(request.FinishedAt ?? request.RequestedAt)}",
        ErasureState.RowsGone => "rows are gone, the file is being rewritten",
        _ when Now is { } now => $"under way: {now.Step}, {Words.Count(now.Rows, "row", "rows")} so far",
        _ => clock.GetUtcNow().UtcDateTime - request.RequestedAt < TimeSpan.FromMinutes(1) ? "begins in a moment" : "waits for the database: see the log",
    };

    private async Task<Account?> FindOrNullAsync(string? account, CancellationToken cancel) => !AccountKey.TryParse(account, out var key) ? null
        : await db.Accounts.SingleOrDefaultAsync(a => a.Network == key.Network && a.Handle == key.Handle, cancel);

    private RedirectToPageResult Say(string sentence)
    {
        Said = sentence;
        return RedirectToPage("/Admin/PersonalData/Index");
    }
}
