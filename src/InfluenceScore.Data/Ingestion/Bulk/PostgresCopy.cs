using Npgsql;

namespace InfluenceScore.Data.Ingestion.Bulk;

/// <summary>One COPY into a table. What is not completed is as if it had not been begun: the transaction is over.</summary>
internal sealed class PostgresCopy : IDisposable
{
    private const int BytesASend = 1 << 16;

    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] Trailer = [0xFF, 0xFF];

    private readonly NpgsqlRawCopyStream _stream;
    private bool _complete;

    /// <param name="table">Name and, in brackets, columns, as SQL has them.</param>
    public PostgresCopy(NpgsqlConnection connection, string table)
    {
        _stream = connection.BeginRawBinaryCopy($"COPY {table} FROM STDIN (FORMAT BINARY)");
        // Millions of rows may wait for a slow disk.
        (_stream.ReadTimeout, _stream.WriteTimeout) = (Timeout.Infinite, Timeout.Infinite);
        _stream.Write(Header);
    }

    public static void Send(NpgsqlConnection connection, string table, CopyRows rows)
    {
        if (rows.Count == 0)
            return;
        using var copy = new PostgresCopy(connection, table);
        copy.Complete(rows);
    }

    /// <summary>Sends rows and forgets them, once there are enough of them: the server works while the next are written.</summary>
    public void WriteIfMany(CopyRows rows)
    {
        if (rows.Length < BytesASend)
            return;
        _stream.Write(rows.Bytes);
        rows.Clear();
    }

    /// <summary>Sends the last rows.</summary>
    public void Complete(CopyRows rows)
    {
        _stream.Write(rows.Bytes);
        rows.Clear();
        _stream.Write(Trailer);
        _complete = true;
    }

    public void Dispose()
    {
        if (!_complete)
            _stream.Cancel();
        _stream.Dispose();
    }
}
