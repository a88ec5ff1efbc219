using InfluenceScore.Data;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Pages.Accounts;
using InfluenceScore.Web.Pages.Compare;

namespace InfluenceScore.Web.Pages.Exports;

/// <summary>What the pages show, as files: the same address with .csv or .xlsx, the same filter, the same order.</summary>
public static class ExportRoutes
{
    public static void MapExports(this WebApplication app)
    {
        app.MapGet("/accounts.csv", async (string? search, string? network, string? sort, InfluenceDbContext db, Viewer viewer, CancellationToken cancel) =>
            await AccountsAsync(search, network, sort, db, viewer, cancel) is { } table ? table.AsCsv() : NoSuchSort(sort));
        app.MapGet("/accounts.xlsx", async (string? search, string? network, string? sort, InfluenceDbContext db, Viewer viewer, CancellationToken cancel) =>
            await AccountsAsync(search, network, sort, db, viewer, cancel) is { } table ? table.AsWorkbook() : NoSuchSort(sort));
        app.MapGet("/compare.csv", async (string[]? account, string? days, string? from, string? to, InfluenceDbContext db, Viewer viewer, CancellationToken cancel) =>
            await CompareAsync(account, days, from, to, db, viewer, cancel) is var (table, fault) && table is not null ? table.AsCsv() : Refused(fault));
        app.MapGet("/compare.xlsx", async (string[]? account, string? days, string? from, string? to, InfluenceDbContext db, Viewer viewer, CancellationToken cancel) =>
            await CompareAsync(account, days, from, to, db, viewer, cancel) is var (table, fault) && table is not null ? table.AsWorkbook() : Refused(fault));
    }

    private static async Task<TableFile?> AccountsAsync(string? search, string? network, string? sort, InfluenceDbContext db, Viewer viewer, CancellationToken cancel)
    {
        if (AccountSort.FindOrNull(sort) is not { } order)
            return null;
        var run = await Runs.FindShownOrNullAsync(db, cancel);
        var weekAgo = run is null ? null : await Runs.FindEarlierOrNullAsync(db, run, 7, cancel);
        return new TableFile(TableFile.Named("accounts", run), AccountListExport.Columns, AccountListExport.Rows(db, viewer, run, weekAgo, AccountFilter.Of(search, network), order, cancel));
    }

    private static async Task<(TableFile? Table, string Fault)> CompareAsync(string[]? account, string? days, string? from, string? to, InfluenceDbContext db, Viewer viewer, CancellationToken cancel)
    {
        var (view, fault) = CompareView.Read(account ?? [], days, from, to);
        if (fault is not null)
            return (null, fault);
        var comparison = await Comparison.ReadAsync(db, viewer, view, cancel);
        if (comparison.Columns.Count == 0)
            return (null, comparison.Faults is [var first, ..] ? first : "The address names no account to compare.");
        return (new TableFile(TableFile.Named("compare", comparison.Run), CompareExport.Columns, CompareExport.Rows(comparison)), "");
    }

    private static IResult NoSuchSort(string? sort) =>
        Refused($"In the address, sort must be one of {Words.List([.. AccountSort.All.Select(s => s.Key)])}, not “{Words.Plain(sort, 40)}”.");

    private static IResult Refused(string sentence) => Results.Text(sentence + "\n", "text/plain; charset=utf-8", statusCode: StatusCodes.Status400BadRequest);
}
