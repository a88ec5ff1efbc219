using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Clients;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Auditing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Clients.Report;

/// <summary>A client's report for a period: on screen, for the printer, as a workbook and as CSV; and the links that share it.</summary>
public sealed class IndexModel(InfluenceDbContext db, Viewer viewer, ShareLinks links, TimeProvider clock) : PageModel
{
    public const int UsualLifetime = 30;

    public int Id { get; private set; }
    public ReportPeriod Period { get; private set; } = new(90, null, null);
    public ReportContent Report { get; private set; } = new() { Client = "", Title = "" };

    /// <summary>Links that open today.</summary>
    public IReadOnlyList<(DateTime ExpiresAt, int Opened)> OpenLinks { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(int id, string? days, string? from, string? to, CancellationToken cancel)
    {
        if (await ReadAsync(id, days, from, to, cancel) is { } problem)
            return problem;
        var now = clock.GetUtcNow().UtcDateTime;
        OpenLinks = [.. (await db.ShareLinks.AsNoTracking().Where(l => l.ClientId == id && l.RevokedAt == null && l.ExpiresAt > now).OrderByDescending(l => l.CreatedAt)
            .Select(l => new { l.ExpiresAt, l.Opened }).ToListAsync(cancel)).Select(l => (l.ExpiresAt, l.Opened))];
        return Page();
    }

    public async Task<IActionResult> OnGetCsvAsync(int id, string? days, string? from, string? to, CancellationToken cancel) =>
        await ReadAsync(id, days, from, to, cancel) ?? File(await ReportTables.CsvAsync(Report), "text/csv; charset=utf-8", FileName("csv"));

    public async Task<IActionResult> OnGetXlsxAsync(int id, string? days, string? from, string? to, CancellationToken cancel) =>
        await ReadAsync(id, days, from, to, cancel) ?? File(await ReportTables.XlsxAsync(Report, cancel), ReportTables.XlsxType, FileName("xlsx"));

    /// <summary>Freezes the report as it stands and makes a link to it. The address is shown once, on the page of links.</summary>
    [Audited(AuditActions.ShareMade, "id")]
    public async Task<IActionResult> OnPostShareAsync(int id, string? days, string? from, string? to, int lifetime, CancellationToken cancel)
    {
        if (!ShareLinks.Lifetimes.Contains(lifetime))
            return this.BadQuery($"A link can stay open for {Words.List([.. ShareLinks.Lifetimes.Select(l => Words.Days(l))])}.");
        if (await ReadAsync(id, days, from, to, cancel) is { } problem)
            return problem;
        var letterhead = await LetterheadOrNullAsync(cancel);
        TempData[nameof(LinksModel.Token)] = await links.CreateAsync(id, Report.Title, Report.ToJson(), letterhead?.Logo, letterhead?.LogoType, lifetime, cancel);
        return Redirect($"/clients/{id}/report/links");
    }

    public async Task<IActionResult> OnGetLogoAsync(int id, CancellationToken cancel)
    {
        Id = id;
        if (await LetterheadOrNullAsync(cancel) is not { Logo: { } logo, LogoType: { } type })
            return this.NotKnown("There is no logo.");
        Response.Headers.CacheControl = "private, no-cache";
        return File(logo, type);
    }

    private async Task<Letterhead?> LetterheadOrNullAsync(CancellationToken cancel)
    {
        var id = Id;
        return await VisibleClients.All(db, viewer).AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancel) is { } client
            ? await VisibleClients.LetterheadsOf(db, client).AsNoTracking().FirstOrDefaultAsync(cancel) : null;
    }

    private async Task<IActionResult?> ReadAsync(int id, string? days, string? from, string? to, CancellationToken cancel)
    {
        var (period, problem) = ReportPeriod.Read(days, from, to);
        if (period is null)
            return this.BadQuery(problem!);
        if (await new ReportQuery(db, viewer, clock).ReadOrNullAsync(id, period, cancel) is not { } content)
            return this.NoSuchClient();
        (Id, Period, Report) = (id, period, content);
        return null;
    }

    private string FileName(string ending) => $"report-{Id}-{ReportPeriod.Day(Report.First)}-{ReportPeriod.Day(Report.Last)}.{ending}";
}
