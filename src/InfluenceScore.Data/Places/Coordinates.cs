namespace InfluenceScore.Data.Places;

/// <summary>Reads coordinates in decimal degrees: "44.65,-63.57", "ÜT: 44.65,-63.57", "37.9968°N, 123.0198°W". One pass, no backtracking.</summary>
internal static class Coordinates
{
    /// <summary>Closer than this to 0° 0° nobody lives: it is what programs write for "unknown".</summary>
    private const double NullIsland = .01;

    /// <summary>True where the text holds two numbers with decimals in the range of a latitude and a longitude, side by side.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out double latitude, out double longitude)
    {
        (latitude, longitude) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsNumberStart(text, i))
                continue;
            var at = i;
            if (Number(text, ref at, out latitude) && Separator(text, ref at) && Number(text, ref at, out longitude)
                && Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180 && (Math.Abs(latitude) > NullIsland || Math.Abs(longitude) > NullIsland))
                return true;
            while (i + 1 < text.Length && (char.IsAsciiDigit(text[i + 1]) || text[i + 1] == '.'))
                i++;
        }
        return false;
    }

    private static bool IsNumberStart(ReadOnlySpan<char> text, int i) =>
        (char.IsAsciiDigit(text[i]) || (IsSign(text[i]) && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))) && (i == 0 || !char.IsLetterOrDigit(text[i - 1]));

    private static bool IsSign(char c) => c is '-' or '+' or '−';

    /// <summary>Digits with at least one decimal, then perhaps a degree sign and a quarter of the compass.</summary>
    private static bool Number(ReadOnlySpan<char> text, ref int at, out double value)
    {
        value = 0;
        var negative = at < text.Length && text[at] is '-' or '−';
        if (at < text.Length && IsSign(text[at]))
            at++;
        var (whole, digits) = (0.0, 0);
        for (; at < text.Length && char.IsAsciiDigit(text[at]) && digits < 4; at++, digits++)
            whole = whole * 10 + (text[at] - '0');
        if (digits is 0 or > 3 || at >= text.Length || text[at] != '.')
            return false;
        at++;
        var (scale, decimals) = (.1, 0);
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++, decimals++)
        {
            if (decimals < 12)
                whole += (text[at] - '0') * scale;
            scale /= 10;
        }
        if (decimals == 0)
            return false;
        while (at < text.Length && (text[at] is '°' or 'º' || (text[at] == ' ' && at + 1 < text.Length && IsQuarter(text, at + 1))))
            at++;
        if (at < text.Length && IsQuarter(text, at))
            negative ^= text[at++] is 'S' or 's' or 'W' or 'w';
        value = negative ? -whole : whole;
        return true;
    }

    private static bool IsQuarter(ReadOnlySpan<char> text, int at) =>
        text[at] is 'N' or 'n' or 'S' or 's' or 'E' or 'e' or 'W' or 'w' && (at + 1 == text.Length || !char.IsLetter(text[at + 1]));

    private static bool Separator(ReadOnlySpan<char> text, ref int at)
    {
        var from = at;
        while (at < text.Length && text[at] is ' ' or ',' or ';' or '/' or '|' && at - from < 4)
            at++;
        return at > from && at < text.Length;
    }
}
