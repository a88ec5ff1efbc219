using System.Runtime.CompilerServices;
using InfluenceScore.Data.Sources.Bundles;
using Microsoft.Data.Sqlite;

namespace InfluenceScore.Data.Ingestion.Bulk;

/// <summary>
/// Writes the blocks of a bundle into SQLite, in the transaction of the ingestor, which stores the rows that are not plain. What is stored, and the number of each
/// account and post, is the same as if the ingestor had stored them all. Interactions are put in order before they are inserted, so that their table grows
/// from left to right.
/// </summary>
internal sealed class BulkWriter : IDisposable
{
    /// <summary>KiB of the store's pages kept in memory during an import; the usual 2 MiB are written and read again many times over.</summary>
    private const int CacheKibibytes = 64 * 1024;

    private readonly SqliteConnection _connection;
    private readonly Ingestor _ingestor;
    private readonly Networks _networks;
    private readonly NameTable _accounts, _posts;
    private readonly PendingActs _acts = new();
    private readonly SqliteStatement _findAccount, _addAccount, _addProfile, _nameAccount, _identifyAccount, _noteAccount;
    private readonly SqliteStatement _findPost, _addStub, _addPost, _fillPost, _addAct, _dropUntimed, _addFollow;
    private readonly List<SqliteStatement> _statements = [];
    private StoreCounts _counts;
    private bool _othersStored;

