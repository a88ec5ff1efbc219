namespace InfluenceScore.Data.Ingestion.Bulk;

/// <summary>
/// New posts on their way into PostgreSQL. They get their numbers here: only writers of facts make posts, and one of them at a time has its turn, so the sequence need not be
/// asked for each. A post that is first referred to and then told is one row as long as it waits.
/// </summary>
internal sealed class PostgresPosts
{
    private const int MostPosts = 200_000;
    private const int MostBytes = 32 << 20;
    private const string Sequence = "pg_get_serial_sequence('\"Posts\"', 'Id')";
    private const string Told = "\"AuthorId\", \"CreatedAt\", \"Kind\", \"RefersToId\", \"Text\", \"Likes\", \"Reposts\", \"Replies\", \"Quotes\", \"Views\", \"Lang\"";

    private static readonly CopyRows OnlyNamed = new CopyRows().Null().Null().Int16(0).Null().Null().Null().Null().Null().Null().Null().Null();

    private readonly PostgresStatements _sql;
    private readonly CopyRows _values = new(), _fills = new();
    private readonly List<Waiting> _waiting = [];
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

    public void Write()
    {
        if (_waiting.Count > 0)
        {
            // They are new for certain: the keys were looked up, or the table was empty.
            using (var copy = new PostgresCopy(_sql.Connection, $"\"Posts\" (\"Id\", \"Network\", \"NetworkPostId\", {Told})"))
            {
                var rows = new CopyRows();
                for (var i = 0; i < _waiting.Count; i++)
                {
                    var post = _waiting[i];
                    rows.Row(14).Int32(_first + i).Values(_values.Bytes[post.Named..post.NamedEnd]);
                    rows.Values(post.ToldEnd == 0 ? OnlyNamed.Bytes : _values.Bytes[post.Told..post.ToldEnd]);
                    copy.WriteIfMany(rows);
                }
                copy.Complete(rows);
            }
            _sql.Scalar($"SELECT setval({Sequence}, $1)", (long)_next - 1);
            _waiting.Clear();
            _values.Clear();
            _first = _next;
        }
        if (_fills.Count > 0)
        {
            PostgresCopy.Send(_sql.Connection, $"\"PostsToFill\" (\"Id\", {Told})", _fills);
            _sql.Execute($"""UPDATE "Posts" p SET {string.Join(", ", Told.Split(", ").Select(c => $"{c} = f.{c}"))} FROM "PostsToFill" f WHERE p."Id" = f."Id" """);
            _sql.Execute("""TRUNCATE "PostsToFill" """);
        }
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
