using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources;
using NpgsqlTypes;

namespace InfluenceScore.Data.Ingestion;

/// <summary>
/// The posts of one batch of records: which of them the store has, which are new, and which it only knew by name. Goes through the records in their order once, so that
/// posts and accounts get their numbers in the order in which they are first needed.
/// </summary>
internal sealed class PostgresBatch
{
    private readonly PostgresStatements _sql;
    private readonly RecentIds _remembered;
    private readonly Dictionary<(string Network, string Id), PostState> _posts = [];
    private readonly List<PostState> _added = [];
    private readonly List<PostState> _filled = [];
    private readonly HashSet<(string, string)> _named = [];
    private readonly List<(string Network, string Handle)> _accounts = [];

    public PostgresBatch(IReadOnlyList<PostgresFactWriter.Pending> pending, RecentIds remembered, PostgresStatements sql)
    {
        (_sql, _remembered) = (sql, remembered);
        FindPosts(pending);
        foreach (var p in pending)
        {
            switch (p.Record)
            {
                case ProfileRecord:
                    Need(p.Network, p.First);
                    break;
                case PostRecord record:
                    Take(p.Network, p.First, record);
                    break;
                case InteractionRecord record:
                    if (record.Post is { } post)
                        _ = PostOf(p.Network, post);
                    HasUntimed |= record.At is null;
                    Need(p.Network, p.First);
                    Need(p.Network, p.Second);
                    break;
                default:
                    Need(p.Network, p.First);
                    Need(p.Network, p.Second);
                    break;
            }
        }
    }

    /// <summary>Accounts that the records name, each once, in the order in which they are first named.</summary>
    public IReadOnlyList<(string Network, string Handle)> Accounts => _accounts;

    public int PostRecords { get; private set; }

    /// <summary>Post records that the store did not have, or had only the id of.</summary>
    public int NewPosts { get; private set; }

    /// <summary>Some acts have no time.</summary>
    public bool HasUntimed { get; private set; }

    public int PostId(string network, string id) => _posts[(network, id)].Row;

    /// <summary>Rows of the posts of which more than the id became known, once they are written.</summary>
    public IEnumerable<int> Known() => _added.Where(p => p.IsFilled).Concat(_filled).Select(p => p.Row);

    /// <summary>Those of them that were stored before.</summary>
    public IEnumerable<int> Filled() => _filled.Select(p => p.Row);

    /// <param name="accounts">Knows the rows of all accounts that were named.</param>
    public void WritePosts(FactWriter accounts)
    {
        var ids = _added.Count == 0 ? [] : _sql.NewIds("Posts", _added.Count);
        for (var i = 0; i < ids.Length; i++)
            _added[i].Row = ids[i];
        if (ids.Length > 0)
        {
            using var copy = _sql.Connection.BeginBinaryImport("""
                COPY "Posts" ("Id", "Network", "NetworkPostId", "AuthorId", "CreatedAt", "Kind", "RefersToId", "Text", "Likes", "Reposts", "Replies", "Quotes", "Views", "Lang")
                FROM STDIN (FORMAT BINARY)
                """);
            foreach (var post in _added)
            {
                var r = post.Record;
                copy.StartRow();
                copy.Write(post.Row, NpgsqlDbType.Integer);
                copy.Write(post.Network, NpgsqlDbType.Text);
                copy.Write(post.Id, NpgsqlDbType.Text);
                Write(r is null ? null : accounts.AccountId(post.Network, post.Author!), NpgsqlDbType.Integer);
                Write(Time(r?.CreatedAt), NpgsqlDbType.Bigint);
                copy.Write((short)(r?.Kind ?? PostKind.Unknown), NpgsqlDbType.Smallint);
                Write(post.RefersTo?.Row, NpgsqlDbType.Integer);
                Write(r?.Text, NpgsqlDbType.Text);
                foreach (var count in (long?[])[r?.Likes, r?.Reposts, r?.Replies, r?.Quotes, r?.Views])
                    Write(count, NpgsqlDbType.Bigint);
                Write(r?.Lang, NpgsqlDbType.Text);
            }
            copy.Complete();

            void Write(object? value, NpgsqlDbType type)
            {
                if (value is null)
                    copy.WriteNull();
                else
                    copy.Write(value, type);
            }
        }
        Fill(accounts);
        foreach (var post in _posts.Values)
            _remembered.Add(post.Network, post.Id, post.Row);
    }

