using InfluenceScore.Data;
using InfluenceScore.Data.Backups;
using Microsoft.Data.Sqlite;

namespace InfluenceScore.Web.Operations;

/// <summary>
/// Whether the database's file is sound. A small one is checked at every start, which nobody notices; a large one (minutes, from a cold disk) only after the program was
/// cut off, the moment at which files are damaged, and beside the work, so that a restart after a power cut is not a second outage.
/// </summary>
internal sealed class DatabaseCondition(OperationsSettings settings, IHostApplicationLifetime host, ILogger<DatabaseCondition> logger)
{
    // About 0.1 s.
    private const long SmallBytes = 64_000_000;

    /// <summary>What is wrong, a sentence; null as long as nothing is known to be.</summary>
    public string? Damage { get; private set; }

    /// <summary>The check that goes on beside the work; for tests.</summary>
    public Task Checking { get; private set; } = Task.CompletedTask;

    /// <exception cref="InfluenceScoreException">It is damaged.</exception>
    public void CheckAtStart(DatabaseUse use, CancellationToken cancellationToken)
    {
        if (settings.Check == Operations.CheckAtStart.Never || use.File is not { } file || new FileInfo(file) is not { Exists: true } known)
            return;
        if (settings.Check == Operations.CheckAtStart.Always || known.Length <= SmallBytes)
        {
            if (FindingOrNull(file, cancellationToken) is { } finding)
                throw new InfluenceScoreException(IntegrityCheck.InWords(file, finding));
        }
        else if (use.WasCutOff)
        {
            logger.LogWarning("The program was cut off the last time; the database is being checked beside the work");
            Checking = Task.Run(() => CheckBeside(file), CancellationToken.None);
        }
    }

    private void CheckBeside(string file)
    {
        try
        {
            var begin = TimeProvider.System.GetTimestamp();
            Damage = FindingOrNull(file, host.ApplicationStopping) is { } finding ? IntegrityCheck.InWords(file, finding) : null;
            if (Damage is not null)
                logger.LogError("{Damage}", Damage);
            else
                logger.LogInformation("The database is sound; checked in {Seconds:0} s", TimeProvider.System.GetElapsedTime(begin).TotalSeconds);
        }
        catch (OperationCanceledException)
        {
            // The program ends; a next cut-off will ask again.
        }
    }

    private string? FindingOrNull(string file, CancellationToken cancellationToken)
    {
        try
        {
            return IntegrityCheck.Quick.FindingOrNull(file, cancellationToken);
        }
        catch (SqliteException e)
        {
            logger.LogWarning("The database could not be checked: {Reason}", StoreErrors.InWords(e));
            return null;
        }
    }
}
