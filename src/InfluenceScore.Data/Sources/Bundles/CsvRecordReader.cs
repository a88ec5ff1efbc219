using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace InfluenceScore.Data.Sources.Bundles;

/// <summary>
/// Reads CSV as RFC 4180 has it (UTF-8, commas, quoted fields that may hold line breaks) record by record in bounded memory, and
/// survives whatever is wrong with a record: the next ones are still read. That is why it is written here. CsvHelper 34.0.0 was tried:
/// after a record over its MaxRecordSize it throws for ever, and a quote that should not be there costs every line up to the next
/// quote, or all the rest of the file.
/// It works on bytes because all of CSV's signs are ASCII and no byte of a longer UTF-8 character is. The tests hold it against CsvHelper's writer.
/// <list type="bullet">
/// <item>A closing quote must be followed by a comma or the end of the line. If not, the opening quote was a mistake: that line is a
/// <see cref="Problem"/>, and reading goes on with the next line, not after the false end.</item>
/// <item>A field above the limit is skipped to its proper end without being kept, however long; its record is a problem.</item>
/// </list>
/// </summary>
/// <param name="stream">The file's bytes; stays open.</param>
/// <param name="maxFieldBytes">Longest field, bytes; a record may be eight times as long.</param>
/// <param name="cancellationToken">Looked at whenever more bytes are asked for.</param>
internal sealed class CsvRecordReader(Stream stream, int maxFieldBytes = 1 << 20, CancellationToken cancellationToken = default)
{
    /// <summary>Fields above this number are counted, but cannot be read.</summary>
    public const int MaxFields = 256;

    private const int LongestFieldsPerRecord = 8;

    private readonly List<(int Start, int Length, bool Quoted, bool Escaped)> _fields = [];
    private byte[] _buffer = new byte[64 * 1024];
    private int _next;
    private int _end;
    private int _record;
    private long _nextLine = 1;
    private bool _afterCarriageReturn;

    private enum State
    {
        FieldStart,
        Plain,
        Quoted,
        QuoteInQuoted,
    }

    /// <summary>The physical line on which the record starts; the first is 1.</summary>
    public long Line { get; private set; }

    public int FieldCount { get; private set; }

    /// <summary>What is wrong with the record, in words; null where it can be read.</summary>
    public string? Problem { get; private set; }

    /// <summary>
    /// Set where a quote opened on <see cref="Line"/> turned out to be a mistake only after the lines behind it had been dropped for
    /// being too long a field: they may be good records, and can be had by reading the file again from the line after.
    /// </summary>
    public bool DroppedLines { get; private set; }

    /// <summary>Goes to the next record, passing over empty lines; false at the end.</summary>
    public bool Read()
    {
        while (Scan())
        {
            if (Problem is not null || FieldCount != 1 || _fields[0] is not { Length: 0, Quoted: false })
                return true;
        }
        return false;
    }

    /// <summary>The text of a field of the record; only to be asked where there is no <see cref="Problem"/>.</summary>
    public string Field(int index)
    {
        var (start, length, _, escaped) = _fields[index];
        var text = Encoding.UTF8.GetString(_buffer, _record + start, length);
        return escaped ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }

    /// <summary>The bytes of a field as they stand in the file, without the quotes round it, valid until the next record.</summary>
    /// <param name="escaped">Quotes in it are doubled.</param>
    public ReadOnlySpan<byte> Bytes(int index, out bool escaped)
    {
        var (start, length, _, isEscaped) = _fields[index];
        escaped = isEscaped;
        return _buffer.AsSpan(_record + start, length);
    }

    /// <summary>Passes over physical lines, whatever they hold, up to and with this one; for reading again.</summary>
    public void SkipThroughLine(long line)
    {
        while (_nextLine <= line && SkipLine())
        {
        }
    }

