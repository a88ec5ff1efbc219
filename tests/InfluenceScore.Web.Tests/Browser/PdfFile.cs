using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace InfluenceScore.Web.Tests.Browser;

/// <summary>Just enough of PDF to read what Chromium prints: pages, their size, and their text through the fonts' own tables (never pictures of text).</summary>
internal sealed partial class PdfFile
{
    private readonly Dictionary<int, string> _objects;

    public PdfFile(byte[] bytes)
    {
        // Latin-1 keeps every byte as one character, streams included.
        var text = Encoding.Latin1.GetString(bytes);
        _objects = Object().Matches(text).ToDictionary(m => int.Parse(m.Groups["id"].Value, CultureInfo.InvariantCulture), m => m.Groups["body"].Value);
        Pages = [.. _objects.OrderBy(o => o.Key).Select(o => o.Value).Where(o => Page().IsMatch(o)).Select(Read)];
    }

    public IReadOnlyList<(double Width, double Height, string Text)> Pages { get; }

    private (double Width, double Height, string Text) Read(string page)
    {
        var box = MediaBox().Match(page);
        var content = Stream(_objects[Reference(page, "Contents")]);
        var text = new StringBuilder();
        Dictionary<string, string> font = [];
        foreach (Match m in Shown().Matches(content))
        {
            if (m.Groups["font"].Success)
                font = Characters(int.Parse(m.Groups["font"].Value, CultureInfo.InvariantCulture));
            else if (m.Groups["end"].Success)
                text.Append('\n');
            else
                for (var i = 0; i + 4 <= m.Groups["glyphs"].Length; i += 4)
                    text.Append(font.GetValueOrDefault(m.Groups["glyphs"].Value.Substring(i, 4), "?"));
        }
        return (Number(box.Groups["width"].Value), Number(box.Groups["height"].Value), text.ToString());
    }

    /// <summary>Glyph → characters of a font; Chromium names fonts by the number of their object.</summary>
    private Dictionary<string, string> Characters(int font)
    {
        var characters = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!_objects[font].Contains("/ToUnicode", StringComparison.Ordinal))
            return characters;
        var map = Stream(_objects[Reference(_objects[font], "ToUnicode")]);
        foreach (Match m in Range().Matches(map))
            for (int glyph = Hex(m.Groups["first"].Value), last = Hex(m.Groups["last"].Value), to = Hex(m.Groups["to"].Value); glyph <= last; glyph++, to++)
                characters[glyph.ToString("X4", CultureInfo.InvariantCulture)] = ((char)to).ToString();
        foreach (Match m in Single().Matches(map))
            characters[m.Groups["glyph"].Value] = Encoding.BigEndianUnicode.GetString(Convert.FromHexString(m.Groups["to"].Value));
        return characters;
    }

    private static string Stream(string o)
    {
        var start = o.IndexOf("stream\n", StringComparison.Ordinal) + "stream\n".Length;
        var bytes = Encoding.Latin1.GetBytes(o[start..o.LastIndexOf("\nendstream", StringComparison.Ordinal)]);
        if (!o[..start].Contains("/FlateDecode", StringComparison.Ordinal))
            return Encoding.Latin1.GetString(bytes);
        using var inflated = new StreamReader(new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress), Encoding.Latin1);
        return inflated.ReadToEnd();
    }

    private static int Reference(string o, string name) => int.Parse(Regex.Match(o, $@"/{name} (?<id>\d+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["id"].Value, CultureInfo.InvariantCulture);

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?:^|\n)(?<id>\d+) 0 obj\n(?<body>.*?)\nendobj", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Object();

    [GeneratedRegex(@"/Type /Page\b(?!s)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Page();

    [GeneratedRegex(@"/MediaBox \[0 0 (?<width>[\d.]+) (?<height>[\d.]+)\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex MediaBox();

    [GeneratedRegex(@"/F(?<font>\d+) [\d.]+ Tf|<(?<glyphs>[0-9A-F]+)> Tj|(?<end>\bET\b)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Shown();

    [GeneratedRegex(@"<(?<first>[0-9A-F]{4})> <(?<last>[0-9A-F]{4})> <(?<to>[0-9A-F]{4})>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Range();

    [GeneratedRegex(@"(?<!> )<(?<glyph>[0-9A-F]{4})> <(?<to>[0-9A-F]{4,16})>(?! <)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Single();
}
