using System.Data.Common;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources.Bundles;

namespace InfluenceScore.Data.Ingestion.Bulk;

/// <summary>
/// Writes the blocks of a bundle into the store, in the transaction of the ingestor, which stores the rows that are not plain. What is stored, and the number of each
/// account and post, is the same as if the ingestor had stored them all. Which accounts and posts a row needs, and in which order, stands here; how they are written, in the
/// writer of each engine. Interactions are put in order before they are inserted, so that their table grows from left to right.
/// </summary>
internal abstract class BulkWriter(InfluenceDbContext db, Ingestor ingestor, Networks networks) : IDisposable
{
    private readonly PendingActs _acts = new();

    /// <summary>What became of the plain rows that have been written.</summary>
    public StoreCounts SoFar { get; private set; }

    protected Ingestor Ingestor => ingestor;

    protected Networks Networks => networks;

    protected abstract NameTable Accounts { get; }

    /// <summary>The id of a post of which no more than the id is known is kept as its complement.</summary>
    protected abstract NameTable Posts { get; }

    /// <summary>To be called now and then by what takes long.</summary>
    protected Action Look { get; private set; } = () => { };

    /// <summary>Rows that the ingestor has taken in.</summary>
    protected long Others { get; private set; }

    /// <summary>The ingestor may have made accounts and posts, or filled one, that the tables of names do not know.</summary>
    protected bool OthersStored => Others > 0;

    /// <summary>Stores a block; of the rows that are refused, <paramref name="reject"/> is told line and reason.</summary>
    /// <exception cref="InfluenceScoreException">The database cannot be written.</exception>
    public void Store(BundleTable table, FactBlock block, Action<long, string> reject) => Guarded(db, () => StoreBlock(table, block, reject));

    /// <summary>Stores what still waits, and tells what became of the plain rows; the ingestor tells it of the others.</summary>
    /// <param name="look">Called now and then where it takes long: reports how it goes, or stops it.</param>
    /// <exception cref="InfluenceScoreException">The database cannot be written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="look"/> threw it.</exception>
    public StoreCounts Flush(Action look)
    {
        Look = look;
        var sorting = Task.Run(_acts.Sort);
        Guarded(db, WritePending);
        sorting.Wait();
        Guarded(db, () => WriteActs(_acts));
        return SoFar;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        _acts.Dispose();
        GC.SuppressFinalize(this);
    }

    private void StoreBlock(BundleTable table, FactBlock block, Action<long, string> reject)
    {
        var isMixed = IsMixed(block);
        if (isMixed)
            WritePending();
        Action<BundleTable, FactBlock, int, int> store = isMixed ? StoreAsRecords : StoreRows;
        var next = 0;
        foreach (var other in block.Others)
        {
            store(table, block, next, other.Before);
            next = other.Before;
            StoreOther(other, reject);
        }
        store(table, block, next, block.Count);
    }

    /// <summary>Whether going to and fro between the two ways would cost more than taking every row of the block the careful way.</summary>
    protected virtual bool IsMixed(FactBlock block) => false;

    /// <summary>Gets ready for rows of a block; an engine may look up their names at once.</summary>
    /// <returns>Behind the last row that may be stored now; at least one may.</returns>
    protected virtual int Prepare(BundleTable table, FactBlock block, int from, int end) => end;

    /// <summary>Takes a row in that is not plain.</summary>
    private void StoreOther(OtherRow other, Action<long, string> reject)
    {
        if (other.Problem is null)
            WritePending();
        if ((other.Problem ?? ingestor.Take(other.Record)) is { } problem)
            reject(other.Line, problem);
        else
            Others++;
    }

    /// <summary>Takes plain rows in the careful way.</summary>
    private void StoreAsRecords(BundleTable table, FactBlock block, int next, int end)
    {
        for (; next < end; next++, Others++)
        {
            if (ingestor.Take(BlockRecords.Of(table, block, next, networks)) is { } problem)
                throw new UnreachableException(problem); // it would not be plain
        }
    }

    /// <summary>Writes what waits but for interactions: the ingestor is about to look for it.</summary>
    protected virtual void WritePending()
    {
        // Every row is in its table already.
    }

    protected void Count(long stored, long of) => SoFar = new StoreCounts(SoFar.Stored + stored, SoFar.Duplicate + of - stored);

    protected void Count(bool stored) => Count(stored ? 1 : 0, 1);

    /// <summary>The number of an account that is not in the table of names; one that is new gets the name and the network's id that lie there in the block.</summary>
    protected abstract int FindOrAddAccount(int network, ReadOnlySpan<byte> handle, FactBlock? block, long name, long userId, out bool isNew);

    /// <summary>The row of a post as the store has it now, where the table of names may not say.</summary>
    protected abstract (int Id, bool Filled)? FindStoredPostOrNull(int network, ReadOnlySpan<byte> name);

    /// <summary>Stores a profile, and what it says of its account.</summary>
    /// <param name="isNew">The account was made for it, with what it says.</param>
    protected abstract void AddProfile(FactBlock block, Span<long> cells, int account, bool isNew);

    /// <summary>Makes the row of a post of which only the id is known.</summary>
    protected abstract int AddStub(int network, ReadOnlySpan<byte> name);

