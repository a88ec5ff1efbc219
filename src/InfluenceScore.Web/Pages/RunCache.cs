using InfluenceScore.Data.Entities;
using Microsoft.Extensions.Caching.Memory;

namespace InfluenceScore.Web.Pages;

/// <summary>
/// Keeps what was read for one scoring run and holds as long as that run is shown, bounded in memory.
/// A new run has a new id, so nothing has to be told to forget; facts that come in late are seen after <see cref="Longest"/>.
/// </summary>
public sealed class RunCache : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Bytes, roughly; an audience of 50,000 people is 200 kB.</summary>
    private const long MostBytes = 32L << 20;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MostBytes });

    /// <param name="what">Names the value, with everything it depends on beside the run.</param>
    /// <param name="bytes">Its rough size in memory.</param>
    public async Task<T> GetAsync<T>(ScoreRun run, string what, Func<CancellationToken, Task<T>> make, Func<T, long> bytes, CancellationToken cancel) where T : class =>
        (await GetOrNullAsync(run, what, async c => (T?)await make(c), bytes, cancel))!;

    /// <summary>The same where there may be nothing yet: nothing is not kept.</summary>
    public async Task<T?> GetOrNullAsync<T>(ScoreRun run, string what, Func<CancellationToken, Task<T?>> make, Func<T, long> bytes, CancellationToken cancel) where T : class
    {
        var key = (typeof(T), run.Id, run.ComputedAt, what);
        if (_kept.TryGetValue(key, out T? known) && known is not null)
            return known;
        if (await make(cancel) is not { } made)
            return null;
        _kept.Set(key, made, new MemoryCacheEntryOptions { Size = Math.Max(64, bytes(made)), AbsoluteExpirationRelativeToNow = Longest });
        return made;
    }

    /// <summary>What was read may speak of an account that was erased.</summary>
    public void Forget() => _kept.Clear();

    public void Dispose() => _kept.Dispose();
}
