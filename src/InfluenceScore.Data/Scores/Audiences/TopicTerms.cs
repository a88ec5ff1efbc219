using System.Buffers;
using System.Globalization;
using System.Text;

namespace InfluenceScore.Data.Scores.Audiences;

/// <summary>One hashtag or word of a text.</summary>
/// <param name="Key">What makes two terms the same: compatibility form, lower case, a hashtag with its #.</param>
/// <param name="Shown">As it was written.</param>
/// <param name="IsCapitalised">Begins with a capital letter.</param>
public readonly record struct TopicTerm(string Key, string Shown, bool IsCapitalised)
{
    public bool IsHashtag => Key[0] == '#';
}

/// <summary>
/// Takes a post apart into hashtags and words, in any script that separates words (UAX #29 in small: letters, marks and digits belong together, an apostrophe or hyphen
/// between letters too). Mentions, links and e-mail addresses are dropped: they name people and places of the web, not subjects. Text in scripts without spaces
/// between words (Chinese, Japanese, Thai, Khmer, Lao, Burmese) gives hashtags only; cutting it into words needs a dictionary.
/// </summary>
public static class TopicTerms
{
    /// <summary>Characters of a text that are looked at.</summary>
    public const int LongestText = 5_000;

    /// <summary>Longest term kept, in characters; longer ones are noise.</summary>
    public const int LongestTerm = 40;

    /// <summary>Terms of one text that are looked at.</summary>
    public const int MostTerms = 200;

    /// <summary>Shortest word kept, in characters; hashtags may be shorter.</summary>
    private const int ShortestWord = 4;

