using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Pages.Exports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Admin.Audit;

/// <summary>Who did what, when, from where: searched by person, action, subject and days, newest first, a page at a time; the same search as CSV.</summary>
public sealed class IndexModel(InfluenceDbContext db) : PageModel
{
    public const int PageSize = 50;

    private const int MaxSearch = 200;

    [BindProperty(SupportsGet = true)]
    public string? Who { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Action { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Subject { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    /// <summary>Older than the entry of this number: the page after the one that ended with it.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    public IReadOnlyList<AuditEntry> Entries { get; private set; } = [];
    public long? Older { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (SearchOrNull() is not { } search)
            return this.BadQuery("Days are written like 2026-11-22, and an action is one of the list.");
        var found = search.Apply(db);
        if (Before is { } before)
            found = found.Where(e => e.Id < before);
        var entries = await found.Take(PageSize + 1).ToListAsync(cancel);
        Entries = [.. entries.Take(PageSize)];
        Older = entries.Count > PageSize ? Entries[^1].Id : null;
        return Page();
    }

    public IActionResult OnGetCsv() => SearchOrNull() is { } search
        ? new CsvResult(new TableFile("audit", ["at", "who", "user_id", "action", "subject", "details", "address"], Rows(search)))
        : this.BadQuery("Days are written like 2026-11-22, and an action is one of the list.");

    /// <summary>The address of the same search.</summary>
    public string Address(string? handler = null, long? before = null) => "/admin/audit" + QueryString.Create(new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["handler"] = handler,
        ["who"] = Who,
        ["action"] = Action,
        ["subject"] = Subject,
        ["from"] = From,
        ["to"] = To,
        ["before"] = before?.ToString(CultureInfo.InvariantCulture),
    }.Where(p => !string.IsNullOrEmpty(p.Value)));

    private AuditSearch? SearchOrNull()
    {
        if (!TryDay(From, out var from) || !TryDay(To, out var to) || (!string.IsNullOrEmpty(Action) && !AuditActions.All.Contains(Action)))
            return null;
        return new AuditSearch(Text(Who), string.IsNullOrEmpty(Action) ? null : Action, Text(Subject), from, to);
    }

    private static string? Text(string? text) => Words.Plain(text, MaxSearch)?.TrimEnd('…');

    private static bool TryDay(string? text, out DateOnly? day)
    {
        day = null;
        if (string.IsNullOrEmpty(text))
            return true;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read))
            return false;
        day = read;
        return true;
    }

    private async IAsyncEnumerable<IReadOnlyList<object?>> Rows(AuditSearch search)
    {
        await foreach (var e in search.Apply(db).AsAsyncEnumerable())
            yield return [e.At.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), e.Who, e.UserId, e.Action, e.Subject, e.Details, e.Address];
    }

    private sealed class CsvResult(TableFile file) : IActionResult
    {
        public Task ExecuteResultAsync(ActionContext context) => file.AsCsv().ExecuteAsync(context.HttpContext);
    }
}
