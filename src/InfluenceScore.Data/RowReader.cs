using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace InfluenceScore.Data;

/// <summary>
/// Reads the rows of one query, millions of them: on SQLite by its own statement (Microsoft.Data.Sqlite asks for the type of every value first and makes a string of every text),
/// on other engines by their data reader. Parameters are whole numbers and count from 0. Not for several threads.
/// </summary>
internal abstract class RowReader : IDisposable
{
    public static RowReader Open(DbTransaction transaction, string sql, int parameters = 0) => transaction.Connection is SqliteConnection sqlite
        ? new OfSqlite(sqlite, sql)
        : new OfOthers(transaction, sql, parameters);

    /// <summary>Reads a query without parameters outside a transaction.</summary>
    public static RowReader Open(SqliteConnection connection, string sql) => new OfSqlite(connection, sql);

    /// <summary>Reads every row of a query without parameters.</summary>
    public static void Each(DbTransaction transaction, string sql, Action<RowReader> row, CancellationToken cancellationToken = default)
    {
        using var reader = Open(transaction, sql);
        for (var n = 0; reader.Next(); n++)
        {
            if ((n & 0xFFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            row(reader);
        }
    }

    /// <summary>Counts the rows of "FROM …".</summary>
    public static int Count(DbTransaction transaction, string from)
    {
        using var reader = Open(transaction, $"SELECT COUNT(*) {from}");
        reader.Next();
        return checked((int)reader.Long(0));
    }

    /// <summary>Starts anew with these values in place of @p0, @p1, ….</summary>
    public abstract void Start(params ReadOnlySpan<long> values);

    public abstract bool Next();

    public abstract bool IsNull(int column);

    public abstract long Long(int column);

    public int Int(int column) => (int)Long(column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    public abstract bool Flag(int column);

    public abstract string? TextOrNull(int column);

    /// <summary>Writes a text into an array, which grows where it has to; nothing for NULL.</summary>
    /// <returns>Characters written.</returns>
    public virtual int AppendText(int column, ref char[] to, int at)
    {
        var text = TextOrNull(column) ?? "";
        MakeRoom(ref to, at + text.Length);
        text.CopyTo(to.AsSpan(at));
        return text.Length;
    }

    /// <summary>The same in UTF-8.</summary>
    /// <returns>Bytes written.</returns>
    public virtual int AppendUtf8(int column, ref byte[] to, int at)
    {
        var text = TextOrNull(column) ?? "";
        MakeRoom(ref to, at + Encoding.UTF8.GetMaxByteCount(text.Length));
        return Encoding.UTF8.GetBytes(text, to.AsSpan(at));
    }

    /// <summary>Whether a text has letters in it (ASCII, any case); false for NULL. Cheaper than the text.</summary>
    public virtual bool Contains(int column, ReadOnlySpan<byte> lowerCase) =>
        TextOrNull(column)?.Contains(Encoding.ASCII.GetString(lowerCase), StringComparison.OrdinalIgnoreCase) ?? false;

    public abstract void Dispose();

    private static void MakeRoom<T>(ref T[] array, int length)
    {
        if (array.Length < length)
            Array.Resize(ref array, Math.Max(length, 2 * array.Length));
    }

    private sealed class OfSqlite : RowReader
    {
        private readonly sqlite3 _db;
        private readonly sqlite3_stmt _statement;

        public OfSqlite(SqliteConnection connection, string sql)
        {
            _db = connection.Handle!;
            SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_db, sql, out _statement), _db);
        }

        public override void Start(params ReadOnlySpan<long> values)
        {
            _ = raw.sqlite3_reset(_statement);
            for (var i = 0; i < values.Length; i++)
                SqliteException.ThrowExceptionForRC(raw.sqlite3_bind_int64(_statement, i + 1, values[i]), _db);
        }

        public override bool Next()
        {
            var code = raw.sqlite3_step(_statement);
            if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
                SqliteException.ThrowExceptionForRC(code, _db);
            return code == raw.SQLITE_ROW;
        }

        public override bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

        public override long Long(int column) => raw.sqlite3_column_int64(_statement, column);

        public override bool Flag(int column) => raw.sqlite3_column_int64(_statement, column) != 0;

        public override string? TextOrNull(int column) => IsNull(column) ? null : Encoding.UTF8.GetString(Bytes(column));

        public override int AppendText(int column, ref char[] to, int at)
        {
            var bytes = Bytes(column);
            MakeRoom(ref to, at + bytes.Length); // no text has more characters than bytes
            return Encoding.UTF8.GetChars(bytes, to.AsSpan(at));
        }

        public override int AppendUtf8(int column, ref byte[] to, int at)
        {
            var bytes = Bytes(column);
            MakeRoom(ref to, at + bytes.Length);
            bytes.CopyTo(to.AsSpan(at));
            return bytes.Length;
        }

        public override bool Contains(int column, ReadOnlySpan<byte> lowerCase)
        {
            var text = Bytes(column);
            var (lower, upper) = (lowerCase[0], (byte)(lowerCase[0] - 'a' + 'A'));
            for (int at; text.Length >= lowerCase.Length && (at = text.IndexOfAny(lower, upper)) >= 0; text = text[(at + 1)..])
            {
                if (text.Length - at >= lowerCase.Length && Ascii.EqualsIgnoreCase(text.Slice(at, lowerCase.Length), lowerCase))
                    return true;
            }
            return false;
        }

        public override void Dispose() => _statement.Dispose();

        // Up to a NUL, where a text of SQLite ends for everybody else.
        private ReadOnlySpan<byte> Bytes(int column)
        {
            var bytes = raw.sqlite3_column_blob(_statement, column);
            var end = bytes.IndexOf((byte)0);
            return end < 0 ? bytes : bytes[..end];
        }
    }

    private sealed class OfOthers : RowReader
    {
        private readonly DbCommand _command;
        private DbDataReader? _reader;

        public OfOthers(DbTransaction transaction, string sql, int parameters)
        {
            _command = transaction.Connection!.CreateCommand();
            _command.Transaction = transaction;
#pragma warning disable CA2100 // queries of this program, values are parameters
            _command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 0; i < parameters; i++)
            {
                var parameter = _command.CreateParameter();
                parameter.ParameterName = $"@p{i}";
                _command.Parameters.Add(parameter);
            }
        }

        public override void Start(params ReadOnlySpan<long> values)
        {
            _reader?.Dispose();
            _reader = null;
            for (var i = 0; i < values.Length; i++)
                _command.Parameters[i].Value = values[i];
        }

        public override bool Next()
        {
            _reader ??= _command.ExecuteReader();
            if (_reader.Read())
                return true;
            // An open reader would keep the connection from everything else.
            _reader.Dispose();
            _reader = null;
            return false;
        }

        public override bool IsNull(int column) => _reader!.IsDBNull(column);

        // smallint, integer and bigint, whatever the column is.
        public override long Long(int column) => _reader!.GetFieldType(column) == typeof(int) ? _reader.GetInt32(column)
            : _reader.GetFieldType(column) == typeof(short) ? _reader.GetInt16(column)
            : _reader.GetInt64(column);

        public override bool Flag(int column) => _reader!.GetBoolean(column);

        public override string? TextOrNull(int column) => _reader!.IsDBNull(column) ? null : _reader.GetString(column);

        public override void Dispose()
        {
            _reader?.Dispose();
            _command.Dispose();
        }
    }
}