    /// <summary>Every term of the text once, in the order of the text.</summary>
    public static IReadOnlyList<TopicTerm> Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return [];
        var terms = new List<TopicTerm>();
        foreach (var found in In(text))
        {
            if (terms.Count >= MostTerms)
                break;
            var key = new string(found.Key);
            if (!terms.Exists(t => t.Key == key))
                terms.Add(new TopicTerm(key, new string(found.Shown), found.IsCapitalised));
        }
        return terms;
    }

    /// <summary>Every term of the text as often as it stands there, without a string a word.</summary>
    internal static Scanner In(ReadOnlySpan<char> text)
    {
        var plain = text.Length > LongestText ? text[..LongestText] : text;
        return Ascii.IsValid(plain) ? new Scanner(plain, isAscii: true) : new Scanner(Normalized(new string(plain)), isAscii: false);
    }

    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n\u00A0\u2028\u2029\u3000");

    private static readonly SearchValues<char> AsciiBlanks = SearchValues.Create(" \t\r\n");

    // What an address cannot do without.
    private static readonly SearchValues<char> Suspects = SearchValues.Create(":.@");

    private static bool IsAddress(ReadOnlySpan<char> chunk) =>
        chunk.Contains("://", StringComparison.Ordinal) || chunk.StartsWith("www.", StringComparison.OrdinalIgnoreCase) || IsMention(chunk) || IsDomain(chunk);

    private static string Normalized(string text)
    {
        // Half a surrogate pair can't be normalised.
        try { return text.Normalize(NormalizationForm.FormKC); }
        catch (ArgumentException) { return string.Concat(text.EnumerateRunes().Select(r => r.ToString())).Normalize(NormalizationForm.FormKC); }
    }

    /// <summary>@name, also after a bracket or quote; and name@host: an address.</summary>
    private static bool IsMention(ReadOnlySpan<char> chunk) => chunk.Contains('@');

    /// <summary>"example.org/page": a dot between letters.</summary>
    private static bool IsDomain(ReadOnlySpan<char> chunk)
    {
        var dot = chunk.IndexOf('.');
        return dot > 1 && dot < chunk.Length - 2 && char.IsLetterOrDigit(chunk[dot - 1]) && char.IsAsciiLetterLower(chunk[dot + 1]) && char.IsAsciiLetter(chunk[dot + 2]);
    }

    private static int EndOfWord(ReadOnlySpan<char> text, int at, bool hashtag)
    {
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || BelongsToWord(text, at) || (hashtag ? text[at] == '_' : IsJoint(text, at))))
            at++;
        return at;
    }

    private static bool BelongsToWord(ReadOnlySpan<char> text, int at) => char.IsSurrogate(text[at])
        ? IsLetterPair(text, at)
        : char.IsLetterOrDigit(text[at]) || char.GetUnicodeCategory(text[at]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsLetterPair(ReadOnlySpan<char> text, int at)
    {
        var first = char.IsLowSurrogate(text[at]) ? at - 1 : at;
        return first >= 0 && Rune.DecodeFromUtf16(text[first..], out var rune, out _) == OperationStatus.Done && Rune.IsLetterOrDigit(rune);
    }

    private static bool IsJoint(ReadOnlySpan<char> text, int at) =>
        text[at] is '\'' or '’' or '-' && at > 0 && at + 1 < text.Length && char.IsLetter(text[at - 1]) && char.IsLetter(text[at + 1]);

    private static bool IsTag(ReadOnlySpan<char> tag)
    {
        if (tag.Length is 0 or > LongestTerm)
            return false;
        foreach (var c in tag)
            if (char.IsLetter(c))
                return true;
        return false;
    }

    private static ReadOnlySpan<char> WithoutGenitive(ReadOnlySpan<char> word) =>
        word.Length > 2 && word[^1] is 's' or 'S' && word[^2] is '\'' or '’' ? word[..^2] : word;

    /// <summary>No digits, and no scripts that put no blanks between words.</summary>
    private static bool IsWord(ReadOnlySpan<char> word)
    {
        if (word.Length is < ShortestWord or > LongestTerm)
            return false;
        foreach (var c in word)
            if (c <= '\u007F' ? char.IsAsciiDigit(c) : char.IsDigit(c) || IsUnspaced(c))
                return false;
        return true;
    }

    private static bool IsUnspaced(char c) =>
        c is (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF') or (>= '\u3040' and <= '\u30FF')
            or (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') || char.IsSurrogate(c);

    /// <summary>Goes through a text term by term.</summary>
    /// <param name="isAscii">Most posts are: each step then looks no further than there.</param>
    internal ref struct Scanner(ReadOnlySpan<char> text, bool isAscii)
    {
        private readonly char[] _key = ArrayOfKey();
        private ReadOnlySpan<char> _rest = text;
        private ReadOnlySpan<char> _chunk;
        private int _at;

        public Found Current { get; private set; }

        public readonly Scanner GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_at < _chunk.Length || NextChunk())
            {
                if (_chunk[_at] == '#' && (_at == 0 || !char.IsLetterOrDigit(_chunk[_at - 1])))
                {
                    var tagEnd = EndOfWord(_chunk, _at + 1, hashtag: true);
                    var tag = _chunk[_at..tagEnd];
                    _at = Math.Max(tagEnd, _at + 1);
                    if (IsTag(tag[1..]) && Take(tag, isHashtag: true))
                        return true;
                    continue;
                }
                if (!BelongsToWord(_chunk, _at))
                {
                    _at++;
                    continue;
                }
                var end = EndOfWord(_chunk, _at, hashtag: false);
                var word = WithoutGenitive(_chunk[_at..end]);
                _at = end;
                if (IsWord(word) && Take(word, isHashtag: false))
                    return true;
            }
            return false;
        }

        private bool NextChunk()
        {
            while (!_rest.IsEmpty)
            {
                var end = _rest.IndexOfAny(isAscii ? AsciiBlanks : Blanks);
                _chunk = end < 0 ? _rest : _rest[..end];
                _at = 0;
                _rest = end < 0 ? [] : _rest[(end + 1)..];
                if (_chunk.Length > 0 && (_chunk.IndexOfAny(Suspects) < 0 || !IsAddress(_chunk)))
                    return true;
            }
            _chunk = [];
            _at = 0;
            return false;
        }

        private bool Take(ReadOnlySpan<char> shown, bool isHashtag)
        {
            if (!isAscii || Ascii.ToLower(shown, _key, out var length) != OperationStatus.Done)
                length = shown.ToLowerInvariant(_key);
            var key = _key.AsSpan(0, length);
            if (!isHashtag)
            {
                if (!isAscii)
                    key.Replace('’', '\'');
                if (StopWords.Contains(key))
                    return false;
            }
            Current = new Found(key, shown, char.IsUpper(shown[isHashtag ? 1 : 0]));
            return true;
        }

        private static char[] ArrayOfKey() => _keyOfThread ??= new char[2 * LongestTerm];

        [ThreadStatic]
        private static char[]? _keyOfThread;
    }

    /// <summary>A term where it stands. The key is overwritten by the next one.</summary>
    internal readonly ref struct Found(ReadOnlySpan<char> key, ReadOnlySpan<char> shown, bool isCapitalised)
    {
        public ReadOnlySpan<char> Key { get; } = key;

        public ReadOnlySpan<char> Shown { get; } = shown;

        public bool IsCapitalised { get; } = isCapitalised;
    }
}
