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

/// <summary>The consultant's own words: title, letter, suggestions, and which sections the report has.</summary>
public sealed class WordsModel(InfluenceDbContext db, Viewer viewer, TimeProvider clock) : PageModel
{
    public static readonly IReadOnlyList<(ReportSections Section, string Label)> Choices =
    [
        (ReportSections.Words, "Your words"), (ReportSections.Parts, "The three parts"), (ReportSections.Trend, "How it went"), (ReportSections.Change, "What changed"),
        (ReportSections.Accounts, "What each account brings"), (ReportSections.Posts, "The posts that carried most"), (ReportSections.Suggestions, "What you suggest"),
    ];

    public int Id { get; private set; }
    public string Client { get; private set; } = "";
    public ClientReport Report { get; private set; } = new();
    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return this.NoSuchClient();
        Report = await db.ClientReports.AsNoTracking().FirstOrDefaultAsync(r => r.ClientId == id, cancel) ?? new ClientReport();
        return Page();
    }

    [Audited(AuditActions.ClientChanged, "id")]
    public async Task<IActionResult> OnPostAsync(int id, string? title, string? words, string? suggestions, List<ReportSections> sections, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return this.NoSuchClient();
        var report = await db.ClientReports.FirstOrDefaultAsync(r => r.ClientId == id, cancel);
        if (report is null)
            db.Add(report = new ClientReport { ClientId = id });
        (report.Title, report.Words, report.Suggestions) = (Pages.Words.Plain(title, ClientReport.MaxTitle), Text(words), Text(suggestions));
        report.Sections = Choices.Where(c => sections.Contains(c.Section)).Aggregate(ReportSections.None, (all, c) => all | c.Section);
        report.ChangedAt = clock.GetUtcNow().UtcDateTime;
        Report = report;
        if (title?.Trim().Length > ClientReport.MaxTitle || words?.Length > ClientReport.MaxWords || suggestions?.Length > ClientReport.MaxWords)
        {
            Problem = $"This could not be saved: a title has {ClientReport.MaxTitle} characters at most, words and suggestions {Pages.Words.Count(ClientReport.MaxWords)} each.";
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        await db.SaveChangesAsync(cancel);
        return Redirect($"/clients/{id}/report");
    }

    private async Task<bool> FindAsync(int id, CancellationToken cancel)
    {
        var name = await VisibleClients.All(db, viewer).Where(c => c.Id == id).Select(c => c.Name).FirstOrDefaultAsync(cancel);
        (Id, Client) = (id, Pages.Words.Plain(name, 120) ?? "no name");
        return name is not null;
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.ReplaceLineEndings("\n").Trim();
}
