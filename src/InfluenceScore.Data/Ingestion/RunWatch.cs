using System.Globalization;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources;

namespace InfluenceScore.Data.Ingestion;

/// <summary>Writes what a source tells while it fetches into the run's row and log, at once: a wait may take a quarter of an hour.</summary>
internal sealed class RunWatch(InfluenceDbContext db, IngestionRun run, TimeProvider clock, Action<IngestionRun>? onChange) : IFetchWatch
{
    private DateTime? _waitingSince;

    public void WaitingUntil(DateTime until, string reason)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        WaitIsOver();
        _waitingSince = now;
        run.Status = RunStatus.Waiting;
        run.WaitUntil = until;
        run.WaitReason = reason;
        run.UpdatedAt = now;
        run.LeaseUntil = until + RunLease.Length;
        Note(string.Create(CultureInfo.InvariantCulture, $"Waits until {until:yyyy-MM-dd HH:mm:ss} UTC: {reason}."));
        onChange?.Invoke(run);
    }

    public void Note(string sentence)
    {
        NoteLater(sentence);
        db.SaveChanges();
    }

    /// <summary>A line that is stored with the next change of the run.</summary>
    public void NoteLater(string sentence) => db.IngestionRunLines.Add(new IngestionRunLine
    {
        RunId = run.Id,
        At = clock.GetUtcNow().UtcDateTime,
        Sentence = sentence.Length > 2000 ? sentence[..2000] + "…" : sentence,
    });

    /// <summary>A page has come: adds up how long was waited for it.</summary>
    public void WaitIsOver()
    {
        if (_waitingSince is not { } since)
            return;
        run.WaitedSeconds += Math.Max(0, (clock.GetUtcNow().UtcDateTime - since).TotalSeconds);
        run.WaitUntil = null;
        run.WaitReason = null;
        _waitingSince = null;
    }
}
