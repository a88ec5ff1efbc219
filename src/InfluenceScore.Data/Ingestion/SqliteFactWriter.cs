using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources;
using InfluenceScore.Scoring;
using Microsoft.Data.Sqlite;

namespace InfluenceScore.Data.Ingestion;

/// <summary>Writes facts to SQLite, each at once, by statements that are prepared once for an import: the engine lies in the same process.</summary>
internal sealed class SqliteFactWriter : FactWriter
{
    private readonly List<SqliteCommand> _commands = [];
    private readonly SqliteCommand _findAccount, _findAccountByUserId, _addAccount, _nameAccount, _identifyAccount;
    private readonly SqliteCommand _findPost, _addStub, _addPost, _fillPost;
    private readonly SqliteCommand _addProfile, _addInteraction, _addUntimedInteraction, _dropUntimedInteraction, _addFollow, _noteAccount, _index;

    public SqliteFactWriter(SqliteConnection connection, SqliteTransaction transaction)
    {
        // SQLite lets BEGIN IMMEDIATE pass on a file that may only be read; better to hear of it now than after the first rows.
        using (var touch = new SqliteCommand("DELETE FROM FollowEvents WHERE 0", connection, transaction))
            touch.ExecuteNonQuery();

        _findAccount = Prepare("SELECT Id FROM Accounts WHERE Network = $0 AND Handle = $1", 2);
        _findAccountByUserId = Prepare("SELECT Id FROM Accounts WHERE Network = $0 AND NetworkUserId = $1 ORDER BY Id LIMIT 1", 2);
        _addAccount = Prepare("INSERT INTO Accounts (Network, Handle, Tracked) VALUES ($0, $1, 0) RETURNING Id", 2);

        // The newest observation that has one decides, in whatever order the observations arrive.
        _nameAccount = Prepare(
            """
            UPDATE Accounts SET Name = $2 WHERE Id = $0 AND NOT EXISTS
                (SELECT 1 FROM Profiles WHERE AccountId = $0 AND ObservedAt > $1 AND Name IS NOT NULL)
            """, 3);
        _identifyAccount = Prepare(
            """
            UPDATE Accounts SET NetworkUserId = $2 WHERE Id = $0 AND NOT EXISTS
                (SELECT 1 FROM Profiles WHERE AccountId = $0 AND ObservedAt > $1 AND NetworkUserId IS NOT NULL)
            """, 3);
        _addProfile = Prepare(
            """
            INSERT INTO Profiles (AccountId, ObservedAt, NetworkUserId, Name, CreatedAt, Location, Bio,
                Followers, Following, Posts, LikesGiven, Listed, Verified, DefaultAvatar)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING
            """, 14);

        _findPost = Prepare("SELECT Id, AuthorId IS NOT NULL FROM Posts WHERE NetworkPostId = $1 AND Network = $0", 2);
        _addStub = Prepare("INSERT INTO Posts (Network, NetworkPostId, Kind) VALUES ($0, $1, 0) RETURNING Id", 2);
        _addPost = Prepare(
            """
            INSERT INTO Posts (Network, NetworkPostId, AuthorId, CreatedAt, Kind, RefersToId, Text, Likes, Reposts, Replies, Quotes, Views, Lang)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING Id
            """, 13);
        _fillPost = Prepare(
            """
            UPDATE Posts SET AuthorId = $1, CreatedAt = $2, Kind = $3, RefersToId = $4, Text = $5,
                Likes = $6, Reposts = $7, Replies = $8, Quotes = $9, Views = $10, Lang = $11
            WHERE Id = $0
            """, 12);

        _addInteraction = Prepare("INSERT INTO Interactions (TargetId, ActorId, Kind, PostId, At) VALUES ($0, $1, $2, $3, $4) ON CONFLICT DO NOTHING", 5);
        _addUntimedInteraction = Prepare(
            """
            INSERT INTO Interactions (TargetId, ActorId, Kind, PostId, At) SELECT $0, $1, $2, $3, $4 WHERE NOT EXISTS
                (SELECT 1 FROM Interactions WHERE TargetId = $0 AND ActorId = $1 AND Kind = $2 AND PostId = $3)
            """, 5);
        _dropUntimedInteraction = Prepare("DELETE FROM Interactions WHERE TargetId = $0 AND ActorId = $1 AND Kind = $2 AND PostId = $3 AND At = $4", 5);
        _addFollow = Prepare("INSERT INTO FollowEvents (FollowerId, FolloweeId, Event, At) VALUES ($0, $1, $2, $3) ON CONFLICT DO NOTHING", 4);
        _noteAccount = Prepare(SqliteSearchIndex.Note.Replace("?", "$0", StringComparison.Ordinal), 1);
        _index = Prepare(SqliteSearchIndex.IndexPending, 0);

        SqliteCommand Prepare(string sql, int parameters)
        {
            var command = new SqliteCommand(sql, connection, transaction);
            _commands.Add(command);
            for (var i = 0; i < parameters; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            return command;
        }
    }

    public override void Add(string network, string handle, ProfileRecord record)
    {
        var account = AccountId(network, handle);
        var observedAt = Milliseconds(record.ObservedAt ?? Facts.UnknownTime);
        var added = Bind(_addProfile, account, observedAt, record.NetworkUserId, record.Name, Milliseconds(record.CreatedAt), record.Location, record.Bio,
            record.Followers, record.Following, record.Posts, record.LikesGiven, record.Listed, record.Verified, record.DefaultAvatar).ExecuteNonQuery() == 1;
        if (added)
        {
            Bind(_noteAccount, account).ExecuteNonQuery();
            New?.Profiles.Add(account);
        }
        if (added && record.Name is not null)
            Bind(_nameAccount, account, observedAt, record.Name).ExecuteNonQuery();
        if (added && record.NetworkUserId is not null)
            Bind(_identifyAccount, account, observedAt, record.NetworkUserId).ExecuteNonQuery();
        Count(added);
    }

    public override void Add(string network, string author, PostRecord record)
    {
        var known = FindPostOrNull(network, record.Id);
        Count(stored: known is not { Filled: true });
        if (known is { Filled: true })
            return;
        int? refersTo = record.RefersTo is null ? null : PostId(network, record.RefersTo);
        var id = known?.Id ?? AddPost(network, AccountId(network, author), refersTo, record);
        New?.Posts.Add(id);
        if (known is null)
        {
            Posts.Add(network, record.Id, id);
            return;
        }
        FillPost(id, AccountId(network, author), refersTo, record);
        New?.Filled.Add(id);
    }

    public override void Add(string network, string target, string actor, InteractionRecord record)
    {
        var post = record.Post is null ? Facts.NoPost : PostId(network, record.Post);
        var (targetId, actorId) = (AccountId(network, target), AccountId(network, actor));
        var added = AddInteraction(targetId, actorId, record, post);
        if (added)
            New?.Acts.Add(new NewRow(targetId, actorId, record.Kind, post, Milliseconds(record.At ?? Facts.UnknownTime)));
        Count(added);
    }

    public override void Add(string network, string follower, string followee, FollowRecord record) =>
        Count(Bind(_addFollow, AccountId(network, follower), AccountId(network, followee), (int)record.Event, Milliseconds(record.At)).ExecuteNonQuery() == 1);

    public override void Flush()
    {
        // Every record is in its table already.
    }

    public override void Complete() => _index.ExecuteNonQuery();

    public override int AddAccount(string network, string handle) => (int)(long)Bind(_addAccount, network, handle).ExecuteScalar()!;

    protected override int? FindAccountOrNull(string network, string handle) => (int?)(long?)Bind(_findAccount, network, handle).ExecuteScalar();

    protected override int? FindAccountByUserIdOrNull(string network, string userId) => (int?)(long?)Bind(_findAccountByUserId, network, userId).ExecuteScalar();

    private int PostId(string network, string postId)
    {
        if (Posts.TryGet(network, postId, out var id))
            return id;
        id = FindPostOrNull(network, postId)?.Id ?? (int)(long)Bind(_addStub, network, postId).ExecuteScalar()!;
        Posts.Add(network, postId, id);
        return id;
    }

    /// <summary>The row of a post, and whether more than its id is known; null where there is none.</summary>
    private (int Id, bool Filled)? FindPostOrNull(string network, string id)
    {
        using var row = Bind(_findPost, network, id).ExecuteReader();
        return row.Read() ? (row.GetInt32(0), row.GetBoolean(1)) : null;
    }

    private int AddPost(string network, int author, int? refersTo, PostRecord r) => (int)(long)Bind(_addPost, network, r.Id, author,
        Milliseconds(r.CreatedAt), (int)r.Kind, refersTo, r.Text, r.Likes, r.Reposts, r.Replies, r.Quotes, r.Views, r.Lang).ExecuteScalar()!;

    private void FillPost(int post, int author, int? refersTo, PostRecord r) => Bind(_fillPost, post, author,
        Milliseconds(r.CreatedAt), (int)r.Kind, refersTo, r.Text, r.Likes, r.Reposts, r.Replies, r.Quotes, r.Views, r.Lang).ExecuteNonQuery();

    /// <summary>False where it is there already.</summary>
    private bool AddInteraction(int target, int actor, InteractionRecord r, int post)
    {
        if (r.At is not { } at)
            return Bind(_addUntimedInteraction, target, actor, (int)r.Kind, post, Milliseconds(Facts.UnknownTime)).ExecuteNonQuery() == 1;
        if (Bind(_addInteraction, target, actor, (int)r.Kind, post, Milliseconds(at)).ExecuteNonQuery() == 0)
            return false;

        // Only these two kinds are ever told without their time, and one account does them once to a post.
        if (post != Facts.NoPost && r.Kind is InteractionKind.Repost or InteractionKind.Like
            && Bind(_dropUntimedInteraction, target, actor, (int)r.Kind, post, Milliseconds(Facts.UnknownTime)).ExecuteNonQuery() > 0)
            New?.IsAll = false;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var command in _commands)
            command.Dispose();
    }

    private static SqliteCommand Bind(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
