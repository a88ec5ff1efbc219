using System.Data.Common;
using System.Diagnostics;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources.Bundles;
using InfluenceScore.Scoring;
using Npgsql;

namespace InfluenceScore.Data.Ingestion.Bulk;

/// <summary>
/// The quick way into PostgreSQL, by COPY: straight into the table where a row is new for certain, else into a table of its own that ends with the transaction, from where those that
/// are new go on, and are counted.
/// </summary>
internal sealed class PostgresBulkWriter : BulkWriter
{
    private const int MostBytes = 32 << 20;
    private const int MostIncoming = 1_000_000;
    private const int PlainRowsAnOther = 128;
    private const int ActsPerLook = 4096;
    private const string Profile = "\"AccountId\", \"ObservedAt\", \"NetworkUserId\", \"Name\", \"CreatedAt\", \"Location\", \"Bio\", " +
        "\"Followers\", \"Following\", \"Posts\", \"LikesGiven\", \"Listed\", \"Verified\", \"DefaultAvatar\"";

    private const string Act = "\"TargetId\", \"ActorId\", \"Kind\", \"PostId\", \"At\"";

    private readonly PostgresStatements _sql;
    private readonly PostgresNames _names;
    private readonly PostgresPosts _posts;
    private readonly CopyRows _newProfiles = new(), _profiles = new(), _follows = new();
    private readonly bool _hasUntimed;
    private readonly bool _mayHoldActs;
    private long _othersWritten;

    private PostgresBulkWriter(InfluenceDbContext db, NpgsqlConnection connection, Ingestor ingestor, Networks networks)
        : base(db, ingestor, networks)
    {
        _sql = new PostgresStatements(connection) { IsPatient = true };
        // Compiling a statement costs more than it saves here.
        _sql.Execute("SET LOCAL jit = off");
        foreach (var table in (string[])["Profiles", "Interactions", "FollowEvents"])
            _sql.Execute($"""CREATE TEMP TABLE "Incoming{table}" ON COMMIT DROP AS SELECT * FROM "{table}" WHERE false""");
        _sql.Execute("""CREATE TEMP TABLE "StoredProfiles" ON COMMIT DROP AS SELECT "AccountId", "ObservedAt", "Name", "NetworkUserId" FROM "Profiles" WHERE false""");
        (Accounts, Posts) = (new NameTable(IsEmpty("Accounts")), new NameTable(IsEmpty("Posts"), MostPosts()));
        _mayHoldActs = !IsEmpty("Interactions");
        _hasUntimed = !IsEmpty("Interactions", "WHERE \"At\" = 0");
        _posts = new PostgresPosts(_sql);
        _names = new PostgresNames(_sql, ingestor, networks, Accounts, Posts) { WritePending = WritePending };
    }

    /// <param name="connection">With the transaction of the ingestor.</param>
    /// <returns>Null where the user may make no tables that end with the transaction.</returns>
    /// <exception cref="InfluenceScoreException">The database cannot be written.</exception>
    public static PostgresBulkWriter? BeginOrNull(InfluenceDbContext db, NpgsqlConnection connection, Ingestor ingestor, Networks networks)
    {
        PostgresBulkWriter? writer = null;
        Guarded(db, () =>
        {
            if ((bool)new PostgresStatements(connection).Scalar("SELECT has_database_privilege(current_database(), 'TEMP')")!)
                writer = new PostgresBulkWriter(db, connection, ingestor, networks);
        });
        return writer;
    }

    protected override NameTable Accounts { get; }

    protected override NameTable Posts { get; }

    // Some milliseconds each time: the waiting rows, then the ingestor's, are written.
    protected override bool IsMixed(FactBlock block) => block.Others.Count(o => o.Problem is null) * PlainRowsAnOther > block.Count;

    protected override int Prepare(BundleTable table, FactBlock block, int from, int end)
    {
        if (Others > _othersWritten)
        {
            _sql.Wait();
            _othersWritten = Others;
            Ingestor.Flush();
            _posts.Restart();
        }
        if (_posts.IsFull)
            _posts.Write();
        if (_newProfiles.Length + _profiles.Length + _follows.Length > MostBytes)
            WritePending();
        // What is forgotten is looked up in the store: it must be there.
        foreach (var names in (NameTable[])[Accounts, Posts])
        {
            if (names.HasRoom(2 * (end - from), block.TextBytes))
                continue;
            WritePending();
            names.Forget();
        }
        return _names.Resolve(table, block, from, end, OthersStored);
    }

    // All are known, and all posts that the store has: see PostgresNames.
    protected override int FindOrAddAccount(int network, ReadOnlySpan<byte> handle, FactBlock? block, long name, long userId, out bool isNew) => throw new UnreachableException();

    protected override (int Id, bool Filled)? FindStoredPostOrNull(int network, ReadOnlySpan<byte> name) => null;

    protected override void AddProfile(FactBlock block, Span<long> cells, int account, bool isNew)
    {
        var rows = _names.IsNew(account) ? _newProfiles : _profiles;
        rows.Row(14).Int32(account).Int64(cells[2] == FactBlock.Empty ? 0 : cells[2]).Text(block, cells[3]).Text(block, cells[4]).Int64(cells[5]).Text(block, cells[6]).Text(block, cells[7]);
        for (var i = 8; i <= 12; i++)
            rows.Int64(cells[i]);
        rows.Bool(cells[13]).Bool(cells[14]);
    }

    protected override int AddStub(int network, ReadOnlySpan<byte> name) => _posts.Add(Networks.Name(network), name);

    protected override int AddPost(FactBlock block, Span<long> cells, int author, long refersTo, int? stub)
    {
        var post = stub ?? _posts.Add(Networks.Name((int)cells[0]), block.Text(cells[1]));
        _posts.Fill(post, block, cells, author, refersTo);
        return post;
    }

