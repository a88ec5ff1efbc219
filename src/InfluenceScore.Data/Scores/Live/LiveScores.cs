using InfluenceScore.Data.Ingestion;

namespace InfluenceScore.Data.Scores.Live;

/// <summary>
/// Holds the scores of the current hour in memory, so that <see cref="Rescoring"/> takes in what became known instead of scoring everything. One in a process; nothing is lost with it: without
/// it, or where it does not fit, everything is scored.
/// </summary>
/// <param name="log">What this process stored.</param>
/// <param name="mostBytes">More is not held; 0: nothing is.</param>
public sealed class LiveScores(FactsLog log, TimeProvider clock, long mostBytes) : IDisposable
{
    /// <summary>What an interaction takes, with its share of everything else: measured with 10 million of them.</summary>
    public const int BytesPerInteraction = 300;

    private ITimer? _hourIsOver;
    private LiveState? _state;

    /// <summary>A quarter of the memory that this process may use.</summary>
    public static long StandardBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    internal FactsLog Log => log;

    /// <summary>Taken by who reads or changes <see cref="StateOrNull"/>.</summary>
    internal SemaphoreSlim Turn { get; } = new(1);

    /// <summary>Null where nothing is held.</summary>
    internal LiveState? StateOrNull => Volatile.Read(ref _state);

    internal bool Fits(FactArrays facts) => facts.Sum is null && (long)facts.ActTimes.Length * BytesPerInteraction <= mostBytes && mostBytes > 0;

    internal void Hold(LiveState state)
    {
        Volatile.Write(ref _state, state);
        var left = DateTimeOffset.FromUnixTimeMilliseconds(state.Scoring.Options.AsOf) - clock.GetUtcNow();
        _hourIsOver?.Dispose();
        _hourIsOver = clock.CreateTimer(_ => Interlocked.CompareExchange(ref _state, null, state), null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    internal void Drop() => Volatile.Write(ref _state, null);

    public void Dispose()
    {
        _hourIsOver?.Dispose();
        Turn.Dispose();
    }
}
