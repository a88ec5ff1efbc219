using System.CommandLine;
using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Backups;

namespace InfluenceScore.Web.Commands;

/// <summary>
/// The verbs `backup` and `restore`. Unlike the others neither creates nor migrates the database it finds: a backup before an upgrade must hold what there was.
/// </summary>
internal static class BackupVerbs
{
    public static void AddBackupVerbs(this RootCommand root, Option<string?> database, TextWriter stdout)
    {
        root.Add(BackupVerb(database, stdout));
        root.Add(RestoreVerb(database, stdout));
    }

    private static Command BackupVerb(Option<string?> database, TextWriter stdout)
    {
        var file = new Argument<string>("file") { Description = "The file to write. It appears when it is complete and checked." };
        var force = new Option<bool>("--force") { Description = "Replace the file if it exists." };
        var backup = new Command("backup", "Write a consistent, checked copy of the database to a file, while the server runs.") { file, force };
        backup.SetAction(async (parsed, cancellationToken) =>
        {
            await BackupAsync(Store.Choice(parsed.GetValue(database), Store.Configuration()), parsed.GetValue(file)!, parsed.GetValue(force), stdout, cancellationToken);
            return 0;
        });
        return backup;
    }

    private static Command RestoreVerb(Option<string?> database, TextWriter stdout)
    {
        var file = new Argument<string>("file") { Description = "A file that 'backup' wrote." };
        var restore = new Command("restore", "Put a backup in the place of the database (which nobody may be using), and bring it to the current schema.") { file };
        restore.SetAction(async (parsed, cancellationToken) =>
        {
            await RestoreAsync(Store.Choice(parsed.GetValue(database), Store.Configuration()), parsed.GetValue(file)!, stdout, cancellationToken);
            return 0;
        });
        return restore;
    }

    private static async Task BackupAsync(DatabaseChoice choice, string file, bool force, TextWriter stdout, CancellationToken cancellationToken)
    {
        var source = choice.Engine == DatabaseEngine.Sqlite ? FileOf(choice) : null;
        if (source is not null && !File.Exists(source))
            throw new InfluenceScoreException($"There is no database {source} to back up.");
        var target = Path.GetFullPath(file);
        if (target == source)
            throw new InfluenceScoreException($"{file} is the database itself; name another file.");
        if (Directory.Exists(target))
            throw new InfluenceScoreException($"{file} is a folder; name a file in it.");
        if (!Directory.Exists(Path.GetDirectoryName(target)))
            throw new InfluenceScoreException($"{file} cannot be written: there is no such folder.");
        if (!force && File.Exists(target))
            throw new InfluenceScoreException($"{file} exists already; --force replaces it.");

        using var use = DatabaseUse.Join(choice);
        var temporary = $"{target}.{Environment.ProcessId}.tmp";
        if (source is null)
        {
            await PostgresBackup.WriteAsync(choice.ConnectionString, temporary, cancellationToken);
        }
        else
        {
            using var line = new ProgressLine(stdout, "MB", total: 0);
            await Task.Run(() => DatabaseCopy.Write(source, temporary, new Progress(line), cancellationToken), cancellationToken);
        }
        var bytes = new FileInfo(temporary).Length;
        try
        {
            File.Move(temporary, target, overwrite: force);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new InfluenceScoreException($"{file} cannot be written: {e.Message}", e);
        }
        await stdout.WriteLineAsync($"backed up {source ?? choice.DatabaseName} to {target}: {Megabytes(bytes)}, checked");
    }

    private static async Task RestoreAsync(DatabaseChoice choice, string file, TextWriter stdout, CancellationToken cancellationToken)
    {
        if (choice.Engine == DatabaseEngine.PostgreSql)
        {
            var before = await PostgresBackup.RestoreAsync(choice.ConnectionString, file, cancellationToken);
            await stdout.WriteLineAsync($"restored {choice.DatabaseName} from {file}{(before is null ? "" : $"; what it replaced is kept as the database {before}")}");
            return;
        }
        var target = FileOf(choice);
        RestoreResult result;
        using (var line = new ProgressLine(stdout, "MB", total: 0))
            result = await DatabaseRestore.RunAsync(file, target, new Progress(line), cancellationToken);
        var kept = result.Kept is null ? "" : $"; what it replaced is kept as {result.Kept}";
        await stdout.WriteLineAsync($"restored {target} from {file}: {Megabytes(result.Bytes)}, checked{kept}");
    }

    private static string FileOf(DatabaseChoice choice) => choice.File ?? throw new InfluenceScoreException("A database in memory can be neither backed up nor restored.");

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");

    // Not Progress<T>: that reports on other threads, and late.
    private sealed class Progress(ProgressLine line) : IProgress<CopyProgress>
    {
        public void Report(CopyProgress value) => line.Report(value.Bytes / 1_000_000, value.Total == 0 ? null : (double)value.Bytes / value.Total);
    }
}
