using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Scores.Patterns;

/// <summary>Looks for patterns when the newest moment is scored and stores them, so that pages only read. What people explained stays explained.</summary>
public static class PatternStore
{
    /// <summary>Signs what the scoring writes into the record of a pattern.</summary>
    private const string Scorer = "InfluenceScore";

    /// <summary>Replaces the patterns of older runs with the same options. Inside the transaction of the scoring.</summary>
    public static async Task ReplaceAsync(InfluenceDbContext db, ScoreRun run, FactArrays facts, ScoringResult result, CancellationToken cancellationToken)
    {
        await db.Patterns.Where(p => p.ScoreRunId == run.Id || !db.ScoreRuns.Any(r => r.Id == p.ScoreRunId)
            || db.ScoreRuns.Any(r => r.Id == p.ScoreRunId && r.Model == run.Model && r.HalfLifeDays == run.HalfLifeDays && r.WindowDays == run.WindowDays))
            .ExecuteDeleteAsync(cancellationToken);
        var follows = await FollowFacts.LoadAsync(db, new DateTimeOffset(run.AsOf).ToUnixTimeMilliseconds(), cancellationToken, facts.Numbers.Contains);
        var found = PatternSearch.Find(facts, follows, result, facts.Numbers, cancellationToken);
        if (found.Count == 0)
            return;
        var accounts = found.Select(f => f.AccountId).Distinct().ToList();
        var notes = (await db.PatternNotes.AsNoTracking().Where(n => accounts.Contains(n.AccountId)).ToListAsync(cancellationToken)).ToLookup(n => (n.AccountId, n.Kind));
        foreach (var pattern in found)
        {
            pattern.ScoreRunId = run.Id;
            var own = notes[(pattern.AccountId, pattern.Kind)].ToList();
            pattern.State = PatternExplanations.StateOf(pattern.Kind, pattern.First, PatternFigures.Read(pattern.Figures), own);
            if (pattern.State != PatternState.Noted && !own.Any(n => n.What == PatternNoteKind.Seen && n.To >= pattern.Last))
            {
                db.PatternNotes.Add(new PatternNote
                {
                    AccountId = pattern.AccountId,
                    Kind = pattern.Kind,
                    What = PatternNoteKind.Seen,
                    From = pattern.First,
                    To = pattern.Last,
                    By = $"{Scorer}, model {run.Model}",
                    At = run.AsOf,
                });
            }
        }

        db.Patterns.AddRange(found);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }
}
