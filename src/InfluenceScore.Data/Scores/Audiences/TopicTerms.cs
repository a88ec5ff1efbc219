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
        var plain = text.Length > LongestText ? text[..LongestText] : text;
        if (!Ascii.IsValid(plain))
            plain = Normalized(plain);
        var terms = new List<TopicTerm>();
        foreach (var range in plain.AsSpan().SplitAny(Blanks))
        {
            if (range.Start.Value < range.End.Value)
                AddTerms(plain[range], terms);
        }
        return terms;
    }

    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n\u00A0\u2028\u2029\u3000");

    private static string Normalized(string text)
    {
        // Half a surrogate pair can't be normalised.
        try { return text.Normalize(NormalizationForm.FormKC); }
        catch (ArgumentException) { return string.Concat(text.EnumerateRunes().Select(r => r.ToString())).Normalize(NormalizationForm.FormKC); }
    }

    private static void AddTerms(string chunk, List<TopicTerm> terms)
    {
        if (chunk.Contains("://", StringComparison.Ordinal) || chunk.StartsWith("www.", StringComparison.OrdinalIgnoreCase) || IsMention(chunk) || IsDomain(chunk))
            return;
        for (var at = 0; at < chunk.Length;)
        {
            if (chunk[at] == '#' && (at == 0 || !char.IsLetterOrDigit(chunk[at - 1])))
            {
                var tagEnd = EndOfWord(chunk, at + 1, hashtag: true);
                Add(TagOrNull(chunk[(at + 1)..tagEnd]), terms);
                at = Math.Max(tagEnd, at + 1);
                continue;
            }
            if (!BelongsToWord(chunk, at))
            {
                at++;
                continue;
            }
            var end = EndOfWord(chunk, at, hashtag: false);
            Add(WordOrNull(chunk[at..end]), terms);
            at = end;
        }
    }

    /// <summary>Each term once; a text has few, so they are compared one by one, but never more than <see cref="MostTerms"/> of a flood.</summary>
    private static void Add(TopicTerm? found, List<TopicTerm> terms)
    {
        if (found is not { } term || terms.Count >= MostTerms)
            return;
        foreach (var known in terms)
            if (known.Key == term.Key)
                return;
        terms.Add(term);
    }

    /// <summary>@name, also after a bracket or quote; and name@host: an address.</summary>
    private static bool IsMention(string chunk) => chunk.Contains('@', StringComparison.Ordinal);

    /// <summary>"example.org/page": a dot between letters.</summary>
    private static bool IsDomain(string chunk)
    {
        var dot = chunk.IndexOf('.', StringComparison.Ordinal);
        return dot > 1 && dot < chunk.Length - 2 && char.IsLetterOrDigit(chunk[dot - 1]) && char.IsAsciiLetterLower(chunk[dot + 1]) && char.IsAsciiLetter(chunk[dot + 2]);
    }

    private static int EndOfWord(string text, int at, bool hashtag)
    {
        while (at < text.Length && (BelongsToWord(text, at) || (hashtag ? text[at] == '_' : IsJoint(text, at))))
            at++;
        return at;
    }

    private static bool BelongsToWord(string text, int at) => char.IsSurrogate(text[at])
        ? IsLetterPair(text, at)
        : char.IsLetterOrDigit(text[at]) || char.GetUnicodeCategory(text[at]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsLetterPair(string text, int at)
    {
        var first = char.IsLowSurrogate(text[at]) ? at - 1 : at;
        return first >= 0 && Rune.TryGetRuneAt(text, first, out var rune) && Rune.IsLetterOrDigit(rune);
    }

    private static bool IsJoint(string text, int at) =>
        text[at] is '\'' or '’' or '-' && at > 0 && at + 1 < text.Length && char.IsLetter(text[at - 1]) && char.IsLetter(text[at + 1]);

    private static TopicTerm? TagOrNull(string tag) => tag.Length is 0 or > LongestTerm || !tag.Any(char.IsLetter)
        ? null
        : new TopicTerm("#" + tag.ToLowerInvariant(), "#" + tag, char.IsUpper(tag[0]));

    private static TopicTerm? WordOrNull(string word)
    {
        if (word.Length > 2 && word[^1] is 's' or 'S' && word[^2] is '\'' or '’')
            word = word[..^2];
        if (word.Length is < ShortestWord or > LongestTerm || word.AsSpan().IndexOfAnyInRange('0', '9') >= 0 || HasForeign(word))
            return null;
        var key = word.ToLowerInvariant().Replace('’', '\'');
        return StopWords.Contains(key) ? null : new TopicTerm(key, word, char.IsUpper(word[0]));
    }

    /// <summary>Digits of other scripts, and scripts that put no blanks between words.</summary>
    private static bool HasForeign(string word)
    {
        foreach (var c in word)
            if (c > '\u007F' && (char.IsDigit(c) || IsUnspaced(c)))
                return true;
        return false;
    }

    private static bool IsUnspaced(char c) =>
        c is (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF') or (>= '\u3040' and <= '\u30FF')
            or (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') || char.IsSurrogate(c);
}
