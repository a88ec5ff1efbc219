using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Scores.Live;

/// <summary>
/// The moment that scores speak of while facts keep coming in: the last millisecond of the current hour, UTC. Every weight depends on the moment, so only one that stands still lets
/// scores be kept right at the cost of what changed; it lies ahead so that facts of this hour count at once, and on the same day, so that no page shows tomorrow's date.
/// </summary>
public static class CurrentHour
{
    private const long Milliseconds = 60 * 60 * 1000;

    /// <returns>Unix milliseconds, at most an hour ahead of <paramref name="now"/>.</returns>
    public static long End(DateTimeOffset now) => (now.ToUnixTimeMilliseconds() / Milliseconds + 1) * Milliseconds - 1;

    /// <summary>What scoring as of now means: now, or the end of the hour where scores of it are stored, for pages would go on showing those.</summary>
    /// <returns>Unix milliseconds.</returns>
    public static async Task<long> NowOrEndAsync(InfluenceDbContext db, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        var end = DateTimeOffset.FromUnixTimeMilliseconds(End(now)).UtcDateTime;
        return await db.ScoreRuns.AnyAsync(r => r.AsOf == end, cancellationToken) ? End(now) : now.ToUnixTimeMilliseconds();
    }
}
