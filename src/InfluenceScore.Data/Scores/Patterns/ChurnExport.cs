using System.Globalization;
using InfluenceScore.Scoring.Patterns;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Scores.Patterns;

/// <summary>One account of `export churn`.</summary>
/// <param name="Flagged">The pattern is seen and nobody has explained it.</param>
public sealed record ChurnExportRow(string Network, string Handle, bool Flagged, ChurnFinding Finding)
{
    /// <summary>The header of contract.md.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["network", "handle", "flagged", "started", "short_episodes", "refollowed", "cycles", "first", "last"];

    /// <summary>Texts in the order of <see cref="Columns"/>; null = unknown.</summary>
    public IEnumerable<string?> Values() =>
    [
        Network, Handle, Flagged ? "true" : "false", Text(Finding.Started), Text(Finding.ShortEpisodes), Finding.Refollowed is { } again ? Text(again) : null,
        Text(Finding.Cycles.Count), Moment(Finding.First), Moment(Finding.Last),
    ];

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string? Moment(long? at) => at is { } ms ? PatternSearch.Time(ms).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) : null;
}

/// <summary>Reads what `export churn` writes: every account with follow events or two counts of whom it follows, from the facts themselves, so that no scoring is needed first.</summary>
public static class ChurnExport
{
    public static async Task<IReadOnlyList<ChurnExportRow>> RowsAsync(InfluenceDbContext db, CancellationToken cancellationToken = default)
    {
        var follows = await FollowFacts.LoadAsync(db, long.MaxValue, cancellationToken);
        var explained = (await db.PatternNotes.AsNoTracking().Where(n => n.Kind == PatternKind.FollowChurn).ToListAsync(cancellationToken)).ToLookup(n => n.AccountId);
        var names = await db.Accounts.AsNoTracking().Select(a => new { a.Id, a.Network, a.Handle }).ToDictionaryAsync(a => a.Id, cancellationToken);
        var rows = new List<ChurnExportRow>();
        foreach (var id in follows.Accounts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var finding = FollowChurn.Judge(follows.HistoryOf(id));
            var standing = PatternExplanations.Standing(explained[id]);
            var open = finding.Cycles.Count(c => !PatternExplanations.Covers(standing, PatternSearch.Time(c.FirstFollow)));
            rows.Add(new ChurnExportRow(names[id].Network, names[id].Handle, finding.Flagged && open >= FollowChurn.LeastCycles, finding));
        }

        return [.. rows.OrderByDescending(r => r.Flagged).ThenBy(r => r.Network, StringComparer.Ordinal).ThenBy(r => r.Handle, StringComparer.Ordinal)];
    }
}
