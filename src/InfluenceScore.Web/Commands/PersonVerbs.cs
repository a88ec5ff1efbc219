using System.CommandLine;
using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Erasure;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.PersonalData;
using InfluenceScore.Web.Erasure;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Commands;

/// <summary>The verbs about one account's data: `erase x:handle` and `export person x:handle`.</summary>
internal static class PersonVerbs
{
    public static Command EraseVerb(Option<string?> database, TextWriter stdout)
    {
        var account = AccountArgument();
        var yes = new Option<bool>("--yes") { Description = "Erase. Without it the verb only says what would go." };
        var erase = new Command("erase", "Remove everything stored about an account, for good, and keep it from being imported again.") { account, yes };
        erase.SetAction(async (parsed, cancellationToken) =>
        {
            await using var store = await Store.OpenAsync(parsed.GetValue(database), cancellationToken);
            await EraseAsync(store, parsed.GetValue(account)!, parsed.GetValue(yes), stdout, cancellationToken);
            return 0;
        });
        return erase;
    }

    public static Command ExportVerb(Option<string?> database, TextWriter stdout)
    {
        var account = AccountArgument();
        var file = new Option<string>("--out") { Description = "The .zip to write. It appears when it is complete.", Required = true };
        var person = new Command("person", "Everything stored about an account: a bundle that can be imported again, with scores and notes beside it.") { account, file };
        person.SetAction(async (parsed, cancellationToken) =>
        {
            await using var store = await Store.OpenAsync(parsed.GetValue(database), cancellationToken);
            await ExportAsync(store, parsed.GetValue(account)!, parsed.GetValue(file)!, stdout, cancellationToken);
            return 0;
        });
        return person;
    }

    private static Argument<string> AccountArgument() => new("account") { Description = "network:handle" };

    private static async Task EraseAsync(Store store, string name, bool sure, TextWriter stdout, CancellationToken cancellationToken)
    {
        var db = store.Db;
        var erasure = store.Services.GetRequiredService<AccountErasure>();
        // One that was cut off between its rows and its file names nobody any more: it is brought to its end first.
        foreach (var cut in await db.ErasureRequests.Where(r => r.State == ErasureState.RowsGone).ToListAsync(cancellationToken))
            await erasure.ExecuteAsync(cut, null, cancellationToken);
        var account = await FindAsync(db, name, cancellationToken);
        foreach (var (what, rows) in await erasure.PreviewAsync(account.Id, cancellationToken))
            await stdout.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{what}: {rows:N0}"));
        if (!sure)
        {
            await stdout.WriteLineAsync("Nothing was erased; --yes erases it for good. Others are scored anew without it. Copies made by 'backup' are not touched.");
            return;
        }
        var request = await erasure.AskAsync(account, "the command line", cancellationToken);
        using (var line = new ProgressLine(stdout, "rows", total: 0))
            await erasure.ExecuteAsync(request, new Progress(line), cancellationToken);
        LeftFiles.RemoveRejects(db.Database.IsSqlite() ? db.Database.GetDbConnection().DataSource : null);
        if (await db.ScoreRuns.AnyAsync(cancellationToken))
            await store.Services.GetRequiredService<RescoreAfterRuns>()(cancellationToken);
        await stdout.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"erased: {request.Rows:N0} rows removed or changed; it will not be imported again, and the others are scored anew"));
    }

    private static async Task ExportAsync(Store store, string name, string file, TextWriter stdout, CancellationToken cancellationToken)
    {
        var account = await FindAsync(store.Db, name, cancellationToken);
        var temporary = $"{Path.GetFullPath(file)}.{Environment.ProcessId}.tmp";
        try
        {
            long rows;
            await using (var output = File.Create(temporary))
                rows = await new PersonExport(store.Db).WriteAsync(account, output, cancellationToken);
            await store.Audit.WriteAsync(AuditActions.Exported, $"{account.Network}:{account.Handle}", cancellationToken: cancellationToken);
            File.Move(temporary, file, overwrite: true);
            await stdout.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"wrote {rows:N0} rows to {file}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InfluenceScoreException($"The file {file} cannot be written: {e.Message}", e);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static async Task<Account> FindAsync(InfluenceDbContext db, string name, CancellationToken cancellationToken) =>
        !AccountKey.TryParse(name, out var key) ? throw new InfluenceScoreException($"'{name}' is not an account: write network:handle, for example x:alice.")
        : await db.Accounts.SingleOrDefaultAsync(a => a.Network == key.Network && a.Handle == key.Handle, cancellationToken)
            ?? throw new InfluenceScoreException(
                (await DoNotImport.ReadAsync(db, cancellationToken)).Contains(key.Network, key.Handle) ? $"{key} was erased before; nothing of it is stored." : $"There is no account {key} in this database.");

    private sealed class Progress(ProgressLine line) : IProgress<ErasureProgress>
    {
        public void Report(ErasureProgress value) => line.Report(value.Rows, null);
    }
}
