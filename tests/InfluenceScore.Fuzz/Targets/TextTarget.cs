using System.Text;

namespace InfluenceScore.Fuzz.Targets;

/// <summary>A function that reads a line of text from a stranger. Its samples are the lines of the files in Corpus/name.</summary>
internal sealed class TextTarget(string corpus, Action<string> read) : FuzzTarget
{
    private readonly byte[][] _samples = [.. Corpus(corpus).SelectMany(f => Encoding.UTF8.GetString(f.Bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(Encoding.UTF8.GetBytes)];

    public override IEnumerable<(string Name, byte[] Input)> Nasties =>
    [
        .. _samples.Select((s, i) => ($"line {i + 1}", s)),
        // Several times what a web server lets in (Kestrel: 8 kB for the line of a request).
        ("letters", Encoding.UTF8.GetBytes(new string('a', 100_000))),
        ("combining accents", Encoding.UTF8.GetBytes("a" + new string('\u0301', 50_000))),
        ("separators", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("&a=:,", 20_000)))),
    ];

    public override byte[] Make(Mutator mutator) => mutator.Damage(mutator.One(_samples), mutator.One(_samples));

    // Bytes that are no UTF-8 become U+FFFD, as they do in the web server; half a surrogate pair can come from \ud800 in JSON.
    public override void Read(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        read(text);
        if (text.Length is > 0 and < 200)
            read(text.Insert(text.Length / 2, "\ud800"));
    }
}
