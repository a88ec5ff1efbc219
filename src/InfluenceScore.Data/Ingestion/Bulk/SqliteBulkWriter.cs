using InfluenceScore.Data.Sources.Bundles;
using Microsoft.Data.Sqlite;

namespace InfluenceScore.Data.Ingestion.Bulk;

/// <summary>The quick way into SQLite: by statements of the engine itself that are prepared once, each row at once but for interactions; indexes of tables that were empty at the end.</summary>
internal sealed class SqliteBulkWriter : BulkWriter
{
    /// <summary>KiB of the store's pages kept in memory during an import; the usual 2 MiB are written and read again many times over.</summary>
    private const int CacheKibibytes = 64 * 1024;

    private const int ActsAStatement = 64;

    private readonly SqliteConnection _connection;
    private readonly SqliteIndexes _indexes;
    private readonly bool _mayHoldActs;
    private readonly SqliteStatement _findAccount, _addAccount, _addProfile, _nameAccount, _identifyAccount, _noteAccount;
    private readonly SqliteStatement _findPost, _addStub, _addPost, _fillPost, _addAct, _addActs, _dropUntimed, _addFollow;
    private readonly List<SqliteStatement> _statements = [];
    private bool _addedPosts;

    // Has the connection to itself until it ends.
    private Task? _beside;

    public SqliteBulkWriter(InfluenceDbContext db, SqliteConnection connection, Ingestor ingestor, Networks networks)
        : base(db, ingestor, networks)
    {
        _connection = connection;
        Execute($"PRAGMA cache_size = -{CacheKibibytes}");
        (Accounts, Posts) = (new NameTable(IsEmpty("Accounts")), new NameTable(IsEmpty("Posts")));
        _mayHoldActs = !IsEmpty("Interactions");
        _indexes = new SqliteIndexes(connection);
        if (Accounts.KnowsAll)
            _indexes.TakeAway("Accounts");
        if (Posts.KnowsAll)
            _indexes.TakeAway("Posts");

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
        _addAct = Prepare(AddActsSql(1));
        _addActs = Prepare(AddActsSql(ActsAStatement));
        _dropUntimed = Prepare("DELETE FROM Interactions WHERE TargetId = ? AND ActorId = ? AND Kind = ? AND PostId = ? AND At = 0");
        _addFollow = Prepare("INSERT INTO FollowEvents (FollowerId, FolloweeId, Event, At) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING");
    }

    protected override NameTable Accounts { get; }

    protected override NameTable Posts { get; }

    /// <summary>Interactions wait, and need nothing of the store but for accounts and posts that nobody has told of: what is stored is indexed beside them.</summary>
    protected override int Prepare(BundleTable table, FactBlock block, int from, int end)
    {
        if (table != BundleTable.Interactions)
            Wait();
        else if (_beside is null && _addedPosts && Accounts.KnowsAll && Posts.KnowsAll && !OthersStored)
        {
            _beside = Task.Run(() =>
            {
                _indexes.Make("Posts");
                _indexes.Execute(SqliteSearchIndex.IndexPending);
            });
        }
        return end;
    }

    protected override int FindOrAddAccount(int network, ReadOnlySpan<byte> handle, FactBlock? block, long name, long userId, out bool isNew)
    {
        isNew = false;
        Wait();
        if (!Accounts.KnowsAll || OthersStored)
        {
            _indexes.Make();
            if (_findAccount.Text(1, Networks.Name(network)).Text(2, handle).FindOrNull() is { } known)
                return known.First;
        }
        // Such a handle stands for the account that has the id.
        if (handle.StartsWith("did:"u8) || handle.StartsWith("id:"u8))
        {
            _indexes.Make();
            if (Ingestor.FindOrAddAccountOrNull(Networks.Name(network), System.Text.Encoding.UTF8.GetString(handle)) is { } named)
                return named;
        }
        isNew = true;
        _addAccount.Text(1, Networks.Name(network)).Text(2, handle);
        return (block is null ? _addAccount.Number(3, FactBlock.Empty).Number(4, FactBlock.Empty) : _addAccount.Text(3, block, name).Text(4, block, userId)).RunForId();
    }

    protected override (int Id, bool Filled)? FindStoredPostOrNull(int network, ReadOnlySpan<byte> name)
    {
        Wait();
        _indexes.Make();
        return _findPost.Text(1, Networks.Name(network)).Text(2, name).FindOrNull() is { } found ? (found.First, found.Second != 0) : null;
    }

