using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring.Patterns;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Scores.Patterns;

/// <summary>
/// What people said about patterns: reasons, by episode, that can be withdrawn. An explanation covers the episodes that began in its span, also after they are
/// scored again; what begins later is not covered.
/// </summary>
public static class PatternExplanations
{
    /// <summary>Longest reason, characters.</summary>
    public const int MaxReasonLength = 2000;

    /// <summary>Explanations that stand, of one account and kind.</summary>
    public static IReadOnlyList<PatternNote> Standing(IEnumerable<PatternNote> notes)
    {
        var all = notes.ToList();
        return [.. all.Where(n => n.What == PatternNoteKind.Explained && !all.Any(w => w.WithdrawsId == n.Id))];
    }

    /// <summary>Whether a moment is covered by an explanation that stands.</summary>
    public static bool Covers(IEnumerable<PatternNote> standing, DateTime began) => standing.Any(n => began >= n.From && began <= n.To);

    /// <summary>Seen or explained: churn keeps its flag while two cycles or more stand unexplained, any other pattern while its beginning does.</summary>
    public static PatternState StateOf(PatternKind kind, DateTime first, PatternFigures figures, IEnumerable<PatternNote> notes)
    {
        if (kind == PatternKind.InducedFollowers)
            return PatternState.Noted;
        var standing = Standing(notes);
        var isExplained = figures.FollowChurn is { } churn
            ? churn.Cycles.Count(c => !Covers(standing, c.FirstFollow)) < FollowChurn.LeastCycles
            : Covers(standing, first);
        return isExplained ? PatternState.Explained : PatternState.Seen;
    }

    /// <summary>Adds an explanation to the record and takes the flag away where nothing unexplained is left.</summary>
    /// <param name="from">Beginning of the first episode that it covers.</param>
    /// <param name="to">Beginning of the last one.</param>
    public static Task ExplainAsync(InfluenceDbContext db, int account, PatternKind kind, DateTime from, DateTime to, string reason, string by, DateTime now, CancellationToken cancellationToken) =>
        AddAsync(db, new PatternNote { AccountId = account, Kind = kind, What = PatternNoteKind.Explained, From = from, To = to, Reason = reason, By = by, At = now }, cancellationToken);

    /// <returns>False where there is no such explanation, or it was withdrawn already.</returns>
    public static async Task<bool> WithdrawAsync(InfluenceDbContext db, int account, int note, string by, DateTime now, CancellationToken cancellationToken)
    {
        var explained = await db.PatternNotes.AsNoTracking().SingleOrDefaultAsync(n => n.Id == note && n.AccountId == account && n.What == PatternNoteKind.Explained, cancellationToken);
        if (explained is null || await db.PatternNotes.AnyAsync(n => n.WithdrawsId == note, cancellationToken))
            return false;
        await AddAsync(db, new PatternNote
        {
            AccountId = account,
            Kind = explained.Kind,
            What = PatternNoteKind.Withdrawn,
            From = explained.From,
            To = explained.To,
            By = by,
            At = now,
            WithdrawsId = note,
        }, cancellationToken);
        return true;
    }

    private static async Task AddAsync(InfluenceDbContext db, PatternNote note, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.PatternNotes.Add(note);
        await db.SaveChangesAsync(cancellationToken);
        var notes = await db.PatternNotes.AsNoTracking().Where(n => n.AccountId == note.AccountId && n.Kind == note.Kind).ToListAsync(cancellationToken);
        foreach (var pattern in await db.Patterns.Where(p => p.AccountId == note.AccountId && p.Kind == note.Kind).ToListAsync(cancellationToken))
            pattern.State = StateOf(pattern.Kind, pattern.First, PatternFigures.Read(pattern.Figures), notes);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
