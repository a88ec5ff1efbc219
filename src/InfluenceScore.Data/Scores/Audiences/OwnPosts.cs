using System.Data.Common;
using InfluenceScore.Data.Entities;
using Microsoft.Data.Sqlite;

namespace InfluenceScore.Data.Scores.Audiences;

/// <summary>The posts of one account with what only the store knows of them, oldest first, as flat arrays: their texts stand one after another. Filled anew for each account.</summary>
internal sealed class OwnPosts
{
    private readonly List<(int Id, long Time, PostKind Kind, int Start, int Length)> _posts = [];
    private char[] _text = new char[1 << 16];
    private int _end;

    public int Count => _posts.Count;

    public int Id(int post) => _posts[post].Id;

    public long Time(int post) => _posts[post].Time;

    public PostKind Kind(int post) => _posts[post].Kind;

    /// <summary>Empty where none is known.</summary>
    public ReadOnlySpan<char> Text(int post) => _text.AsSpan(_posts[post].Start, _posts[post].Length);

    public void Clear()
    {
        _posts.Clear();
        _end = 0;
    }

    public void Add(RowReader row)
    {
        var start = _end;
        _end += row.AppendText(3, ref _text, start);
        _posts.Add((row.Int(0), row.Long(1), (PostKind)row.Long(2), start, _end - start));
    }
}

/// <summary>Reads the posts of one account after another, by one prepared statement over the index of authors. Safe for several threads, which take turns.</summary>
internal sealed class OwnPostsReader(DbTransaction transaction) : IDisposable
{
    private readonly Lock _oneAtATime = new();

    private readonly RowReader _rows = RowReader.Open(transaction, $"""
        SELECT "Id", "CreatedAt", "Kind", substr("Text", 1, {TopicTerms.LongestText}) FROM "Posts"
        WHERE "AuthorId" = @p0 AND "CreatedAt" >= @p1 AND "CreatedAt" < @p2 ORDER BY "CreatedAt", "Id"
        """, parameters: 3);

    /// <summary>Runs what uses the same connection: on SQLite beside the reading (every call of the engine is safe), elsewhere while nobody reads.</summary>
    public void Beside(Action use)
    {
        if (transaction.Connection is SqliteConnection)
        {
            use();
            return;
        }
        lock (_oneAtATime)
            use();
    }

    /// <summary>Posts from one moment to before another (Unix milliseconds).</summary>
    public void Read(int authorId, long from, long asOf, OwnPosts posts)
    {
        posts.Clear();
        lock (_oneAtATime)
        {
            _rows.Start(authorId, from, asOf);
            while (_rows.Next())
                posts.Add(_rows);
        }
    }

    public void Dispose() => _rows.Dispose();
}
