using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace InfluenceScore.Web.Pages.Exports;

/// <summary>A table as a file to download: CSV (UTF-8, RFC 4180) or an Excel workbook, row by row, so that its length costs no memory.</summary>
/// <param name="Name">File name without its ending.</param>
/// <param name="Columns">Header.</param>
/// <param name="Rows">Strings, doubles, integers and nulls in the order of the columns.</param>
public sealed record TableFile(string Name, IReadOnlyList<string> Columns, IAsyncEnumerable<IReadOnlyList<object?>> Rows)
{
    private const string CsvType = "text/csv; charset=utf-8", WorkbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The name of a file made of that run's scores: "accounts-2026-11-22".</summary>
    public static string Named(string subject, ScoreRun? run) => run is null ? subject : $"{subject}-{run.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";

    public IResult AsCsv() => Results.Stream(WriteCsvAsync, CsvType, Name + ".csv");

    /// <summary>A workbook is a zip, which its writer fills with blocking calls: it is made in a temporary file and sent from there.</summary>
    public IResult AsWorkbook() => Results.Stream(async body =>
    {
        await using var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await WriteWorkbookAsync(file);
        file.Position = 0;
        await file.CopyToAsync(body);
    }, WorkbookType, Name + ".xlsx");

    public async Task WriteCsvAsync(Stream stream)
    {
        // The mark at the beginning tells Excel that the file is UTF-8.
        await using var writer = new StreamWriter(stream, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        // Names and handles are hostile: a spreadsheet must not run what begins with = or @.
        await using var csv = SpreadsheetCsv.Create(writer);
        csv.WriteRecord([.. Columns]);
        await foreach (var row in Rows)
        {
            foreach (var value in row)
                csv.WriteCell(value);
            await csv.EndRecordAsync();
        }
        await csv.FlushAsync();
        await writer.FlushAsync();
    }

    /// <summary>Texts are stored as texts, so nothing in a cell is a formula; they are guarded all the same, because people save workbooks as CSV.</summary>
    public Task WriteWorkbookAsync(Stream stream) =>
        MiniExcel.SaveAsAsync(stream, Records(), sheetName: "InfluenceScore", configuration: new OpenXmlConfiguration { FastMode = false, AutoFilter = false });

    /// <summary>MiniExcel takes a plain sequence: it asks for rows on a thread of its own.</summary>
    private IEnumerable<Dictionary<string, object?>> Records()
    {
        var rows = Rows.GetAsyncEnumerator();
        try
        {
            while (Next(rows))
                yield return Columns.Zip(rows.Current).ToDictionary(p => p.First, p => p.Second is string text ? SpreadsheetCsv.Safe(text) : p.Second, StringComparer.Ordinal);
        }
        finally
        {
            rows.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static bool Next(IAsyncEnumerator<IReadOnlyList<object?>> rows)
    {
        var next = rows.MoveNextAsync();
        return next.IsCompletedSuccessfully ? next.Result : next.AsTask().GetAwaiter().GetResult();
    }
}