    /// <param name="stub">The row that is to be filled; null where there is none.</param>
    /// <returns>The number of its row.</returns>
    protected abstract int AddPost(FactBlock block, Span<long> cells, int author, long refersTo, int? stub);

    protected abstract void AddFollow(int follower, int followee, long @event, long at);

    protected abstract void WriteActs(PendingActs acts);

    protected abstract void Dispose(bool disposing);

    private void StoreRows(BundleTable table, FactBlock block, int next, int end)
    {
        while (next < end)
        {
            for (var stop = Prepare(table, block, next, end); next < stop; next++)
            {
                var cells = block.Cells(next);
                var hashes = block.Hashes(next);
                switch (table)
                {
                    case BundleTable.Profiles: StoreProfile(block, cells, hashes); break;
                    case BundleTable.Posts: StorePost(block, cells, hashes); break;
                    case BundleTable.Interactions: StoreInteraction(block, cells, hashes); break;
                    default: StoreFollow(block, cells, hashes); break;
                }
            }
        }
    }

    private void StoreProfile(FactBlock block, Span<long> cells, Span<int> hashes)
    {
        // With what the profile says, where it is the first that is heard of the account: its indexes are written once.
        AddProfile(block, cells, AccountId((int)cells[0], block.Text(cells[1]), hashes[1], block, cells[4], cells[3], out var isNew), isNew);
    }

    private void StorePost(FactBlock block, Span<long> cells, Span<int> hashes)
    {
        var network = (int)cells[0];
        var id = block.Text(cells[1]);
        var known = FindPostOrNull(network, id, hashes[1]);
        Count(stored: known is not { Filled: true });
        if (known is { Filled: true })
            return; // the first that tells it has the word
        var refersTo = cells[5] == FactBlock.Empty ? FactBlock.Empty : PostId(network, block.Text(cells[5]), hashes[5]);
        var author = AccountId(network, block.Text(cells[2]), hashes[2]);
        var row = AddPost(block, cells, author, refersTo, known?.Id);
        if (known is null)
            Posts.Add(network, id, hashes[1], row);
        else if (!Unsafe.IsNullRef(ref Posts.FindOrNull(network, id, hashes[1])))
            Posts.FindOrNull(network, id, hashes[1]) = row;
    }

    private void StoreInteraction(FactBlock block, Span<long> cells, Span<int> hashes)
    {
        var network = (int)cells[0];
        var post = cells[4] == FactBlock.Empty ? Facts.NoPost : PostId(network, block.Text(cells[4]), hashes[4]);
        var target = AccountId(network, block.Text(cells[2]), hashes[2]);
        var actor = AccountId(network, block.Text(cells[1]), hashes[1]);
        _acts.Add(new PendingAct(target, actor, (byte)cells[3], post, cells[5]));
        if (_acts.IsFull)
            _acts.PutAside(); // sorted as a whole they touch each page of a large table once, and the same act told twice stands beside itself
    }

    private void StoreFollow(FactBlock block, Span<long> cells, Span<int> hashes)
    {
        var follower = AccountId((int)cells[0], block.Text(cells[1]), hashes[1]);
        AddFollow(follower, AccountId((int)cells[0], block.Text(cells[2]), hashes[2]), cells[3], cells[4]);
    }

    private int AccountId(int network, ReadOnlySpan<byte> handle, int hash) => AccountId(network, handle, hash, null, FactBlock.Empty, FactBlock.Empty, out _);

    private int AccountId(int network, ReadOnlySpan<byte> handle, int hash, FactBlock? block, long name, long userId, out bool isNew)
    {
        isNew = false;
        ref var known = ref Accounts.FindOrNull(network, handle, hash);
        if (!Unsafe.IsNullRef(ref known))
            return known;
        var id = FindOrAddAccount(network, handle, block, name, userId, out isNew);
        Accounts.Add(network, handle, hash, id);
        return id;
    }

    private int PostId(int network, ReadOnlySpan<byte> name, int hash)
    {
        if (FindPostOrNull(network, name, hash) is { } known)
            return known.Id;
        var id = AddStub(network, name);
        Posts.Add(network, name, hash, ~id);
        return id;
    }

    private (int Id, bool Filled)? FindPostOrNull(int network, ReadOnlySpan<byte> name, int hash)
    {
        ref var known = ref Posts.FindOrNull(network, name, hash);
        var isKnown = !Unsafe.IsNullRef(ref known);
        if (isKnown && (known > 0 || !OthersStored))
            return known > 0 ? (known, true) : (~known, false);
        if (Posts.KnowsAll && !OthersStored)
            return null;
        if (FindStoredPostOrNull(network, name) is not { } found)
            return isKnown ? (~known, false) : null;
        if (isKnown)
            known = found.Filled ? found.Id : ~found.Id;
        else
            Posts.Add(network, name, hash, found.Filled ? found.Id : ~found.Id);
        return found;
    }

    protected static void Guarded(InfluenceDbContext db, Action write)
    {
        try
        {
            write();
        }
        catch (DbException e)
        {
            throw new InfluenceScoreException($"The database {DatabaseSetup.InWords(db)} cannot be written: {StoreErrors.InWords(e)}", e);
        }
    }
}
