using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Clients;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Auditing;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace InfluenceScore.Web.Pages.Clients;

/// <summary>The portfolio: clients by folder, with score, change and what needs a look; all held by the address.</summary>
public sealed class IndexModel(InfluenceDbContext db, Viewer viewer, ClientEdits edits, HandOverSeal seal) : PageModel
{
    public const int PageSize = 50;

    public IReadOnlyList<(string? Folder, int Clients)> Folders { get; private set; } = [];
    public IReadOnlyList<Portfolio.Row> Rows { get; private set; } = [];
    public ScoreRun? Run { get; private set; }
    public ClientSort Sort { get; private set; } = ClientSort.Score;
    public string? Search { get; private set; }

    /// <summary>The folder asked for: "" is the clients in none, null all clients.</summary>
    public string? Folder { get; private set; }

    public int Matching { get; private set; }
    public int Deleted { get; private set; }
    public int Number { get; private set; } = 1;
    public int LastNumber => Math.Max(1, (Matching + PageSize - 1) / PageSize);
    public int All => Folders.Sum(f => f.Clients);
    public bool IsFiltered => Search is not null || Folder is not null;

    [TempData]
    public string? Said { get; set; }

    /// <summary>The client that was just deleted: it can be taken back on the spot.</summary>
    [TempData]
    public int? JustDeleted { get; set; }

    /// <summary>The client that was just given to another keeper, sealed: see <see cref="HandOverSeal"/>.</summary>
    [TempData]
    public string? HandedOver { get; set; }

    public async Task<IActionResult> OnGetAsync(string? search, string? folder, string? sort, CancellationToken cancel)
    {
        if (await ReadAsync(search, folder, sort, cancel) is { } problem)
            return problem;
        Deleted = (await edits.ListDeletedAsync(cancel)).Count;
        return Page();
    }

    /// <summary>The same rows, all of them, for a spreadsheet.</summary>
    public async Task<IActionResult> OnGetCsvAsync(string? search, string? folder, string? sort, CancellationToken cancel) =>
        await ReadAsync(search, folder, sort, cancel, everything: true) is { } problem
            ? problem
            : File(await PortfolioCsv.WriteAsync(Rows, Run?.AsOf), "text/csv; charset=utf-8", "clients.csv");

    [Audited(AuditActions.ClientTakenBack, "client")]
    public async Task<IActionResult> OnPostTakeBackAsync(int client, CancellationToken cancel)
    {
        Said = await edits.TakeBackAsync(client, cancel) is { } name ? $"{Words.Plain(name, 120)} is back." : "It could not be taken back: it is gone for good.";
        return RedirectToPage("/Clients/Index");
    }

    [Audited(AuditActions.ClientHandedOver)]
    public async Task<IActionResult> OnPostKeepAgainAsync(string? undo, CancellationToken cancel)
    {
        Said = seal.OpenOrNull(undo, viewer) is not { } done ? "It is too late to undo that here: whoever keeps the client now can hand it back."
            : await edits.TakeHandOverBackAsync(done.Client, done.From, done.To, cancel) ? $"{Words.Plain(done.Name, 120)} is kept as before."
            : "Somebody else keeps the client by now, or it was deleted: nothing was changed.";
        return RedirectToPage("/Clients/Index");
    }

    /// <summary>This list with another folder, order or page.</summary>
    public string Link(string? folder, ClientSort sort, int number = 1, string path = "/clients")
    {
        var query = new QueryBuilder();
        if (Search is not null)
            query.Add("search", Search);
        if (folder is not null)
            query.Add("folder", folder.Length == 0 ? NoFolder : folder);
        if (sort != ClientSort.Score)
            query.Add("sort", sort.Key);
        if (number > 1)
            query.Add("page", number.ToString(CultureInfo.InvariantCulture));
        return path + query;
    }

    /// <summary>In the address, the clients that are in no folder.</summary>
    public const string NoFolder = "-";

    private async Task<IActionResult?> ReadAsync(string? search, string? folder, string? sort, CancellationToken cancel, bool everything = false)
    {
        // "page" is a word of Razor Pages' own routing and cannot be bound.
        var page = Request.Query["page"].ToString();
        if (page.Length > 0 && (!int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1))
            return this.BadQuery($"In the address, page must be a whole number from 1, not “{Words.Plain(page, 40)}”.");
        if (ClientSort.FindOrNull(sort) is not { } order)
            return this.BadQuery($"In the address, sort must be one of {Words.List([.. ClientSort.All.Select(s => s.Key)])}, not “{Words.Plain(sort, 40)}”.");
        (Sort, Number) = (order, page.Length > 0 ? int.Parse(page, CultureInfo.InvariantCulture) : 1);
        Search = Words.Plain(search, Portfolio.MaxSearchLength)?.TrimEnd('…');
        Folder = string.IsNullOrWhiteSpace(folder) ? null : folder == NoFolder ? "" : Words.Plain(folder, Client.MaxFolder);
        Run = await Runs.FindShownOrNullAsync(db, cancel);
        var portfolio = new Portfolio(db, viewer, Run, Run is null ? null : await Runs.FindEarlierOrNullAsync(db, Run, 7, cancel));
        Folders = await portfolio.ListFoldersAsync(cancel);
        var clients = Sort.Order(await portfolio.ListAsync(Search, Folder, cancel)).ToList();
        Matching = clients.Count;
        if (Number > LastNumber)
            return this.NotKnown($"There is no page {Words.Count(Number)}: this list ends with page {Words.Count(LastNumber)}.");
        Rows = await portfolio.ReadRowsAsync(everything ? clients : [.. clients.Skip((Number - 1) * PageSize).Take(PageSize)], cancel);
        return null;
    }
}
