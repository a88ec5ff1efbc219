using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources;
using InfluenceScore.Scoring;
using Npgsql;

namespace InfluenceScore.Data.Ingestion;

/// <summary>
/// Writes facts to PostgreSQL by the batch: row by row the time would go into the way to the server and back. New posts go in by COPY; the other facts as arrays that
/// unnest() turns into rows, so that the engine itself leaves out what it has and says how many were new.
/// Accounts and posts get their numbers in the order in which records first name them, as on SQLite: the same import gives the same numbers.
/// </summary>
internal sealed class PostgresFactWriter : FactWriter
{
    /// <summary>Key of the advisory lock by which one transaction at a time writes facts: nobody else can add an account or post between the look and the writing.</summary>
    private const long WritesFacts = 0x696E666C7565_01;

    private const int MostRecords = 20_000;
    private const long MostCharacters = 8_000_000;

    private readonly PostgresStatements _sql;
    private readonly List<Pending> _pending = [];
    private long _characters;
    private bool _namesChange;

    /// <param name="connection">With a transaction begun.</param>
    public PostgresFactWriter(NpgsqlConnection connection)
    {
        _sql = new PostgresStatements(connection);
        // As patient as the other engine is by default; an import may hold the place for minutes.
        _sql.Execute("SET LOCAL lock_timeout = '30s'");
        _sql.Execute($"SELECT pg_advisory_xact_lock({WritesFacts})");
        _sql.Execute("SET LOCAL lock_timeout = 0");
    }

    public override void Add(string network, string handle, ProfileRecord record)
    {
        Take(new Pending(record, network, handle, ""), (record.Bio?.Length ?? 0) + (record.Location?.Length ?? 0) + (record.Name?.Length ?? 0));
        _namesChange |= record.NetworkUserId is not null;
    }

    public override void Add(string network, string author, PostRecord record) => Take(new Pending(record, network, author, ""), record.Text?.Length ?? 0);

    public override void Add(string network, string target, string actor, InteractionRecord record) => Take(new Pending(record, network, target, actor), 0);

    public override void Add(string network, string follower, string followee, FollowRecord record) => Take(new Pending(record, network, follower, followee), 0);

    public override void Flush()
    {
        if (_pending.Count == 0)
            return;
        var batch = new PostgresBatch(_pending, Posts, _sql);
        Resolve(batch.Accounts);
        batch.WritePosts(this);
        Count(batch.NewPosts, batch.PostRecords);
        New?.Posts.AddRange(batch.Known());
        New?.Filled.AddRange(batch.Filled());
        WriteProfiles();
        WriteInteractions(batch);
        WriteFollows();
        _pending.Clear();
        (_characters, _namesChange) = (0, false);
    }

    public override int AddAccount(string network, string handle) =>
        (int)_sql.Scalar("""INSERT INTO "Accounts" ("Network", "Handle", "Tracked") VALUES ($1, $2, false) RETURNING "Id" """, network, handle)!;

    protected override int? FindAccountOrNull(string network, string handle) =>
        (int?)_sql.Scalar("""SELECT "Id" FROM "Accounts" WHERE "Network" = $1 AND "Handle" = $2""", network, handle);

    protected override int? FindAccountByUserIdOrNull(string network, string userId) =>
        (int?)_sql.Scalar("""SELECT "Id" FROM "Accounts" WHERE "Network" = $1 AND "NetworkUserId" = $2 ORDER BY "Id" LIMIT 1""", network, userId);

    protected override void Dispose(bool disposing)
    {
        // What was not flushed was never promised.
    }

    private void Take(Pending pending, int characters)
    {
        // A profile of this batch may say whose id stands in the place of a handle.
        if (_namesChange && (UserIdOfHandleOrNull(pending.First) ?? UserIdOfHandleOrNull(pending.Second)) is not null)
            Flush();
        _pending.Add(pending);
        _characters += characters;
        if (_pending.Count >= MostRecords || _characters >= MostCharacters)
            Flush();
    }