    public BulkWriter(SqliteConnection connection, Ingestor ingestor, Networks networks)
    {
        (_connection, _ingestor, _networks) = (connection, ingestor, networks);
        Execute($"PRAGMA cache_size = -{CacheKibibytes}");
        (_accounts, _posts) = (new NameTable(IsEmpty("Accounts")), new NameTable(IsEmpty("Posts")));

        _findAccount = Prepare("SELECT Id, 0 FROM Accounts WHERE Network = ? AND Handle = ?");
        _addAccount = Prepare("INSERT INTO Accounts (Network, Handle, Tracked, Name, NetworkUserId) VALUES (?, ?, 0, ?, ?)");
        _addProfile = Prepare(
            """
            INSERT INTO Profiles (AccountId, ObservedAt, NetworkUserId, Name, CreatedAt, Location, Bio, Followers, Following, Posts, LikesGiven, Listed, Verified, DefaultAvatar)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """);
        _nameAccount = Prepare(NewestSql("Name"));
        _identifyAccount = Prepare(NewestSql("NetworkUserId"));
        _noteAccount = Prepare(SqliteSearchIndex.Note);
        _findPost = Prepare("SELECT Id, AuthorId IS NOT NULL FROM Posts WHERE NetworkPostId = ?2 AND Network = ?1");
        _addStub = Prepare("INSERT INTO Posts (Network, NetworkPostId, Kind) VALUES (?, ?, 0)");
        _addPost = Prepare(
            """
            INSERT INTO Posts (AuthorId, CreatedAt, Kind, RefersToId, Text, Likes, Reposts, Replies, Quotes, Views, Lang, Network, NetworkPostId)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
        _fillPost = Prepare(
            """
            UPDATE Posts SET AuthorId = ?, CreatedAt = ?, Kind = ?, RefersToId = ?, Text = ?, Likes = ?, Reposts = ?, Replies = ?, Quotes = ?, Views = ?, Lang = ?
            WHERE Id = ?
            """);
        _addAct = Prepare("INSERT INTO Interactions (TargetId, ActorId, Kind, PostId, At) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
        _dropUntimed = Prepare("DELETE FROM Interactions WHERE TargetId = ? AND ActorId = ? AND Kind = ? AND PostId = ? AND At = 0");
        _addFollow = Prepare("INSERT INTO FollowEvents (FollowerId, FolloweeId, Event, At) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING");
    }

    /// <summary>What became of the plain rows that have been written.</summary>
    public StoreCounts SoFar => _counts;

    /// <summary>Stores a block; of the rows that are refused, <paramref name="reject"/> is told line and reason.</summary>
    /// <exception cref="InfluenceScoreException">The database cannot be written.</exception>
    public void Store(BundleTable table, FactBlock block, Action<long, string> reject) => Guarded(() =>
    {
        var next = 0;
        foreach (var other in block.Others)
        {
            StoreRows(table, block, ref next, other.Before);
            StoreOther(other, reject);
        }
        StoreRows(table, block, ref next, block.Count);
    });

    /// <summary>Stores what still waits, and tells what became of the plain rows; the ingestor tells it of the others.</summary>
    /// <exception cref="InfluenceScoreException">The database cannot be written.</exception>
    public StoreCounts Flush()
    {
        Guarded(() => _acts.Empty(StoreAct));
        return _counts;
    }

    public void Dispose()
    {
        _statements.ForEach(s => s.Dispose());
        // The connection goes back to the pool: SQLite's own default.
        Execute("PRAGMA cache_size = -2000");
    }

    private static string NewestSql(string column) =>
        $"UPDATE Accounts SET {column} = ?3 WHERE Id = ?1 AND NOT EXISTS (SELECT 1 FROM Profiles WHERE AccountId = ?1 AND ObservedAt > ?2 AND {column} IS NOT NULL)";

    private void StoreRows(BundleTable table, FactBlock block, ref int next, int end)
    {
        for (; next < end; next++)
        {
            var cells = block.Cells(next);
            var hashes = block.Hashes(next);
            switch (table)
            {
                case BundleTable.Profiles: Count(StoreProfile(block, cells, hashes)); break;
                case BundleTable.Posts: Count(StorePost(block, cells, hashes)); break;
                case BundleTable.Interactions: StoreInteraction(block, cells, hashes); break;
                default: Count(StoreFollow(block, cells, hashes)); break;
            }
        }
    }

    private void StoreOther(OtherRow other, Action<long, string> reject)
    {
        if ((other.Problem ?? _ingestor.Take(other.Record)) is { } problem)
        {
            reject(other.Line, problem);
            return;
        }
        // It may have made accounts and posts, or filled one, that are not in the tables here.
        _othersStored = true;
    }

    private void Count(bool stored) => _counts = stored ? _counts with { Stored = _counts.Stored + 1 } : _counts with { Duplicate = _counts.Duplicate + 1 };

    private bool StoreProfile(FactBlock block, Span<long> cells, Span<int> hashes)
    {
        // With what the profile says, where it is the first that is heard of the account: its indexes are written once.
        var account = AccountId((int)cells[0], block.Text(cells[1]), hashes[1], block, cells[4], cells[3], out var isNew);
        var observed = cells[2] == FactBlock.Empty ? 0 : cells[2];
        _addProfile.Number(1, account).Number(2, observed).Text(3, block, cells[3]).Text(4, block, cells[4]).Number(5, cells[5])
            .Text(6, block, cells[6]).Text(7, block, cells[7]);
        for (var i = 8; i < cells.Length; i++)
            _addProfile.Number(i, cells[i]);
        if (_addProfile.Run() == 0)
            return false;
        if (isNew)
            return true;
        _noteAccount.Number(1, account).Run();
        if (cells[4] != FactBlock.Empty)
            _nameAccount.Number(1, account).Number(2, observed).Text(3, block, cells[4]).Run();
        if (cells[3] != FactBlock.Empty)
            _identifyAccount.Number(1, account).Number(2, observed).Text(3, block, cells[3]).Run();
        return true;
    }

    private bool StorePost(FactBlock block, Span<long> cells, Span<int> hashes)
    {
        var network = (int)cells[0];
        var id = block.Text(cells[1]);
        var known = FindPostOrNull(network, id, hashes[1]);
        if (known is { Filled: true })
            return false;
        var refersTo = cells[5] == FactBlock.Empty ? FactBlock.Empty : PostId(network, block.Text(cells[5]), hashes[5]);
        var author = AccountId(network, block.Text(cells[2]), hashes[2]);
        var statement = known is null ? _addPost : _fillPost;
        statement.Number(1, author).Number(2, cells[3]).Number(3, cells[4] == FactBlock.Empty ? 0 : cells[4]).Number(4, refersTo).Text(5, block, cells[6])
            .Number(6, cells[7]).Number(7, cells[8]).Number(8, cells[9]).Number(9, cells[10]).Number(10, cells[11]).Text(11, block, cells[12]);
        if (known is { } stub)
        {
            statement.Number(12, stub.Id).Run();
            _posts.FindOrNull(network, id, hashes[1]) = stub.Id;
        }
        else
        {
            _posts.Add(network, id, hashes[1], statement.Text(12, _networks.Name(network)).Text(13, id).RunForId());
        }
        return true;
    }

    private void StoreInteraction(FactBlock block, Span<long> cells, Span<int> hashes)
    {
        var network = (int)cells[0];
        var post = cells[4] == FactBlock.Empty ? Entities.Facts.NoPost : PostId(network, block.Text(cells[4]), hashes[4]);
        var target = AccountId(network, block.Text(cells[2]), hashes[2]);
        var actor = AccountId(network, block.Text(cells[1]), hashes[1]);
        _acts.Add(new PendingAct(target, actor, (byte)cells[3], post, cells[5]));
        if (_acts.IsFull)
            _acts.Empty(StoreAct);
    }

    private void StoreAct(PendingAct act)
    {
        var stored = _addAct.Number(1, act.Target).Number(2, act.Actor).Number(3, act.Kind).Number(4, act.Post).Number(5, act.At).Run() == 1;
        Count(stored);
        if (stored && act.MayBeKnownWithoutTime)
            _dropUntimed.Number(1, act.Target).Number(2, act.Actor).Number(3, act.Kind).Number(4, act.Post).Run();
    }

    private bool StoreFollow(FactBlock block, Span<long> cells, Span<int> hashes)
    {
        var network = (int)cells[0];
        var follower = AccountId(network, block.Text(cells[1]), hashes[1]);
        var followee = AccountId(network, block.Text(cells[2]), hashes[2]);
        return _addFollow.Number(1, follower).Number(2, followee).Number(3, cells[3]).Number(4, cells[4]).Run() == 1;
    }

    private int AccountId(int network, ReadOnlySpan<byte> handle, int hash) => AccountId(network, handle, hash, null, FactBlock.Empty, FactBlock.Empty, out _);

    /// <summary>The account's number; one that is new gets the name and the network's id that lie there in the block.</summary>
    private int AccountId(int network, ReadOnlySpan<byte> handle, int hash, FactBlock? block, long name, long userId, out bool isNew)
    {
        isNew = false;
        ref var known = ref _accounts.FindOrNull(network, handle, hash);
        if (!Unsafe.IsNullRef(ref known))
            return known;
        var id = !_accounts.KnowsAll || _othersStored ? FindAccountOrNull(network, handle) : null;
        // Such a handle stands for the account that has the id.
        if (id is null && (handle.StartsWith("did:"u8) || handle.StartsWith("id:"u8)))
            id = _ingestor.FindOrAddAccountOrNull(_networks.Name(network), System.Text.Encoding.UTF8.GetString(handle));
        if (id is null)
        {
            isNew = true;
            _addAccount.Text(1, _networks.Name(network)).Text(2, handle);
            id = (block is null ? _addAccount.Number(3, FactBlock.Empty).Number(4, FactBlock.Empty) : _addAccount.Text(3, block, name).Text(4, block, userId)).RunForId();
        }
        _accounts.Add(network, handle, hash, id.Value);
        return id.Value;
    }

    private int? FindAccountOrNull(int network, ReadOnlySpan<byte> handle) => _findAccount.Text(1, _networks.Name(network)).Text(2, handle).FindOrNull()?.First;

    private int PostId(int network, ReadOnlySpan<byte> name, int hash)
    {
        if (FindPostOrNull(network, name, hash) is { } known)
            return known.Id;
        var id = _addStub.Text(1, _networks.Name(network)).Text(2, name).RunForId();
        _posts.Add(network, name, hash, ~id);
        return id;
    }

    /// <summary>In the table here, the id of a post of which no more than the id is known is kept as its complement.</summary>
    private (int Id, bool Filled)? FindPostOrNull(int network, ReadOnlySpan<byte> name, int hash)
    {
        ref var known = ref _posts.FindOrNull(network, name, hash);
        var isKnown = !Unsafe.IsNullRef(ref known);
        if (isKnown && (known > 0 || !_othersStored))
            return known > 0 ? (known, true) : (~known, false);
        if (_posts.KnowsAll && !_othersStored)
            return null;
        if (_findPost.Text(1, _networks.Name(network)).Text(2, name).FindOrNull() is not { } found)
            return null;
        var filled = found.Second != 0;
        if (isKnown)
            known = filled ? found.First : ~found.First;
        else
            _posts.Add(network, name, hash, filled ? found.First : ~found.First);
        return (found.First, filled);
    }

    private SqliteStatement Prepare(string sql)
    {
        var statement = new SqliteStatement(_connection, sql);
        _statements.Add(statement);
        return statement;
    }

    private bool IsEmpty(string table)
    {
        using var any = new SqliteStatement(_connection, $"SELECT 1, 1 FROM {table} LIMIT 1");
        return any.FindOrNull() is null;
    }

    private void Execute(string sql)
    {
        using var statement = new SqliteStatement(_connection, sql);
        statement.Run();
    }

    private void Guarded(Action write)
    {
        try
        {
            write();
        }
        catch (SqliteException e)
        {
            throw new InfluenceScoreException($"The database {_connection.DataSource} cannot be written: {SqliteErrors.InWords(e)}", e);
        }
    }
}
