using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Scores;

/// <summary>Removes what hangs on runs of scores, by plain SQL: EF Core would translate a statement anew for every table each time the program starts.</summary>
internal static class RunRows
{
    /// <summary>Kept of the newest run of each choice of options alone.</summary>
    private static readonly string[] Explanations = ["PersonContributions", "PostContributions", "AccountAudiences", "AudiencePeople", "PeopleActedOn"];

    private static readonly string[] Others = ["Scores", "ClientScores", "ClientShares", "LocalReaches"];

    /// <summary>Every table that <see cref="RemoveAsync(InfluenceDbContext, IReadOnlyCollection{int}, CancellationToken)"/> clears.</summary>
    internal static IEnumerable<string> Tables => ["ScoreChanges", .. Explanations, .. Others];

    /// <summary>Removes what explains the scores of these runs, and who acted on whom.</summary>
    public static Task RemoveExplanationsAsync(InfluenceDbContext db, IReadOnlyCollection<int> runs, CancellationToken cancellationToken) =>
        RemoveAsync(db, runs, Explanations, cancellationToken);

    /// <summary>Removes the runs with everything that hangs on them. Places and patterns of runs that are gone go when the next one is stored.</summary>
    public static async Task RemoveAsync(InfluenceDbContext db, IReadOnlyCollection<int> runs, CancellationToken cancellationToken)
    {
        foreach (var run in runs)
            await RemoveChangesAsync(db, run, cancellationToken);
        await RemoveAsync(db, runs, [.. Explanations, .. Others], cancellationToken);
        await db.ScoreRuns.Where(r => runs.Contains(r.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Removes the statements of change of a run, while its scores are still there: they say whose rows to look for, by key.</summary>
    public static Task RemoveChangesAsync(InfluenceDbContext db, int run, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"""DELETE FROM "ScoreChanges" WHERE "ScoreRunId" = {run} AND "AccountId" IN (SELECT "AccountId" FROM "Scores" WHERE "ScoreRunId" = {run})""", cancellationToken);

    private static async Task RemoveAsync(InfluenceDbContext db, IReadOnlyCollection<int> runs, string[] tables, CancellationToken cancellationToken)
    {
        if (runs.Count == 0)
            return;
        var ids = string.Join(", ", runs);
        foreach (var table in tables)
        {
#pragma warning disable EF1002 // names of tables and whole numbers
            await db.Database.ExecuteSqlRawAsync($"""DELETE FROM "{table}" WHERE "ScoreRunId" IN ({ids})""", cancellationToken);
#pragma warning restore EF1002
        }
    }
}
