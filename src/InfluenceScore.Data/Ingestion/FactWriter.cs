using InfluenceScore.Data.Sources;

namespace InfluenceScore.Data.Ingestion;

/// <summary>How many of the records taken in were new, and how many were there already.</summary>
public readonly record struct StoreCounts(long Stored, long Duplicate);

/// <summary>
/// Writes facts inside one transaction, past EF Core, whose change tracker would hold every row in memory. Knows its engine's ways and nothing of what a valid record is.
/// An engine may gather records and write them by the batch: <see cref="Flush"/> is when they are in the tables.
/// </summary>
internal abstract class FactWriter : IDisposable
{
    // Row ids kept in memory, per generation: about 100 MB at most for accounts, and the same for posts.
    protected const int RememberedIds = 500_000;

    protected RecentIds Accounts { get; private set; } = new(RememberedIds);

    protected RecentIds Posts { get; } = new(RememberedIds);

    /// <summary>What became of the records that have been written.</summary>
    public StoreCounts Counts { get; private set; }

    /// <summary>What was new; null where nobody asks.</summary>
    public NewRows? New { get; set; }

    public abstract void Add(string network, string handle, ProfileRecord record);

    public abstract void Add(string network, string author, PostRecord record);

    public abstract void Add(string network, string target, string actor, InteractionRecord record);

    public abstract void Add(string network, string follower, string followee, FollowRecord record);

    public abstract void Flush();

    /// <summary>The last before a commit: brings up to date what the engine does not keep so by itself.</summary>
    public virtual void Complete() => Flush();

    /// <summary>The row of an account, made if need be.</summary>
    public int AccountId(string network, string handle)
    {
        if (Accounts.TryGet(network, handle, out var id))
            return id;
        id = FindAccountOrNull(network, handle)
            ?? (UserIdOfHandleOrNull(handle) is { } userId ? FindAccountByUserIdOrNull(network, userId) : null)
            ?? AddAccount(network, handle);
        Accounts.Add(network, handle, id);
        return id;
    }

    /// <summary>Whether the row of an account is known without asking the store.</summary>
    public bool Remembers(string network, string handle) => Accounts.TryGet(network, handle, out _);

    /// <summary>Tells the row of an account that somebody else has found or made.</summary>
    public void Remember(string network, string handle, int account) => Accounts.Add(network, handle, account);

    public abstract int AddAccount(string network, string handle);

    /// <summary>Handles have changed hands: what was remembered of them no longer holds.</summary>
    public void ForgetAccounts() => Accounts = new RecentIds(RememberedIds);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract int? FindAccountOrNull(string network, string handle);

    protected abstract int? FindAccountByUserIdOrNull(string network, string userId);

    protected abstract void Dispose(bool disposing);

    protected void Count(long stored, long of) => Counts = new StoreCounts(Counts.Stored + stored, Counts.Duplicate + of - stored);

    protected void Count(bool stored) => Count(stored ? 1 : 0, 1);

    /// <summary>"id:12" or a DID in the place of a handle names an account by its id: see <see cref="AccountKey.HandleOfId"/>.</summary>
    protected static string? UserIdOfHandleOrNull(string handle) =>
        handle.StartsWith("did:", StringComparison.Ordinal) ? handle
        : handle.StartsWith("id:", StringComparison.Ordinal) ? handle[3..]
        : null;

    // The same convention as InfluenceDbContext's conversion, written out because these writers go past EF Core.
    protected static long Milliseconds(DateTime utc) => (utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;

    protected static long? Milliseconds(DateTime? utc) => utc is { } known ? Milliseconds(known) : null;
}