    /// <summary>Sees to it that every one of these accounts has a row and its number is remembered.</summary>
    private void Resolve(IReadOnlyList<(string Network, string Handle)> names)
    {
        var unknown = names.Where(n => !Accounts.TryGet(n.Network, n.Handle, out _)).ToList();
        if (unknown.Count == 0)
            return;
        Find(unknown);
        var missing = new List<(string Network, string Handle)>();
        foreach (var name in unknown.Where(n => !Accounts.TryGet(n.Network, n.Handle, out _)))
        {
            if (UserIdOfHandleOrNull(name.Handle) is { } userId && FindAccountByUserIdOrNull(name.Network, userId) is { } id)
                Accounts.Add(name.Network, name.Handle, id);
            else
                missing.Add(name);
        }
        if (missing.Count == 0)
            return;
        var ids = _sql.NewIds("Accounts", missing.Count);
        var added = _sql.Execute("""
            INSERT INTO "Accounts" ("Id", "Network", "Handle", "Tracked") SELECT i, n, h, false FROM unnest($1, $2, $3) AS u(i, n, h) ON CONFLICT DO NOTHING
            """, ids, missing.Select(n => n.Network).ToArray(), missing.Select(n => n.Handle).ToArray());
        if (added < missing.Count)
        {
            Find(missing); // a page that begins to track an account takes no turn as a writer of facts
            return;
        }
        for (var i = 0; i < missing.Count; i++)
            Accounts.Add(missing[i].Network, missing[i].Handle, ids[i]);
    }

    private void Find(List<(string Network, string Handle)> names)
    {
        using var rows = _sql.Query("""
            SELECT a."Network", a."Handle", a."Id" FROM unnest($1, $2) AS u(n, h) JOIN "Accounts" a ON a."Network" = u.n AND a."Handle" = u.h
            """, names.Select(n => n.Network).ToArray(), names.Select(n => n.Handle).ToArray());
        while (rows.Read())
            Accounts.Add(rows.GetString(0), rows.GetString(1), rows.GetInt32(2));
    }

    private void WriteProfiles()
    {
        var firsts = new Dictionary<(int Account, long At), ProfileRecord>();
        var records = 0;
        foreach (var (network, handle, record) in Of<ProfileRecord>())
        {
            records++;
            firsts.TryAdd((AccountId(network, handle), Milliseconds(record.ObservedAt ?? Facts.UnknownTime)), record);
        }
        if (records == 0)
            return;
        var added = new List<(int Account, long At, ProfileRecord Record)>();
        var r = firsts.Values.ToList();
        using (var rows = _sql.Query("""
            INSERT INTO "Profiles" ("AccountId", "ObservedAt", "NetworkUserId", "Name", "CreatedAt", "Location", "Bio",
                "Followers", "Following", "Posts", "LikesGiven", "Listed", "Verified", "DefaultAvatar")
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING RETURNING "AccountId", "ObservedAt"
            """,
            firsts.Keys.Select(k => k.Account).ToArray(), firsts.Keys.Select(k => k.At).ToArray(), Texts(r, p => p.NetworkUserId), Texts(r, p => p.Name), Numbers(r, p => Milliseconds(p.CreatedAt)),
            Texts(r, p => p.Location), Texts(r, p => p.Bio), Numbers(r, p => p.Followers), Numbers(r, p => p.Following), Numbers(r, p => p.Posts), Numbers(r, p => p.LikesGiven),
            Numbers(r, p => p.Listed), r.Select(p => p.Verified).ToArray(), r.Select(p => p.DefaultAvatar).ToArray()))
        {
            while (rows.Read())
                added.Add((rows.GetInt32(0), rows.GetInt64(1), firsts[(rows.GetInt32(0), rows.GetInt64(1))]));
        }
        Count(added.Count, records);
        New?.Profiles.AddRange(added.Select(p => p.Account));
        Newest("Name", added, p => p.Name);
        Newest("NetworkUserId", added, p => p.NetworkUserId);
    }

    /// <summary>The newest observation that has one decides, in whatever order the observations arrive.</summary>
    private void Newest(string column, List<(int Account, long At, ProfileRecord Record)> added, Func<ProfileRecord, string?> value)
    {
        var newest = added.Where(p => value(p.Record) is not null).GroupBy(p => p.Account).Select(g => g.MaxBy(p => p.At)).ToList();
        if (newest.Count > 0)
            _sql.Execute($"""
                UPDATE "Accounts" a SET "{column}" = u.v FROM unnest($1, $2, $3) AS u(i, t, v) WHERE a."Id" = u.i AND NOT EXISTS
                    (SELECT 1 FROM "Profiles" p WHERE p."AccountId" = u.i AND p."ObservedAt" > u.t AND p."{column}" IS NOT NULL)
                """, newest.Select(p => p.Account).ToArray(), newest.Select(p => p.At).ToArray(), newest.Select(p => value(p.Record)).ToArray());
    }

