namespace InfluenceScore.Data.Places;

/// <summary>One word of a text, folded.</summary>
internal struct Word
{
    /// <summary>Where its letters stand in the folded text.</summary>
    public int Start, Length;

    /// <summary>It opens a segment: a comma, bracket, slash, picture or the beginning stands before it.</summary>
    public bool Opens;

    /// <summary>What stands before it parts places (a slash, a bar, "and") rather than narrows one (a comma, a bracket, a blank).</summary>
    public bool Alternative;

    /// <summary>Written in capitals.</summary>
    public bool Upper;

    /// <summary>Its first letter is a capital, or its script has none.</summary>
    public bool Capital;

    /// <summary>Han or kana, which set no blanks between words.</summary>
    public bool Unspaced;

    /// <summary>The country code that a flag stands for, or null.</summary>
    public string? Flag;
}

/// <summary>
/// Splits a text into folded words in one pass. Addresses, handles and hashtags are left out; flags become words. Buffers are kept and used again: one object a thread.
/// </summary>
internal sealed class PlaceText
{
    /// <summary>Characters read of a text, and words kept of it: profiles allow fewer; the rest of a hostile one is not looked at.</summary>
    public const int MaxLength = 256, MaxWords = 40;

    public readonly char[] Letters = new char[2 * MaxLength + 8];
    public readonly Word[] Words = new Word[MaxWords];
    private int _length;
    private bool _opens, _alternative;

    public int Count { get; private set; }

    public ReadOnlySpan<char> Of(int word) => Letters.AsSpan(Words[word].Start, Words[word].Length);

    public void Read(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength)
            text = text[..MaxLength];
        (Count, _length, _opens, _alternative) = (0, 0, true, false);
        for (var i = 0; i < text.Length && Count < MaxWords;)
        {
            var folded = LetterFolding.Of(text[i]);
            if (text[i] == '\uD83C' && i + 1 < text.Length)
                i = ReadFlag(text, i);
            else if (IsNoPlace(text, i))
                i = SkipToBlank(text, i);
            else if (LetterFolding.IsLetter(folded) || folded == LetterFolding.Several)
                i = ReadWord(text, i);
            else
            {
                // A hyphen between blanks, and whatever else is no letter, ends a segment; a hyphen inside a word, a blank and a dot do not.
                if (folded == LetterFolding.Break ? text[i] != '.' : folded == LetterFolding.Hyphen && IsBlank(text, i - 1) && IsBlank(text, i + 1))
                {
                    _opens = true;
                    _alternative |= text[i] is '/' or '|' or '&' or ';' or '+' or '•' or '-' or '–' or '—' or '→' or '~';
                }
                else if (text[i] == '.' && Count > 0 && Words[Count - 1].Length >= 4)
                    _opens = true;
                i++;
            }
        }
    }

    private static bool IsBlank(ReadOnlySpan<char> text, int i) => i < 0 || i >= text.Length || char.IsWhiteSpace(text[i]);

    /// <summary>At the start of a chunk without blanks: an address, a mail address, a handle or a hashtag.</summary>
    private static bool IsNoPlace(ReadOnlySpan<char> text, int i)
    {
        if (!IsBlank(text, i - 1) && text[i - 1] is not ('(' or '/' or '|' or ','))
            return false;
        // What ends a chunk here is what SkipToBlank stops at: a blank is none, or the reading would stand still before it.
        var chunk = text[i..EndOfChunk(text, i)];
        if (chunk.IsEmpty)
            return false;
        if (chunk.Length > 1 && chunk[0] is '#' or '@' && char.IsLetter(chunk[1]))
            return true;
        return chunk.Contains("://", StringComparison.Ordinal) || chunk.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
            || (chunk.IndexOf('@') is var at && at > 0 && at < chunk.Length - 1 && char.IsLetterOrDigit(chunk[at - 1]) && char.IsLetterOrDigit(chunk[at + 1]) && chunk[at..].Contains('.'))
            || chunk.Contains("(at)", StringComparison.OrdinalIgnoreCase);
    }

    private static int EndOfChunk(ReadOnlySpan<char> text, int i)
    {
        while (i < text.Length && !char.IsWhiteSpace(text[i]))
            i++;
        return i;
    }

    private int SkipToBlank(ReadOnlySpan<char> text, int i)
    {
        _opens = true;
        return EndOfChunk(text, i);
    }

    private int ReadWord(ReadOnlySpan<char> text, int i)
    {
        var start = _length;
        var (letters, capitals) = (0, 0);
        var unspaced = LetterFolding.IsUnspaced(text[i]);
        var capital = char.IsUpper(text[i]) || !char.IsLower(text[i]);
        for (; i < text.Length; i++)
        {
            var folded = LetterFolding.Of(text[i]);
            // A dot inside a word belongs to an abbreviation: D.C., U.S.A.
            if (folded == LetterFolding.Drop || (text[i] == '.' && i + 1 < text.Length && char.IsLetter(text[i + 1]) && (letters == 1 || char.IsUpper(text[i + 1])) && _length - start <= 4))
                continue;
            if (!LetterFolding.IsLetter(folded) && folded != LetterFolding.Several)
                break;
            if (LetterFolding.IsUnspaced(text[i]) != unspaced)
                break;
            if (folded == LetterFolding.Several)
            {
                LetterFolding.SeveralOf(text[i]).CopyTo(Letters.AsSpan(_length));
                _length += 2;
            }
            else
                Letters[_length++] = folded;
            letters++;
            if (char.IsUpper(text[i]))
                capitals++;
        }
        if (_length == start)
            return i;
        Words[Count++] = new Word { Start = start, Length = Shortened(start), Opens = _opens, Alternative = _alternative, Upper = capitals == letters, Capital = capital, Unspaced = unspaced };
        _opens = false;
        // "and", "y", "und" alone between two names part them like a slash.
        _alternative = Of(Count - 1) is "and" or "y" or "und" or "et" or "og" or "och";
        return i;
    }

    /// <summary>Saint, Mount and Fort are written out and abbreviated alike.</summary>
    private int Shortened(int start)
    {
        var word = Letters.AsSpan(start, _length - start);
        var to = "";
        if (word is "saint" or "sankt" or "sint")
            to = "st";
        else if (word is "sainte")
            to = "ste";
        else if (word is "mount")
            to = "mt";
        else if (word is "fort")
            to = "ft";
        if (to.Length > 0)
        {
            to.CopyTo(Letters.AsSpan(start));
            _length = start + to.Length;
        }
        return _length - start;
    }

    /// <summary>Two regional indicators make the flag of a country; every other picture ends a segment.</summary>
    private int ReadFlag(ReadOnlySpan<char> text, int i)
    {
        _opens = true;
        if (Indicator(text, i) is { } first && Indicator(text, i + 2) is { } second)
        {
            Words[Count++] = new Word { Start = _length, Length = 0, Opens = true, Flag = FlagCode(first, second) };
            return i + 4;
        }
        return i + 2;
    }

    private static readonly string[] Codes = [.. Enumerable.Range(0, 26 * 26).Select(n => new string([(char)('A' + n / 26), (char)('A' + n % 26)]))];

    private static string FlagCode(int first, int second) => Codes[26 * first + second];

    private static int? Indicator(ReadOnlySpan<char> text, int i) =>
        i + 1 < text.Length && text[i] == '\uD83C' && text[i + 1] is >= '\uDDE6' and <= '\uDDFF' ? text[i + 1] - '\uDDE6' : null;
}