    // Posts that were only referred to until now.
    private void Fill(FactWriter accounts)
    {
        if (_filled.Count == 0)
            return;
        var r = _filled.Select(p => p.Record!).ToList();
        _sql.Execute("""
            UPDATE "Posts" p SET "AuthorId" = u.author, "CreatedAt" = u.at, "Kind" = u.kind, "RefersToId" = u.refers, "Text" = u.words,
                "Likes" = u.likes, "Reposts" = u.reposts, "Replies" = u.replies, "Quotes" = u.quotes, "Views" = u.views, "Lang" = u.lang
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) AS u(id, author, at, kind, refers, words, likes, reposts, replies, quotes, views, lang)
            WHERE p."Id" = u.id
            """,
            _filled.Select(p => p.Row).ToArray(), _filled.Select(p => accounts.AccountId(p.Network, p.Author!)).ToArray(), r.Select(p => Time(p.CreatedAt)).ToArray(),
            r.Select(p => (short)p.Kind).ToArray(), _filled.Select(p => p.RefersTo?.Row).ToArray(), r.Select(p => p.Text).ToArray(), r.Select(p => p.Likes).ToArray(),
            r.Select(p => p.Reposts).ToArray(), r.Select(p => p.Replies).ToArray(), r.Select(p => p.Quotes).ToArray(), r.Select(p => p.Views).ToArray(), r.Select(p => p.Lang).ToArray());
    }

    private void FindPosts(IReadOnlyList<PostgresFactWriter.Pending> pending)
    {
        var unknown = new HashSet<(string Network, string Id)>();
        foreach (var p in pending)
        {
            if (p.Record is PostRecord post)
                unknown.Add((p.Network, post.Id)); // a number that is remembered does not say whether the post is filled
            var referred = p.Record switch { PostRecord r => r.RefersTo, InteractionRecord r => r.Post, _ => null };
            if (referred is null || _posts.ContainsKey((p.Network, referred)))
                continue;
            if (_remembered.TryGet(p.Network, referred, out var row))
                _posts[(p.Network, referred)] = new PostState(p.Network, referred) { Row = row };
            else
                unknown.Add((p.Network, referred));
        }
        if (unknown.Count == 0)
            return;
        using var rows = _sql.Query("""
            SELECT p."Network", p."NetworkPostId", p."Id", p."AuthorId" IS NOT NULL
            FROM unnest($1, $2) AS u(n, i) JOIN "Posts" p ON p."NetworkPostId" = u.i AND p."Network" = u.n
            """, unknown.Select(p => p.Network).ToArray(), unknown.Select(p => p.Id).ToArray());
        while (rows.Read())
            _posts[(rows.GetString(0), rows.GetString(1))] = new PostState(rows.GetString(0), rows.GetString(1)) { Row = rows.GetInt32(2), IsFilled = rows.GetBoolean(3) };
    }

    private void Take(string network, string author, PostRecord record)
    {
        PostRecords++;
        if (_posts.TryGetValue((network, record.Id), out var known) && known.IsFilled)
            return;
        NewPosts++;
        var refersTo = record.RefersTo is null ? null : PostOf(network, record.RefersTo);
        Need(network, author);
        var post = PostOf(network, record.Id);
        (post.Record, post.Author, post.RefersTo, post.IsFilled) = (record, author, refersTo, true);
        if (post.Row != 0)
            _filled.Add(post);
    }

    private PostState PostOf(string network, string id)
    {
        if (!_posts.TryGetValue((network, id), out var post))
            _added.Add(_posts[(network, id)] = post = new PostState(network, id));
        return post;
    }

    private void Need(string network, string handle)
    {
        if (_named.Add((network, handle)))
            _accounts.Add((network, handle));
    }

    private static long? Time(DateTime? utc) => utc is { } known ? (known.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond : null;

    private sealed class PostState(string network, string id)
    {
        public string Network => network;
        public string Id => id;

        /// <summary>0 as long as there is no row.</summary>
        public int Row { get; set; }

        /// <summary>More than the id is known, or will be with this batch.</summary>
        public bool IsFilled { get; set; }

        /// <summary>The record that fills it in this batch.</summary>
        public PostRecord? Record { get; set; }

        public string? Author { get; set; }
        public PostState? RefersTo { get; set; }
    }
}
