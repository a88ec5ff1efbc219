using System.ComponentModel;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace InfluenceScore.Data.Backups;

/// <summary>
/// Backup and restore on PostgreSQL, by the server's own tools: pg_dump reads one moment of the database while everybody works on, pg_restore brings it into a database
/// beside the one in use; then two renames change the one for the other, and what was replaced stays beside.
/// </summary>
public static class PostgresBackup
{
    private static readonly string[] Folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), .. DebianFolders()];

    /// <param name="target">A file that does not exist yet; after a failure it does not exist either.</param>
    /// <exception cref="InfluenceScoreException">There is no pg_dump, or it failed.</exception>
    public static async Task WriteAsync(string connectionString, string target, CancellationToken cancellationToken)
    {
        var done = false;
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // a copy of the database is not for everybody on the machine
            await using (File.Open(target, options))
            {
            }
            await RunAsync("pg_dump", connectionString, ["--format=custom", "--no-owner", "--no-privileges", "--file", target], cancellationToken);
            // A dump that was cut off has no list of what is in it.
            await RunAsync("pg_restore", null, ["--list", target], cancellationToken);
            done = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InfluenceScoreException($"{target} cannot be written: {e.Message}", e);
        }
        finally
        {
            if (!done)
                File.Delete(target);
        }
    }

    /// <returns>The name under which the replaced database is kept; null where there was none.</returns>
    /// <exception cref="InfluenceScoreException">There is no pg_restore, the file is no backup of ours, or somebody uses the database; it is as it was.</exception>
    public static async Task<string?> RestoreAsync(string connectionString, string backup, CancellationToken cancellationToken)
    {
        if (!File.Exists(backup))
            throw new InfluenceScoreException($"There is no backup {backup}.");
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        var beside = $"{name}_restoring";
        await using var server = new NpgsqlConnection(On(connectionString, "postgres"));
        try
        {
            await server.OpenAsync(cancellationToken);
            if (await UsersAsync(server, name, cancellationToken) > 0)
                throw new InfluenceScoreException($"The database {name} is in use: stop every node (and whatever else works with it) first. Nothing was changed.");
            await ExecuteAsync(server, $"""DROP DATABASE IF EXISTS {Quoted(beside)}""", cancellationToken); // left by a restore that was cut off
            await ExecuteAsync(server, $"""CREATE DATABASE {Quoted(beside)} TEMPLATE template0 ENCODING 'UTF8'""", cancellationToken);
            try
            {
                await FillAsync(On(connectionString, beside), beside, backup, cancellationToken);
                await BringUpToDateAsync(On(connectionString, beside), backup, cancellationToken);
                return await SwapAsync(server, name, beside, cancellationToken);
            }
            finally
            {
                await ExecuteAsync(server, $"""DROP DATABASE IF EXISTS {Quoted(beside)}""", CancellationToken.None);
            }
        }
        catch (NpgsqlException e)
        {
            throw new InfluenceScoreException($"{backup} cannot be restored: {PostgresErrors.InWords(e)} The database {name} is as it was.", e);
        }
    }

    private static async Task FillAsync(string connectionString, string database, string backup, CancellationToken cancellationToken)
    {
        var contents = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(contents, await ListAsync(backup, cancellationToken), cancellationToken);
            await RunAsync("pg_restore", connectionString, ["--no-owner", "--no-privileges", "--exit-on-error", "--use-list", contents, "--dbname", database, backup], cancellationToken);
        }
        finally
        {
            File.Delete(contents);
        }
    }

    /// <summary>What is restored of a backup, as pg_restore lists it: all but what is made anew where the server allows it.</summary>
    internal static async Task<IEnumerable<string>> ListAsync(string backup, CancellationToken cancellationToken) =>
        (await RunAsync("pg_restore", null, ["--list", backup], cancellationToken)).Split('\n').Where(l => !PostgresSearchIndex.IsPartOf(l));

    private static async Task BringUpToDateAsync(string connectionString, string backup, CancellationToken cancellationToken)
    {
        await using var db = new PostgresInfluenceDbContext(new DbContextOptionsBuilder<PostgresInfluenceDbContext>().UseNpgsql(connectionString).Options);
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (applied.Count == 0 || !known.Contains(applied[0]))
            throw new InfluenceScoreException($"{backup} is a database, but not one of InfluenceScore; nothing was changed.");
        await DatabaseSetup.CreateOrMigrateAsync(db, cancellationToken);
    }

    private static async Task<string?> SwapAsync(NpgsqlConnection server, string name, string beside, CancellationToken cancellationToken)
    {
        string? kept = null;
        if (await ExistsAsync(server, name, cancellationToken))
        {
            kept = $"{name}_before_restore";
            for (var n = 2; await ExistsAsync(server, kept, cancellationToken); n++)
                kept = $"{name}_before_restore_{n}";
            await ExecuteAsync(server, $"ALTER DATABASE {Quoted(name)} RENAME TO {Quoted(kept)}", cancellationToken);
        }
        await ExecuteAsync(server, $"ALTER DATABASE {Quoted(beside)} RENAME TO {Quoted(name)}", CancellationToken.None);
        return kept;
    }

    private static async Task<long> UsersAsync(NpgsqlConnection server, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = $1", server) { Parameters = { new() { Value = name } } };
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection server, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", server) { Parameters = { new() { Value = name } } };
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

#pragma warning disable CA2100 // names of databases, quoted
    private static async Task ExecuteAsync(NpgsqlConnection server, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, server);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
#pragma warning restore CA2100

    /// <summary>Runs a tool of PostgreSQL; where to and with which password it learns from its environment, which other users of the machine cannot read.</summary>
    /// <returns>What it said.</returns>
    private static async Task<string> RunAsync(string tool, string? connectionString, string[] arguments, CancellationToken cancellationToken)
    {
        var program = Folders.Select(f => Path.Combine(f, tool)).FirstOrDefault(File.Exists)
            ?? throw new InfluenceScoreException($"backup and restore on PostgreSQL need its tool {tool}, which is not on this machine: install the package postgresql-client.");
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        if (connectionString is not null)
        {
            var to = new NpgsqlConnectionStringBuilder(connectionString);
            (string Name, string? Value)[] settings =
            [
                ("PGHOST", to.Host), ("PGPORT", to.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("PGDATABASE", to.Database), ("PGUSER", to.Username), ("PGPASSWORD", to.Password),
                ("PGSSLMODE", SslModeOf(to)), ("PGSSLROOTCERT", to.RootCertificate),
            ];
            foreach (var (name, value) in settings.Where(s => !string.IsNullOrEmpty(s.Value)))
                start.Environment[name] = value;
        }
        try
        {
            using var process = Process.Start(start)!;
            using var stop = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
            var said = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var error = await process.StandardError.ReadToEndAsync(CancellationToken.None);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            if (process.ExitCode != 0)
                throw new InfluenceScoreException($"{tool} failed: {string.Join(' ', error.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}");
            return await said;
        }
        catch (Win32Exception e)
        {
            throw new InfluenceScoreException($"{program} cannot be started: {e.Message}", e);
        }
    }

    private static string SslModeOf(NpgsqlConnectionStringBuilder to) => to.SslMode switch
    {
        SslMode.VerifyCA => "verify-ca",
        SslMode.VerifyFull => "verify-full",
        var mode => mode.ToString().ToLowerInvariant(),
    };

    private static string On(string connectionString, string database) => new NpgsqlConnectionStringBuilder(connectionString) { Database = database, Pooling = false }.ToString();

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // Debian keeps each version's tools in a folder of its own; the newest can read the dumps of all older ones.
    private static IEnumerable<string> DebianFolders() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderByDescending(f => int.TryParse(Path.GetFileName(f), System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : 0).Select(f => Path.Combine(f, "bin"))
        : [];
}
