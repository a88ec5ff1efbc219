using InfluenceScore.Data;
using Microsoft.Extensions.Caching.Memory;

namespace InfluenceScore.Web.Pages;

/// <summary>Keeps small values that were read from the store for as long as it stays as it is, whoever changes it. Bounded in number.</summary>
public sealed class StoreCache(StoreStamp stamp) : IDisposable
{
    private const int Most = 10_000;

    /// <summary>Only a bound for what nobody asks for any more.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = Most });

    /// <param name="what">Names the value, with everything that it depends on beside the store.</param>
    public async Task<T> GetAsync<T>(object what, Func<CancellationToken, Task<T>> make, CancellationToken cancel) where T : class
    {
        // The stamp first: what is read after it is at least as new.
        var key = (stamp.Read(), what);
        if (_kept.TryGetValue(key, out T? known) && known is not null)
            return known;
        var made = await make(cancel);
        _kept.Set(key, made, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Longest });
        return made;
    }

    public void Dispose() => _kept.Dispose();
}
