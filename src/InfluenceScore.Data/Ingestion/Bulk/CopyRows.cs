using System.Buffers.Binary;
using System.Text;

namespace InfluenceScore.Data.Ingestion.Bulk;

/// <summary>Rows as PostgreSQL's COPY … (FORMAT BINARY) takes them, written from numbers and UTF-8 into one array: no string, no box, no converter a value.</summary>
internal sealed class CopyRows
{
    private byte[] _bytes = new byte[1 << 12];

    public int Length { get; private set; }

    /// <summary>Rows begun since the last <see cref="Clear"/>.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    public CopyRows Row(short columns)
    {
        BinaryPrimitives.WriteInt16BigEndian(Room(sizeof(short)), columns);
        Count++;
        return this;
    }

    public CopyRows Null()
    {
        BinaryPrimitives.WriteInt32BigEndian(Room(sizeof(int)), -1);
        return this;
    }

    public CopyRows Int16(long value)
    {
        BinaryPrimitives.WriteInt16BigEndian(Value(sizeof(short)), (short)value);
        return this;
    }

    /// <summary><see cref="FactBlock.Empty"/> is NULL, as in the next two.</summary>
    public CopyRows Int32(long value)
    {
        if (value == FactBlock.Empty)
            return Null();
        BinaryPrimitives.WriteInt32BigEndian(Value(sizeof(int)), (int)value);
        return this;
    }

    public CopyRows Int64(long value)
    {
        if (value == FactBlock.Empty)
            return Null();
        BinaryPrimitives.WriteInt64BigEndian(Value(sizeof(long)), value);
        return this;
    }

    public CopyRows Bool(long value)
    {
        if (value == FactBlock.Empty)
            return Null();
        Value(1)[0] = (byte)value;
        return this;
    }

    public CopyRows Text(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Value(utf8.Length));
        return this;
    }

    public CopyRows Text(string text)
    {
        Encoding.UTF8.GetBytes(text, Value(Encoding.UTF8.GetByteCount(text)));
        return this;
    }

    /// <summary>The text at a place of a block, or NULL.</summary>
    public CopyRows Text(FactBlock block, long place) => place == FactBlock.Empty ? Null() : Text(block.Text(place));

    /// <summary>Values that stand in other rows.</summary>
    public CopyRows Values(ReadOnlySpan<byte> written)
    {
        written.CopyTo(Room(written.Length));
        return this;
    }

    public void Clear() => (Length, Count) = (0, 0);

    private Span<byte> Value(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(Room(sizeof(int)), length);
        return Room(length);
    }

    private Span<byte> Room(int bytes)
    {
        if (Length + bytes > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + bytes));
        var room = _bytes.AsSpan(Length, bytes);
        Length += bytes;
        return room;
    }
}
