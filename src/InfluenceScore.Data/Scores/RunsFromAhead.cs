using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Scores;

/// <summary>
/// Scores that were made while this machine's clock ran ahead: of a moment that has not come, computed in the future. Pages show the latest moment, so they would show a world
/// in which everything has faded until that day comes. They can be made again, so they are removed; a moment that somebody asked for by `--as-of` was computed in the past and stays.
/// </summary>
public static class RunsFromAhead
{
    // Clocks of machines that write to one database differ a little.
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    /// <returns>How many runs there were.</returns>
    public static async Task<int> RemoveAsync(InfluenceDbContext db, DateTime now, CancellationToken cancellationToken)
    {
        var latest = now + Grace;
        var ids = await db.ScoreRuns.Where(r => r.AsOf > latest && r.ComputedAt > latest).Select(r => r.Id).ToListAsync(cancellationToken);
        if (ids.Count == 0)
            return 0;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await RunRows.RemoveAsync(db, ids, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ids.Count;
    }
}