    protected override void AddFollow(int follower, int followee, long @event, long at) => _follows.Row(4).Int32(follower).Int32(followee).Int16(@event).Int64(at);

    protected override void WritePending()
    {
        _posts.Write();
        WriteProfiles();
        WriteNew("FollowEvents", "\"FollowerId\", \"FolloweeId\", \"Event\", \"At\"", _follows);
        _sql.Wait();
    }

    protected override void WriteActs(PendingActs acts)
    {
        if (acts.Count == 0)
            return;
        var isEmpty = !_mayHoldActs && !OthersStored;
        var (stored, of) = (0L, acts.Count);
        var copy = default(PostgresCopy);
        try
        {
            var rows = new CopyRows();
            var (last, waiting, seen) = (default(PendingAct), 0, 0L);
            acts.Empty(act =>
            {
                if (++seen % ActsPerLook == 0)
                    Look();
                if (act == last)
                    return;
                last = act;
                copy ??= new PostgresCopy(_sql.Connection, $"\"{(isEmpty ? "" : "Incoming")}Interactions\" ({Act})");
                rows.Row(5).Int32(act.Target).Int32(act.Actor).Int16(act.Kind).Int32(act.Post).Int64(act.At);
                copy.WriteIfMany(rows);
                if (isEmpty)
                    stored++;
                else if (++waiting == MostIncoming)
                    StoreIncoming();
            });
            if (isEmpty)
                copy!.Complete(rows);
            else if (waiting > 0)
                StoreIncoming();

            void StoreIncoming()
            {
                copy!.Complete(rows);
                copy.Dispose();
                copy = null;
                waiting = 0;
                stored += StoreIncomingActs();
            }
        }
        finally
        {
            copy?.Dispose();
        }
        Count(stored, of);
    }

    protected override void Dispose(bool disposing)
    {
        // What was not flushed was never promised, and whoever stops half-way knows why; the tables that were made end with the transaction.
        try
        {
            _sql.Wait();
        }
        catch (DbException)
        {
        }
    }

    private int StoreIncomingActs()
    {
        var stored = _sql.Execute($"""INSERT INTO "Interactions" ({Act}) SELECT {Act} FROM "IncomingInteractions" ON CONFLICT DO NOTHING""");
        if (_hasUntimed || OthersStored)
            _sql.Execute($"""
                DELETE FROM "Interactions" i USING "IncomingInteractions" n
                WHERE i."At" = 0 AND n."PostId" <> {Facts.NoPost} AND n."Kind" IN ({(int)InteractionKind.Repost}, {(int)InteractionKind.Like})
                    AND i."TargetId" = n."TargetId" AND i."ActorId" = n."ActorId" AND i."Kind" = n."Kind" AND i."PostId" = n."PostId"
                """);
        _sql.Execute("""TRUNCATE "IncomingInteractions" """);
        return stored;
    }

    private void WriteProfiles()
    {
        _names.ForgetWaitingIds();
        Count(_newProfiles.Count, _newProfiles.Count);
        PostgresCopy.Send(_sql.Connection, $"\"Profiles\" ({Profile})", _newProfiles);
        if (_profiles.Count == 0)
            return;
        var of = _profiles.Count;
        PostgresCopy.Send(_sql.Connection, $"\"IncomingProfiles\" ({Profile})", _profiles);
        // Those that the store has are taken out, so that the others can be asked what they say of their accounts.
        Count(_sql.Execute($"""
            WITH stored AS (INSERT INTO "Profiles" ({Profile}) SELECT {Profile} FROM "IncomingProfiles" ON CONFLICT DO NOTHING RETURNING "AccountId", "ObservedAt", "Name", "NetworkUserId")
            INSERT INTO "StoredProfiles" SELECT * FROM stored
            """), of);
        SetNewest("Name");
        SetNewest("NetworkUserId");
        _sql.Execute("""TRUNCATE "IncomingProfiles", "StoredProfiles" """);
    }

    /// <summary>The newest observation that has one decides, in whatever order the observations arrive.</summary>
    private void SetNewest(string column) => _sql.Execute($"""
        UPDATE "Accounts" a SET "{column}" = s."{column}"
        FROM (SELECT DISTINCT ON ("AccountId") "AccountId", "ObservedAt", "{column}" FROM "StoredProfiles" WHERE "{column}" IS NOT NULL ORDER BY "AccountId", "ObservedAt" DESC) s
        WHERE a."Id" = s."AccountId" AND a."{column}" IS DISTINCT FROM s."{column}" AND NOT EXISTS
            (SELECT 1 FROM "Profiles" p WHERE p."AccountId" = s."AccountId" AND p."ObservedAt" > s."ObservedAt" AND p."{column}" IS NOT NULL)
        """);

    /// <summary>Writes those rows that the table lacks.</summary>
    private void WriteNew(string table, string columns, CopyRows rows)
    {
        if (rows.Count == 0)
            return;
        var of = rows.Count;
        PostgresCopy.Send(_sql.Connection, $"\"Incoming{table}\" ({columns})", rows);
        Count(_sql.Execute($"""INSERT INTO "{table}" ({columns}) SELECT {columns} FROM "Incoming{table}" ON CONFLICT DO NOTHING"""), of);
        _sql.Execute($"""TRUNCATE "Incoming{table}" """);
    }

    /// <summary>Posts whose numbers are remembered, some 50 bytes each: a tenth of the memory there is. The others have to be asked for again.</summary>
    private static int MostPosts() => (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 512, 8_000_000, 40_000_000);

    private bool IsEmpty(string table, string where = "") => _sql.Scalar($"""SELECT 1 FROM "{table}" {where} LIMIT 1""") is null;
}