    protected override void AddProfile(FactBlock block, Span<long> cells, int account, bool isNew)
    {
        var observed = cells[2] == FactBlock.Empty ? 0 : cells[2];
        _addProfile.Number(1, account).Number(2, observed).Text(3, block, cells[3]).Text(4, block, cells[4]).Number(5, cells[5])
            .Text(6, block, cells[6]).Text(7, block, cells[7]);
        for (var i = 8; i < cells.Length; i++)
            _addProfile.Number(i, cells[i]);
        var stored = _addProfile.Run() == 1;
        Count(stored);
        if (!stored || isNew)
            return;
        _noteAccount.Number(1, account).Run();
        if (cells[4] != FactBlock.Empty)
            _nameAccount.Number(1, account).Number(2, observed).Text(3, block, cells[4]).Run();
        if (cells[3] != FactBlock.Empty)
            _identifyAccount.Number(1, account).Number(2, observed).Text(3, block, cells[3]).Run();
    }

    protected override int AddStub(int network, ReadOnlySpan<byte> name)
    {
        Wait();
        return _addStub.Text(1, Networks.Name(network)).Text(2, name).RunForId();
    }

    protected override int AddPost(FactBlock block, Span<long> cells, int author, long refersTo, int? stub)
    {
        _addedPosts = true;
        var statement = stub is null ? _addPost : _fillPost;
        statement.Number(1, author).Number(2, cells[3]).Number(3, cells[4] == FactBlock.Empty ? 0 : cells[4]).Number(4, refersTo).Text(5, block, cells[6])
            .Number(6, cells[7]).Number(7, cells[8]).Number(8, cells[9]).Number(9, cells[10]).Number(10, cells[11]).Text(11, block, cells[12]);
        if (stub is not { } row)
            return statement.Text(12, Networks.Name((int)cells[0])).Text(13, block.Text(cells[1])).RunForId();
        statement.Number(12, row).Run();
        return row;
    }

    protected override void AddFollow(int follower, int followee, long @event, long at) =>
        Count(_addFollow.Number(1, follower).Number(2, followee).Number(3, @event).Number(4, at).Run() == 1);

    protected override void WritePending()
    {
        Wait();
        _indexes.Make();
    }

    protected override void WriteActs(PendingActs acts)
    {
        Wait();
        var (some, count) = (new PendingAct[ActsAStatement], 0);
        acts.Empty(act =>
        {
            some[count++] = act;
            if (count < some.Length)
                return;
            Write(_addActs, some);
            count = 0;
            Look();
        });
        for (var i = 0; i < count; i++)
            Write(_addAct, some.AsSpan(i, 1));
    }

    private void Write(SqliteStatement statement, ReadOnlySpan<PendingAct> acts)
    {
        var parameter = 0;
        foreach (var act in acts)
            statement.Number(++parameter, act.Target).Number(++parameter, act.Actor).Number(++parameter, act.Kind).Number(++parameter, act.Post).Number(++parameter, act.At);
        Count(statement.Run(), acts.Length);
        if (!_mayHoldActs && !OthersStored)
            return;
        foreach (var act in acts)
        {
            if (act.MayBeKnownWithoutTime)
                _dropUntimed.Number(1, act.Target).Number(2, act.Actor).Number(3, act.Kind).Number(4, act.Post).Run();
        }
    }

    protected override void Dispose(bool disposing)
    {
        // Without its failure, if it has failed: nothing of this lasts then.
        if (_beside is not null)
            Task.WaitAny(_beside);
        _statements.ForEach(s => s.Dispose());
        // The connection goes back to the pool: SQLite's own default.
        Execute("PRAGMA cache_size = -2000");
    }

    // Many at once: the statement stays at the place in the table where the last row went. OR IGNORE: ON CONFLICT DO NOTHING would keep each page aside, to undo the statement if it failed.
    private static string AddActsSql(int rows) =>
        $"INSERT OR IGNORE INTO Interactions (TargetId, ActorId, Kind, PostId, At) VALUES {string.Join(", ", Enumerable.Repeat("(?, ?, ?, ?, ?)", rows))}";

    private static string NewestSql(string column) =>
        $"UPDATE Accounts SET {column} = ?3 WHERE Id = ?1 AND NOT EXISTS (SELECT 1 FROM Profiles WHERE AccountId = ?1 AND ObservedAt > ?2 AND {column} IS NOT NULL)";

    /// <summary>Until the connection is free.</summary>
    private void Wait() => _beside?.GetAwaiter().GetResult();

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
}
