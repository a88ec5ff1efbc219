using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Incremental;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Scores.Live;

/// <summary>What a scoring after new facts did.</summary>
/// <param name="Accounts">Scores stored.</param>
/// <param name="Facts">New facts taken in; null where everything was scored.</param>
/// <param name="Reason">Why everything was scored; null where it was not.</param>
/// <param name="Took">From the first look at the store to the commit.</param>
/// <param name="Held">Whether the next one may take in what is new.</param>
public sealed record Rescored(int Accounts, int? Facts, string? Reason, TimeSpan Took, bool Held);

/// <summary>
/// Scores the current hour (<see cref="CurrentHour"/>) after facts came in: what can have changed where the live scores know everything that became known since, all of it otherwise. One run an
/// hour is stored, whichever way. One at a time.
/// </summary>
/// <param name="live">Null: everything is scored each time.</param>
public sealed class Rescoring(InfluenceDbContext db, TimeProvider clock, LiveScores? live)
{
    /// <exception cref="InfluenceScoreException">The scores could not be stored; what was stored before stays.</exception>
    public async Task<Rescored> RunAsync(CancellationToken cancellationToken = default)
    {
        var started = clock.GetTimestamp();
        await RunsFromAhead.RemoveAsync(db, clock.GetUtcNow().UtcDateTime, cancellationToken);
        if (live is null)
            return Counted(await ScoreAllAsync(null, "no scores are held in memory", started, cancellationToken));
        await live.Turn.WaitAsync(cancellationToken);
        try
        {
            var (rescored, reason) = await TakeInAsync(live, started, cancellationToken);
            if (rescored is not null)
                return Counted(rescored);
            live.Drop(); // before another one is made: both would not fit
            return Counted(await ScoreAllAsync(live, reason, started, cancellationToken));
        }
        finally
        {
            live.Turn.Release();
        }
    }

    private async Task<(Rescored?, string Reason)> TakeInAsync(LiveScores held, long started, CancellationToken cancellationToken)
    {
        if (held.StateOrNull is not { } state)
            return (null, "no scores of this hour are held in memory");
        if (state.Scoring.Options.AsOf != CurrentHour.End(clock.GetUtcNow()))
            return (null, "another hour has begun");
        await using var alone = await db.HoldScoresAsync(cancellationToken);
        if (!await IsNewestAsync(state.Run, cancellationToken))
            return (null, "somebody else scored");
        var (facts, why) = await LiveFacts.ReadAsync(db, state, held.Log, cancellationToken);
        if (facts is null)
            return (null, why!);
        try
        {
            var stored = facts.Rows == 0 ? 0 : await new LiveUpdate(db, clock, state).StoreAsync(facts, cancellationToken);
            state.Version = facts.Version;
            return (new Rescored(stored, facts.Rows, null, clock.GetElapsedTime(started), true), "");
        }
        catch
        {
            held.Drop(); // they may be ahead of what is stored
            throw;
        }
    }

    /// <summary>Whether pages show this run as it was stored last, and no statement of another run begins at it.</summary>
    private async Task<bool> IsNewestAsync(ScoreRun run, CancellationToken cancellationToken) =>
        await db.ScoreRuns.AnyAsync(r => r.Id == run.Id && r.ComputedAt == run.ComputedAt, cancellationToken)
        && !await db.ScoreRuns.AnyAsync(r => r.Id != run.Id && (r.AsOf >= run.AsOf || r.EarlierRunId == run.Id), cancellationToken);

    private async Task<Rescored> ScoreAllAsync(LiveScores? held, string reason, long started, CancellationToken cancellationToken)
    {
        (FactArrays Facts, ScoringResult Result)? scored = null;
        var options = new ScoringOptions { AsOf = CurrentHour.End(clock.GetUtcNow()) };
        var service = new ScoringService(db, clock) { Stored = (facts, result) => scored = held?.Fits(facts) == true ? (facts, result) : null };
        var run = (await service.ScoreAsync([options], cancellationToken: cancellationToken))[0];
        var took = clock.GetElapsedTime(started);
        if (scored is { } kept)
        {
            var lastPost = await db.Posts.MaxAsync(p => (int?)p.Id, cancellationToken) ?? 0;
            var state = new LiveState(run, kept.Facts, kept.Result, lastPost);
            await RehearseAsync(state, cancellationToken);
            held!.Hold(state);
        }
        return new Rescored(run.ScoredAccounts, null, reason, took, scored is not null);
    }

    /// <summary>The first facts of the hour would wait for code and queries that are compiled.</summary>
    private async Task RehearseAsync(LiveState state, CancellationToken cancellationToken)
    {
        Rehearsal.Run(state.Scoring.Options);
        await using var alone = await db.HoldScoresAsync(cancellationToken);
        if (!await IsNewestAsync(state.Run, cancellationToken))
            return;
        try
        {
            await LiveFacts.RehearseAsync(db, state, cancellationToken);
            await new LiveUpdate(db, clock, state).RehearseAsync(cancellationToken);
        }
        catch (Exception e) when (e is InfluenceScoreException || StoreErrors.FindOrNull(e) is not null)
        {
            db.ChangeTracker.Clear(); // the scores are stored: they do not fail because a store that is busy has no time for this
        }
    }

    private static Rescored Counted(Rescored rescored)
    {
        Meters.Rescored(rescored.Facts is not null, rescored.Took);
        return rescored;
    }
}