    private void WriteInteractions(PostgresBatch batch)
    {
        var timed = new ActColumns();
        var untimed = new ActColumns();
        var seen = batch.HasUntimed ? new HashSet<(int, int, InteractionKind, int)>() : null;
        foreach (var pending in _pending)
        {
            if (pending.Record is not InteractionRecord record)
                continue;
            var (target, actor) = (AccountId(pending.Network, pending.First), AccountId(pending.Network, pending.Second));
            var post = record.Post is null ? Facts.NoPost : batch.PostId(pending.Network, record.Post);
            var isFirst = seen?.Add((target, actor, record.Kind, post)) ?? true;
            if (record.At is { } at)
                timed.Add(target, actor, record.Kind, post, Milliseconds(at));
            else if (isFirst)
                untimed.Add(target, actor, record.Kind, post, Milliseconds(Facts.UnknownTime));
            else
                Count(stored: false);
        }
        // Before those with a time: what this batch told first counts as stored, also where its time follows.
        if (untimed.Count > 0)
            Count(Insert("""
                INSERT INTO "Interactions" ("TargetId", "ActorId", "Kind", "PostId", "At") SELECT * FROM unnest($1, $2, $3, $4, $5) AS u(t, a, k, p, at) WHERE NOT EXISTS
                    (SELECT 1 FROM "Interactions" i WHERE i."TargetId" = u.t AND i."ActorId" = u.a AND i."Kind" = u.k AND i."PostId" = u.p)
                """, untimed), untimed.Count);
        if (timed.Count == 0)
            return;
        Count(Insert("""
            INSERT INTO "Interactions" ("TargetId", "ActorId", "Kind", "PostId", "At") SELECT * FROM unnest($1, $2, $3, $4, $5) ORDER BY 1, 2 ON CONFLICT DO NOTHING
            """, timed), timed.Count);
        // Only these two kinds are ever told without their time, and one account does them once to a post. Few acts have no time: they have an index of their own.
        var dropped = _sql.Execute($"""
            DELETE FROM "Interactions" i USING unnest($1, $2, $3, $4) AS u(t, a, k, p)
            WHERE i."At" = 0 AND u.p <> {Facts.NoPost} AND u.k IN ({(int)InteractionKind.Repost}, {(int)InteractionKind.Like})
                AND i."TargetId" = u.t AND i."ActorId" = u.a AND i."Kind" = u.k AND i."PostId" = u.p
            """, timed.Arrays()[..4]);
        if (dropped > 0)
            New?.IsAll = false;
    }

    /// <returns>How many were new.</returns>
    private int Insert(string sql, ActColumns acts)
    {
        if (New is null)
            return _sql.Execute(sql, acts.Arrays());
        var before = New.Acts.Count;
        using var rows = _sql.Query($"""{sql} RETURNING "TargetId", "ActorId", "Kind", "PostId", "At" """, acts.Arrays());
        while (rows.Read())
            New.Acts.Add(new NewRow(rows.GetInt32(0), rows.GetInt32(1), (InteractionKind)rows.GetInt16(2), rows.GetInt32(3), rows.GetInt64(4)));
        return New.Acts.Count - before;
    }

    private void WriteFollows()
    {
        var rows = _pending.Where(p => p.Record is FollowRecord).Select(p => (Follower: AccountId(p.Network, p.First), Followee: AccountId(p.Network, p.Second), Record: (FollowRecord)p.Record)).ToList();
        if (rows.Count == 0)
            return;
        Count(_sql.Execute("""
            INSERT INTO "FollowEvents" ("FollowerId", "FolloweeId", "Event", "At") SELECT * FROM unnest($1, $2, $3, $4) ON CONFLICT DO NOTHING
            """, rows.Select(f => f.Follower).ToArray(), rows.Select(f => f.Followee).ToArray(), rows.Select(f => (short)f.Record.Event).ToArray(),
            rows.Select(f => Milliseconds(f.Record.At)).ToArray()), rows.Count);
    }

    private IEnumerable<(string Network, string Handle, T Record)> Of<T>()
        where T : class => _pending.Where(p => p.Record is T).Select(p => (p.Network, p.First, (T)p.Record));

    private static string?[] Texts(List<ProfileRecord> records, Func<ProfileRecord, string?> text) => [.. records.Select(text)];

    private static long?[] Numbers(List<ProfileRecord> records, Func<ProfileRecord, long?> number) => [.. records.Select(number)];

    /// <summary>A record that waits for its batch, with the accounts it names in their stored form.</summary>
    internal readonly record struct Pending(object Record, string Network, string First, string Second);

    private sealed class ActColumns
    {
        private readonly List<int> _targets = [], _actors = [], _posts = [];
        private readonly List<short> _kinds = [];
        private readonly List<long> _times = [];

        public int Count => _targets.Count;

        public void Add(int target, int actor, InteractionKind kind, int post, long at)
        {
            _targets.Add(target);
            _actors.Add(actor);
            _kinds.Add((short)kind);
            _posts.Add(post);
            _times.Add(at);
        }

        public object[] Arrays() => [_targets.ToArray(), _actors.ToArray(), _kinds.ToArray(), _posts.ToArray(), _times.ToArray()];
    }
}
