using System.Text.Json;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Scores;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Commands;

/// <summary>The verb `export scores`. The columns are contract: names and order never change.</summary>
internal static class ExportScoresCommand
{
    public static async Task RunAsync(InfluenceDbContext db, string file, long? asOf, string format, TextWriter stdout, CancellationToken cancellationToken)
    {
        var run = await FindRunAsync(db, asOf, cancellationToken);
        var rows = ScoreExport.Rows(db, run, cancellationToken);
        var count = 0;
        if (file == "-")
            count = await WriteAsync(rows, format, stdout, cancellationToken);
        else
        {
            await using (var output = ReplacedFile.Create(file))
            {
                count = await WriteAsync(rows, format, output.Writer, cancellationToken);
                await output.CommitAsync();
            }
            await stdout.WriteLineAsync($"wrote {count} accounts to {file}");
        }
    }

    private static async Task<ScoreRun> FindRunAsync(InfluenceDbContext db, long? asOf, CancellationToken cancellationToken)
    {
        var runs = db.ScoreRuns.AsNoTracking();
        if (asOf is { } moment)
        {
            var time = DateTimeOffset.FromUnixTimeMilliseconds(moment).UtcDateTime;
            runs = runs.Where(r => r.AsOf == time);
        }
        return await runs.OrderByDescending(r => r.ComputedAt).ThenByDescending(r => r.Id).FirstOrDefaultAsync(cancellationToken)
            ?? throw new InfluenceScoreException(asOf is { } m
                ? $"There are no scores as of {Moments.Text(m)}; 'score --as-of {Moments.Text(m)}' makes them."
                : "There are no scores yet; 'score' makes them.");
    }

    private static async Task<int> WriteAsync(IAsyncEnumerable<ScoreExportRow> rows, string format, TextWriter writer, CancellationToken cancellationToken) =>
        format == "json" ? await WriteJsonAsync(rows, writer, cancellationToken) : await WriteCsvAsync(rows, writer, cancellationToken);

    private static async Task<int> WriteCsvAsync(IAsyncEnumerable<ScoreExportRow> rows, TextWriter writer, CancellationToken cancellationToken)
    {
        // A handle may begin with = or @ in a made-up file: a spreadsheet must not run it.
        await using var csv = SpreadsheetCsv.Create(writer);
        csv.WriteRecord([.. ScoreExportRow.Columns]);
        var count = 0;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            foreach (var value in row.Values())
                csv.WriteCell(value);
            await csv.EndRecordAsync(cancellationToken);
            count++;
        }
        await csv.FlushAsync(cancellationToken);
        return count;
    }

    private static async Task<int> WriteJsonAsync(IAsyncEnumerable<ScoreExportRow> rows, TextWriter writer, CancellationToken cancellationToken)
    {
        var count = 0;
        await writer.WriteAsync('[');
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await writer.WriteAsync(count++ == 0 ? "\n" : ",\n");
            await writer.WriteAsync(JsonSerializer.Serialize(ScoreExportRow.Columns.Zip(row.Values()).ToDictionary(p => p.First, p => p.Second)));
        }
        await writer.WriteAsync("\n]\n");
        return count;
    }
}
