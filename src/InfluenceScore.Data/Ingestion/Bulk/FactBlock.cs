using InfluenceScore.Data.Sources.Bundles;

namespace InfluenceScore.Data.Ingestion.Bulk;

/// <summary>
/// Some rows of one file, taken apart by <see cref="RowParser"/> for <see cref="BulkWriter"/>: numbers in one array, texts in another, no object a row.
/// What only the careful way of <see cref="BundleMapper"/> understands, or refuses, is among <see cref="Others"/>.
/// </summary>
/// <param name="columns">Cells of a row.</param>
internal sealed class FactBlock(int columns)
{
    /// <summary>Rows of a full block.</summary>
    public const int Rows = 2048;

    /// <summary>Bytes of text after which a block is full, whatever its rows.</summary>
    private const int FullBytes = 1 << 20;

    /// <summary>A cell that is empty.</summary>
    public const long Empty = long.MinValue;

    private readonly long[] _cells = new long[Rows * columns];
    private readonly int[] _hashes = new int[Rows * columns];
    private byte[] _text = new byte[1 << 16];
    private int _textEnd;

    /// <summary>Bytes of all its texts.</summary>
    public int TextBytes => _textEnd;

    public List<OtherRow> Others { get; } = [];

    public int Count { get; private set; }

    public bool IsFull => Count == Rows || _textEnd >= FullBytes;

    /// <summary>How far in the file the last row stands, bytes.</summary>
    public long BytesRead { get; set; }

    /// <summary>Cells of a row, in the order of the parser's columns: a number, a place of text, or <see cref="Empty"/>.</summary>
    public Span<long> Cells(int row) => _cells.AsSpan(row * columns, columns);

    /// <summary>Hash of each cell that is a name.</summary>
    public Span<int> Hashes(int row) => _hashes.AsSpan(row * columns, columns);

    /// <summary>The text at a place that <see cref="Append"/> gave.</summary>
    public ReadOnlySpan<byte> Text(long place) => _text.AsSpan((int)(place >> 32), (int)place);

    public long Append(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        return Keep(text.Length);
    }

    /// <summary>Room for a text to be written; <see cref="Keep"/> says how much of it was used.</summary>
    public Span<byte> Room(int bytes)
    {
        if (_textEnd + bytes > _text.Length)
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _textEnd + bytes));
        return _text.AsSpan(_textEnd, bytes);
    }

    public long Keep(int bytes)
    {
        var place = (long)_textEnd << 32 | (uint)bytes;
        _textEnd += bytes;
        return place;
    }

    /// <summary>The row whose cells were just filled counts.</summary>
    public void EndRow() => Count++;

    /// <summary>The row in hand goes the careful way, in its place among the others.</summary>
    public void EndOther(long line, object? record, string? problem) => Others.Add(new OtherRow(Count, line, record, problem));

    public void Clear()
    {
        (Count, _textEnd) = (0, 0);
        Others.Clear();
    }
}

/// <summary>A row that is stored, or refused, by the ingestor.</summary>
/// <param name="Before">The row of the block before which it stands.</param>
/// <param name="Record">Null where <paramref name="Problem"/> says why it cannot be read.</param>
internal readonly record struct OtherRow(int Before, long Line, object? Record, string? Problem);
