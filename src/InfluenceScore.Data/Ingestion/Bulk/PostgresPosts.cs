using Npgsql;

namespace InfluenceScore.Data.Ingestion.Bulk;

/// <summary>
/// New posts on their way into PostgreSQL. They get their numbers here: only writers of facts make posts, and one of them at a time has its turn, so the sequence need not be
/// asked for each. A post that is first referred to and then told is one row as long as it waits.
/// </summary>
internal sealed class PostgresPosts
{
    private const int MostPosts = 100_000;
    private const int MostBytes = 32 << 20;
    private const string Sequence = "pg_get_serial_sequence('\"Posts\"', 'Id')";
    private const string Told = "\"AuthorId\", \"CreatedAt\", \"Kind\", \"RefersToId\", \"Text\", \"Likes\", \"Reposts\", \"Replies\", \"Quotes\", \"Views\", \"Lang\"";

    private static readonly CopyRows OnlyNamed = new CopyRows().Null().Null().Int16(0).Null().Null().Null().Null().Null().Null().Null().Null();

    private readonly PostgresStatements _sql;
    private readonly CopyRows _fills = new();
    private CopyRows _values = new(), _writtenValues = new();
    private List<Waiting> _waiting = [], _written = [];
    private int _first, _next;

    public PostgresPosts(PostgresStatements sql)
    {
        _sql = sql;
        _sql.Execute("""CREATE TEMP TABLE "PostsToFill" ON COMMIT DROP AS SELECT * FROM "Posts" WHERE false""");
        Restart();
    }

    public bool IsFull => _waiting.Count >= MostPosts || _values.Length + _fills.Length >= MostBytes;

    /// <summary>Adds a post of which only the id is known; its number.</summary>
    public int Add(string network, ReadOnlySpan<byte> name)
    {
        var start = _values.Length;
        _values.Text(network).Text(name);
        _waiting.Add(new Waiting(start, _values.Length, 0, 0));
        return checked(_next++);
    }

    /// <summary>Says the rest of a post of which only the id was known.</summary>
    public void Fill(int post, FactBlock block, Span<long> cells, int author, long refersTo)
    {
        if (post < _first)
        {
            Tell(_fills.Row(12).Int32(post), block, cells, author, refersTo);
            return;
        }
        var start = _values.Length;
        Tell(_values, block, cells, author, refersTo);
        _waiting[post - _first] = _waiting[post - _first] with { Told = start, ToldEnd = _values.Length };
    }

    /// <summary>The next number, after somebody else may have made posts. Nothing may wait.</summary>
    public void Restart() => _first = _next = 1 + (int)(long)_sql.Scalar($"SELECT coalesce(pg_sequence_last_value({Sequence}::regclass), 0)")!;

    /// <summary>Writes what waits; new posts while the next are taken in, unless somebody wants the connection.</summary>
    public void Write()
    {
        if (_fills.Count > 0)
        {
            PostgresCopy.Send(_sql.Connection, $"\"PostsToFill\" (\"Id\", {Told})", _fills);
            _sql.Execute($"""UPDATE "Posts" p SET {string.Join(", ", Told.Split(", ").Select(c => $"{c} = f.{c}"))} FROM "PostsToFill" f WHERE p."Id" = f."Id" """);
            _sql.Execute("""TRUNCATE "PostsToFill" """);
        }
        if (_waiting.Count > 0)
        {
            _sql.Scalar($"SELECT setval({Sequence}, $1)", (long)_next - 1);
            // What is being written is not touched until it is written: there is a second set of each.
            (_waiting, _written) = (_written, _waiting);
            (_values, _writtenValues) = (_writtenValues, _values);
            var (first, posts, values) = (_first, _written, _writtenValues);
            _sql.Begin(connection => Copy(connection, first, posts, values));
            _waiting.Clear();
            _values.Clear();
            _first = _next;
        }
    }

    // They are new for certain: the keys were looked up, or the table was empty.
    private static void Copy(NpgsqlConnection connection, int first, List<Waiting> posts, CopyRows values)
    {
        using var copy = new PostgresCopy(connection, $"\"Posts\" (\"Id\", \"Network\", \"NetworkPostId\", {Told})");
        var rows = new CopyRows();
        for (var i = 0; i < posts.Count; i++)
        {
            var post = posts[i];
            rows.Row(14).Int32(first + i).Values(values.Bytes[post.Named..post.NamedEnd]);
            rows.Values(post.ToldEnd == 0 ? OnlyNamed.Bytes : values.Bytes[post.Told..post.ToldEnd]);
            copy.WriteIfMany(rows);
        }
        copy.Complete(rows);
    }

    private static void Tell(CopyRows to, FactBlock block, Span<long> cells, int author, long refersTo)
    {
        to.Int32(author).Int64(cells[3]).Int16(cells[4] == FactBlock.Empty ? 0 : cells[4]).Int32(refersTo).Text(block, cells[6]);
        for (var i = 7; i <= 11; i++)
            to.Int64(cells[i]);
        to.Text(block, cells[12]);
    }

    /// <summary>Where a post's name and, unless it is only named, the rest of it stand among the values.</summary>
    private readonly record struct Waiting(int Named, int NamedEnd, int Told, int ToldEnd);
}
