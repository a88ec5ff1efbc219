using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring.Patterns;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Patterns;

/// <summary>Flags of accounts for lists and headings: only patterns that are seen and not explained.</summary>
public static class PatternFlags
{
    /// <summary>One flag: words, and the address of the evidence.</summary>
    public sealed record Flag(int AccountId, PatternKind Kind, string Network, string Handle)
    {
        public string Words => PatternWords.Flag(Kind);
    }

    public static async Task<ILookup<int, Flag>> ReadAsync(InfluenceDbContext db, ScoreRun? run, IReadOnlyCollection<int> accounts, CancellationToken cancel) =>
        run is null || accounts.Count == 0
            ? Enumerable.Empty<Flag>().ToLookup(f => f.AccountId)
            : (await db.Patterns.AsNoTracking().Where(p => p.ScoreRunId == run.Id && p.State == PatternState.Seen && accounts.Contains(p.AccountId))
                .Join(db.Accounts, p => p.AccountId, a => a.Id, (p, a) => new Flag(p.AccountId, p.Kind, a.Network, a.Handle)).ToListAsync(cancel)).ToLookup(f => f.AccountId);
}
