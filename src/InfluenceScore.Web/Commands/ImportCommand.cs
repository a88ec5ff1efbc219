using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Ingestion;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Commands;

/// <summary>`import PATH… [--network x] [--rejects FILE]`: loads bundles and says what became of their rows.</summary>
public static class ImportCommand
{
    /// <param name="db">A database of the current schema.</param>
    /// <param name="rejectsFile">Null = beside the database, under its name.</param>
    /// <exception cref="InfluenceScoreException">It failed or was stopped; nothing was stored.</exception>
    public static async Task RunAsync(InfluenceDbContext db, string[] paths, string? network, string? rejectsFile, TextWriter stdout, CancellationToken cancellationToken)
    {
        var rejectsPath = rejectsFile ?? RejectsBeside(db);
        CheckRejectsPath(db, rejectsPath);

        using var rejects = new RejectsFile(rejectsPath);
        ImportSummary summary;
        try
        {
            using var line = new ProgressLine(stdout, "rows", total: 0);
            summary = await new BundleImporter(db, TimeProvider.System).ImportAsync(paths, network, rejects, new Progress(line), cancellationToken);
        }
        catch (OperationCanceledException e)
        {
            throw new InfluenceScoreException("The import was stopped; nothing of it was stored.", e);
        }
        if (rejects.Exists)
            await stdout.WriteLineAsync($"Rejected rows are listed with their reasons in {rejectsPath}");
        await stdout.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"read {summary.Read}, stored {summary.Stored}, duplicate {summary.Duplicate}, rejected {summary.Rejected}"));
    }

    private static string RejectsBeside(InfluenceDbContext db) => Path.ChangeExtension(DatabaseFile(db) ?? "influence.db", ".rejects.csv");

    private static void CheckRejectsPath(InfluenceDbContext db, string rejectsPath)
    {
        if (string.IsNullOrWhiteSpace(rejectsPath) || Directory.Exists(rejectsPath))
            throw new InfluenceScoreException($"The list of rejected rows cannot be written to '{rejectsPath}'; --rejects must name a file.");
        var full = Path.GetFullPath(rejectsPath);
        if (!Directory.Exists(Path.GetDirectoryName(full)))
            throw new InfluenceScoreException($"The list of rejected rows cannot be written to {rejectsPath}: there is no such folder.");
        if (DatabaseFile(db) is { } database && full == Path.GetFullPath(database))
            throw new InfluenceScoreException($"The list of rejected rows would overwrite the database {database}; name another file with --rejects.");
    }

    private static string? DatabaseFile(InfluenceDbContext db) =>
        db is SqliteInfluenceDbContext && new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource is { Length: > 0 } file && file != ":memory:" ? file : null;

    // Not Progress<T>: that reports on other threads, and late.
    private sealed class Progress(ProgressLine line) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => line.Report(value.RowsRead, value.Fraction);
    }
}