    /// <summary>Passes over a byte order mark at the start of the file.</summary>
    /// <exception cref="InfluenceScoreException">It says that the text is UTF-16.</exception>
    public void SkipByteOrderMark(string fileName)
    {
        while (_end < 3 && Fill())
        {
        }
        ReadOnlySpan<byte> start = _buffer.AsSpan(0, _end);
        if (start.StartsWith<byte>([0xFF, 0xFE]) || start.StartsWith<byte>([0xFE, 0xFF]))
            throw new InfluenceScoreException($"{fileName} is UTF-16 text; save it as UTF-8.");
        if (start.StartsWith(Encoding.UTF8.Preamble))
            _next = Encoding.UTF8.Preamble.Length;
    }

    private bool Scan()
    {
        PassLineFeed();
        _fields.Clear();
        (Line, FieldCount, Problem, DroppedLines) = (_nextLine, 0, null, false);

        var state = State.FieldStart;
        int length = 0, fieldStart = 0;
        bool quoted = false, escaped = false, any = false;
        byte previous = 0;
        while (_next + length < _end || Fill())
        {
            var b = _buffer[_next + length++];
            any = true;
            if (b == '\r' || (b == '\n' && previous != '\r'))
                _nextLine++;
            previous = b;

            if (state == State.Quoted)
            {
                if (b == '"')
                    state = State.QuoteInQuoted;
            }
            else if (b is (byte)',' or (byte)'\r' or (byte)'\n')
            {
                AddField(fieldStart, length - 1, quoted, escaped);
                if (b != ',')
                    return EndRecord(length, b);
                (state, fieldStart, quoted, escaped) = (State.FieldStart, length, false, false);
            }
            else if (state == State.QuoteInQuoted)
            {
                if (b != '"')
                    return RejectQuote("has text after a closing quote");
                (state, escaped) = (State.Quoted, true);
            }
            else if (state == State.FieldStart)
            {
                quoted = b == '"';
                state = quoted ? State.Quoted : State.Plain;
            }

            if (length - fieldStart > maxFieldBytes + 2)
                Problem = $"the record holds a field of more than {InWords(maxFieldBytes)} bytes";
            else if (length > (long)maxFieldBytes * LongestFieldsPerRecord)
                Problem = $"the record has more than {InWords((long)maxFieldBytes * LongestFieldsPerRecord)} bytes";
            if (Problem is not null)
            {
                // From here on its bytes are dropped as they come; the fields' positions mean nothing any more.
                _next += length;
                (length, fieldStart) = (0, 0);
            }
        }

        if (!any)
            return false;
        if (state == State.Quoted)
            return RejectQuote("opens a quote that is never closed");
        AddField(fieldStart, length, quoted, escaped);
        return EndRecord(length, 0);
    }

    private void AddField(int start, int end, bool quoted, bool escaped)
    {
        FieldCount++;
        if (FieldCount <= MaxFields)
            _fields.Add(quoted ? (start + 1, end - start - 2, true, escaped) : (start, end - start, false, false));
    }

    private bool EndRecord(int length, byte lineEnd)
    {
        if (Problem is null && !Utf8.IsValid(_buffer.AsSpan(_next, length)))
            Problem = "the record is not valid UTF-8";
        _record = _next;
        _next += length;
        _afterCarriageReturn = lineEnd == '\r';
        return true;
    }

    // The quote that opened was a mistake: only its own line is lost.
    private bool RejectQuote(string problem)
    {
        DroppedLines = Problem is not null;
        Problem = $"the record {problem}";
        if (!DroppedLines)
            _nextLine = Line;
        SkipLine();
        return true;
    }

    private bool SkipLine()
    {
        PassLineFeed();
        var any = false;
        while (_next < _end || Fill())
        {
            any = true;
            var b = _buffer[_next++];
            if (b is not ((byte)'\r' or (byte)'\n'))
                continue;
            _nextLine++;
            _afterCarriageReturn = b == '\r';
            break;
        }
        return any;
    }

    private void PassLineFeed()
    {
        if (_afterCarriageReturn && (_next < _end || Fill()) && _buffer[_next] == '\n')
            _next++;
        _afterCarriageReturn = false;
    }

    // Called when everything from _next to _end has been looked at; moves it to the front, so positions are kept relative to _next.
    private bool Fill()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_next > 0)
        {
            Buffer.BlockCopy(_buffer, _next, _buffer, 0, _end - _next);
            (_next, _end) = (0, _end - _next);
        }
        else if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }

    private static string InWords(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
