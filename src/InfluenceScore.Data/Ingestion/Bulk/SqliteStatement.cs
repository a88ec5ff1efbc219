using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace InfluenceScore.Data.Ingestion.Bulk;

/// <summary>A prepared statement of SQLite itself: bound from spans, stepped, reset. Microsoft.Data.Sqlite makes a reader and boxes each value every time, a third of an import.</summary>
internal sealed class SqliteStatement(SqliteConnection connection, string sql) : IDisposable
{
    private readonly sqlite3 _db = connection.Handle!;
    private readonly sqlite3_stmt _statement = Prepare(connection.Handle!, sql);

    // What is bound stays bound: many columns are NULL row after row, and the network is the same.
    private readonly object?[] _bound = new object?[1 + sql.Count(c => c == '?')];

    /// <summary>Binds a number; <see cref="FactBlock.Empty"/> binds NULL. Parameters count from 1.</summary>
    public SqliteStatement Number(int parameter, long value)
    {
        if (value != FactBlock.Empty)
        {
            _bound[parameter] = null;
            Check(raw.sqlite3_bind_int64(_statement, parameter, value));
        }
        else if (_bound[parameter] != DBNull.Value)
        {
            _bound[parameter] = DBNull.Value;
            Check(raw.sqlite3_bind_null(_statement, parameter));
        }
        return this;
    }

    public SqliteStatement Text(int parameter, ReadOnlySpan<byte> utf8)
    {
        _bound[parameter] = null;
        Check(raw.sqlite3_bind_text(_statement, parameter, utf8));
        return this;
    }

    public SqliteStatement Text(int parameter, string text)
    {
        if (ReferenceEquals(_bound[parameter], text))
            return this;
        _bound[parameter] = text;
        Check(raw.sqlite3_bind_text(_statement, parameter, text));
        return this;
    }

    /// <summary>Binds a whole number, a fraction, a yes or no, a text, bytes or NULL.</summary>
    public void Value(int parameter, object? value)
    {
        _bound[parameter] = null;
        Check(value switch
        {
            int n => raw.sqlite3_bind_int64(_statement, parameter, n),
            double x => double.IsNaN(x) ? throw new ArgumentException("SQLite stores no NaN.", nameof(value)) : raw.sqlite3_bind_double(_statement, parameter, x),
            long n => raw.sqlite3_bind_int64(_statement, parameter, n),
            string text => raw.sqlite3_bind_text(_statement, parameter, text),
            bool yes => raw.sqlite3_bind_int64(_statement, parameter, yes ? 1 : 0),
            byte n => raw.sqlite3_bind_int64(_statement, parameter, n),
            byte[] bytes => raw.sqlite3_bind_blob(_statement, parameter, bytes),
            null or DBNull => raw.sqlite3_bind_null(_statement, parameter),
            _ => throw new ArgumentException($"A {value.GetType().Name} cannot be bound.", nameof(value)),
        });
    }

    /// <summary>The text at a place of a block, or NULL.</summary>
    public SqliteStatement Text(int parameter, FactBlock block, long place) =>
        place == FactBlock.Empty ? Number(parameter, place) : Text(parameter, block.Text(place));

    /// <summary>Runs it; the number of rows changed.</summary>
    public int Run()
    {
        var code = raw.sqlite3_step(_statement);
        _ = raw.sqlite3_reset(_statement);
        if (code != raw.SQLITE_DONE)
            Check(code);
        return raw.sqlite3_changes(_db);
    }

    /// <summary>Runs an INSERT; the id of its row.</summary>
    public int RunForId()
    {
        Run();
        return checked((int)raw.sqlite3_last_insert_rowid(_db));
    }

    /// <summary>Runs a SELECT of two numbers; null where it finds no row.</summary>
    public (int First, int Second)? FindOrNull()
    {
        var code = raw.sqlite3_step(_statement);
        (int, int)? found = code == raw.SQLITE_ROW ? (raw.sqlite3_column_int(_statement, 0), raw.sqlite3_column_int(_statement, 1)) : null;
        _ = raw.sqlite3_reset(_statement);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
            Check(code);
        return found;
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _db);

    private static sqlite3_stmt Prepare(sqlite3 db, string sql)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(db, sql, out var statement), db);
        return statement;
    }
}
