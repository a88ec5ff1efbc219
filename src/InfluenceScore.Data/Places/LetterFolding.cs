using System.Globalization;
using System.Text;

namespace InfluenceScore.Data.Places;

/// <summary>Folds letters of all scripts to one form: lower case, no accents, ligatures apart. A table, made once: folding is a look-up a character.</summary>
internal static class LetterFolding
{
    /// <summary>Classes of what is no letter.</summary>
    public const char Drop = '\u0001', Several = '\u0002', Blank = ' ', Hyphen = '-', Break = ',';

    private static readonly Dictionary<char, string> Longer = new()
    {
        ['ß'] = "ss",
        ['ẞ'] = "ss",
        ['æ'] = "ae",
        ['Æ'] = "ae",
        ['œ'] = "oe",
        ['Œ'] = "oe",
        ['þ'] = "th",
        ['Þ'] = "th",
        ['ĳ'] = "ij",
    };

    private static readonly Dictionary<char, char> Single = new()
    {
        ['ø'] = 'o',
        ['Ø'] = 'o',
        ['đ'] = 'd',
        ['Đ'] = 'd',
        ['ð'] = 'd',
        ['Ð'] = 'd',
        ['ł'] = 'l',
        ['Ł'] = 'l',
        ['ı'] = 'i',
        ['ħ'] = 'h',
        ['Ħ'] = 'h',
        ['ŋ'] = 'n',
        ['Ŋ'] = 'n',
        ['ə'] = 'a',
        ['Ə'] = 'a',
        // Arabic script: letters that keyboards exchange.
        ['ي'] = 'ی',
        ['ى'] = 'ی',
        ['ك'] = 'ک',
        ['ة'] = 'ه',
        ['أ'] = 'ا',
        ['إ'] = 'ا',
        ['آ'] = 'ا',
    };

    private static readonly char[] Table = Make();

    /// <summary>The folded letter or digit, or a class.</summary>
    public static char Of(char c) => Table[c];

    /// <summary>What a character of class <see cref="Several"/> folds to.</summary>
    public static string SeveralOf(char c) => Longer[c];

    public static bool IsLetter(char folded) => folded > Several && folded is not (Blank or Hyphen or Break);

    /// <summary>Scripts that are written without blanks between words: Han, kana.</summary>
    public static bool IsUnspaced(char c) => c is >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' or '々';

    private static char[] Make()
    {
        var table = new char[char.MaxValue + 1];
        for (var i = 0; i < table.Length; i++)
            table[i] = Class((char)i);
        return table;
    }

    private static char Class(char c)
    {
        if (Longer.ContainsKey(c))
            return Several;
        if (Single.TryGetValue(c, out var single))
            return single;
        if (c is '\'' or '’' or '‘' or 'ʻ' or 'ʼ' or '`' or '´' or '\u00AD' or '\u0640' or (>= '\u200B' and <= '\u200F') or (>= '\uFE00' and <= '\uFE0F') or '·')
            return Drop;
        if (c is '-' or '\u2010' or '\u2011' or '\u30FB')
            return Hyphen;
        if (c is '_' || char.IsWhiteSpace(c))
            return Blank;
        var category = CharUnicodeInfo.GetUnicodeCategory(c);
        if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
            // Latin, Greek, Cyrillic, Hebrew and Arabic marks are spelling variants; in Indic and Thai script they are vowels.
            return c is (>= '\u0300' and <= '\u036F') or (>= '\u0591' and <= '\u05C7') or (>= '\u064B' and <= '\u065F') or '\u0670' or (>= '\u1DC0' and <= '\u1DFF') or (>= '\u20D0' and <= '\u20FF') ? Drop : c;
        if (category is UnicodeCategory.SpacingCombiningMark)
            return c;
        if (category is UnicodeCategory.Surrogate || !char.IsLetterOrDigit(c))
            return Break;
        // Kana keep their voicing marks: ジ is not シ.
        var plain = c is >= '\u3040' and <= '\u30FF' ? c.ToString() : c.ToString().Normalize(NormalizationForm.FormKD);
        if (c is >= '\uAC00' and <= '\uD7A3')
            return c;
        return char.ToLowerInvariant(plain[0]);
    }
}
