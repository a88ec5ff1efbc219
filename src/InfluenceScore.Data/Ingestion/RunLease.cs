using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using InfluenceScore.Data.Entities;

namespace InfluenceScore.Data.Ingestion;

/// <summary>
/// Who executes a run. A process that was killed cannot say so: its lease runs out, or, on the same machine, is seen to belong to no living process any more, so that a
/// restart goes on at once.
/// </summary>
internal static class RunLease
{
    // The heartbeat renews it, however long a page takes. Long enough for another writer's half minute, and for clocks of nodes that differ by seconds; short enough that
    // nobody minds waiting for the runs of a machine that is gone. Should it ever be too short, the fence keeps a run from being stored twice.
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(90);

    /// <summary>How <see cref="Mine"/> begins.</summary>
    public static readonly string Machine = Environment.MachineName + "/";

    // An import is one transaction and cannot renew its lease meanwhile; a dead process on the same machine is seen at once all the same.
    public static readonly TimeSpan ImportLength = TimeSpan.FromHours(6);

    /// <summary>This process: machine, process id, start.</summary>
    public static readonly string Mine = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}/{StartOf(Process.GetCurrentProcess())}");

    /// <summary>Whether nobody executes the run any more.</summary>
    public static bool IsFree(IngestionRun run, DateTime now) => run.LeaseOwner is not { } owner || run.LeaseUntil < now || IsDead(owner);

    private static bool IsDead(string owner)
    {
        if (owner.Split('/') is not [var machine, var pid, var start] || machine != Environment.MachineName
            || !int.TryParse(pid, CultureInfo.InvariantCulture, out var id) || !long.TryParse(start, CultureInfo.InvariantCulture, out var started))
            return false;
        try
        {
            using var process = Process.GetProcessById(id);
            return Math.Abs(StartOf(process) - started) > 5; // a process id that was given out again
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    private static long StartOf(Process process) => new DateTimeOffset(process.StartTime).ToUnixTimeSeconds();
}
