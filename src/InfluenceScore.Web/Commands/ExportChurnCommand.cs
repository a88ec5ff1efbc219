using InfluenceScore.Data;
using InfluenceScore.Data.Scores.Patterns;

namespace InfluenceScore.Web.Commands;

/// <summary>The verb `export churn`. The columns are contract: names and order never change.</summary>
internal static class ExportChurnCommand
{
    public static async Task RunAsync(InfluenceDbContext db, string file, TextWriter stdout, CancellationToken cancellationToken)
    {
        var rows = await ChurnExport.RowsAsync(db, cancellationToken);
        if (file == "-")
        {
            await WriteAsync(rows, stdout, cancellationToken);
            return;
        }
        await using (var output = ReplacedFile.Create(file))
        {
            await WriteAsync(rows, output.Writer, cancellationToken);
            await output.CommitAsync();
        }
        await stdout.WriteLineAsync($"wrote {rows.Count} accounts to {file}, {rows.Count(r => r.Flagged)} of them with a pattern seen");
    }

    private static async Task WriteAsync(IReadOnlyList<ChurnExportRow> rows, TextWriter writer, CancellationToken cancellationToken)
    {
        // A handle may begin with = or @ in a made-up file: a spreadsheet must not run it.
        await using var csv = SpreadsheetCsv.Create(writer);
        csv.WriteRecord([.. ChurnExportRow.Columns]);
        foreach (var row in rows)
        {
            foreach (var value in row.Values())
                csv.WriteCell(value);
            await csv.EndRecordAsync(cancellationToken);
        }
        await csv.FlushAsync(cancellationToken);
    }
}
