using System.Text;

namespace InfluenceScore.Data.Sources.Archives;

/// <summary>
/// Cuts the elements out of one long JSON array without holding more than one of them: archives have files of gigabytes. What stands before the array (a JavaScript
/// assignment, other members of the object) is skipped. It only finds where elements begin and end; whether they are JSON, their reader finds out.
/// </summary>
/// <param name="property">The member of the outermost object that holds the array; null = the first array of the file.</param>
/// <param name="fileName">For the sentences.</param>
internal sealed class JsonArrayReader(Stream stream, string? property, string fileName)
{
    /// <summary>Longest element that is read, bytes: the longest posts stay below 200 kB.</summary>
    public const int MaxElementBytes = 4 << 20;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _at;
    private int _end;

    // The byte that the last element ended at without belonging to it.
    private int _held = -1;
    private long _line = 1;

    /// <returns>Each element as it stands in the file, or null where it is too long, with the line it starts on.</returns>
    /// <exception cref="InfluenceScoreException">There is no such array, or the file ends inside it.</exception>
    public IEnumerable<(long Line, byte[]? Json)> Elements()
    {
        if (!FindArray())
            throw new InfluenceScoreException($"{fileName} holds no list{(property is null ? "" : $" '{property}'")}.");
        while (true)
        {
            var next = NextSignificant();
            if (next == ',')
                continue;
            if (next == ']')
                yield break;
            if (next < 0)
                throw new InfluenceScoreException($"{fileName} ends in the middle of its list: it was cut off.");
            var line = _line;
            yield return (line, Element((byte)next));
        }
    }

    private bool FindArray()
    {
        var depth = 0;
        string? last = null;
        for (var c = NextSignificant(); c >= 0; c = NextSignificant())
        {
            if (c == '[' && (property is null || (depth == 1 && last == property)))
                return true;
            if (c is '{' or '[')
                depth++;
            else if (c is '}' or ']')
                depth--;
            if (c == '"')
                last = Text();
            else if (c != ':')
                last = null;
        }
        return false;
    }

    // A name of at most a line; longer texts are no member that anybody looks for.
    private string Text()
    {
        var text = new StringBuilder();
        for (var c = Next(); c >= 0 && c != '"'; c = Next())
        {
            if (c == '\\')
                c = Next();
            if (text.Length < 64)
                text.Append((char)c);
        }
        return text.ToString();
    }

    private byte[]? Element(byte first)
    {
        var bytes = new MemoryStream();
        var depth = 0;
        var quoted = false;
        for (int c = first; ; c = Next())
        {
            if (c < 0)
                throw new InfluenceScoreException($"{fileName} ends in the middle of its list: it was cut off.");
            if (!quoted && depth == 0 && c is ',' or ']' && bytes.Length > 0)
            {
                _held = c;
                break;
            }
            if (bytes.Length <= MaxElementBytes)
                bytes.WriteByte((byte)c);
            if (quoted)
            {
                if (c == '\\')
                {
                    if (Next() is >= 0 and var escaped && bytes.Length <= MaxElementBytes)
                        bytes.WriteByte((byte)escaped);
                }
                else if (c == '"')
                {
                    quoted = false;
                }
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c is '{' or '[')
            {
                depth++;
            }
            else if (c is '}' or ']' && --depth == 0)
            {
                break;
            }
        }
        return bytes.Length > MaxElementBytes ? null : bytes.ToArray();
    }

    private int NextSignificant()
    {
        int c;
        do
            c = Next();
        while (c is ' ' or '\t' or '\r' or '\n');
        return c;
    }

    private int Next()
    {
        if (_held >= 0)
        {
            var held = _held;
            _held = -1;
            return held;
        }
        if (_at == _end)
        {
            _end = stream.Read(_buffer);
            _at = 0;
            if (_end == 0)
                return -1;
        }
        var c = _buffer[_at++];
        if (c == '\n')
            _line++;
        return c;
    }
}
