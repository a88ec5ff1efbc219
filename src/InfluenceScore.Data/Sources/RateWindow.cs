namespace InfluenceScore.Data.Sources;

/// <summary>
/// Keeps the requests to one endpoint below a network's limit before the network has to say so: at most <paramref name="limit"/> in any stretch of
/// <paramref name="length"/>. A request counts from the moment its answer is in, which is never earlier than the moment the network counted it, so
/// neither fixed nor sliding windows on the other side see one too many. Safe for several threads.
/// </summary>
/// <param name="limit">Requests per window, at least 1.</param>
public sealed class RateWindow(int limit, TimeSpan length, TimeProvider clock)
{
    // A network's reset is told in whole seconds: the next window is entered a second later.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    // All by the clock that nobody can set: one that jumps back a day must not close a window for a day, nor open it when it jumps ahead.
    private readonly Queue<long> _answered = new();
    private int _inFlight;
    private (long Since, TimeSpan For) _closed;

    /// <summary>Takes a place in the window.</summary>
    /// <returns>Null: send the request, then call <see cref="End"/>. Otherwise the moment to ask again; no place was taken.</returns>
    public DateTimeOffset? BeginOrWaitUntil()
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (ClosedFor() is var closed && closed > TimeSpan.Zero)
                return now + closed;
            while (_answered.TryPeek(out var oldest) && clock.GetElapsedTime(oldest) >= length + Margin)
                _answered.Dequeue();
            if (_answered.Count + _inFlight < limit)
            {
                _inFlight++;
                return null;
            }
            return _answered.TryPeek(out var first) ? now + (length + Margin - clock.GetElapsedTime(first)) : now + Margin;
        }
    }

    /// <summary>The answer is in, or will never come.</summary>
    /// <param name="closedUntil">The network says that nothing is left before then; null = it says nothing, or there is something left.</param>
    public void End(DateTimeOffset? closedUntil)
    {
        lock (_lock)
        {
            _inFlight--;
            _answered.Enqueue(clock.GetTimestamp());
            if (closedUntil - clock.GetUtcNow() is { } left && left > ClosedFor())
                _closed = (clock.GetTimestamp(), left);
        }
    }

    private TimeSpan ClosedFor() => _closed.For - clock.GetElapsedTime(_closed.Since);
}
