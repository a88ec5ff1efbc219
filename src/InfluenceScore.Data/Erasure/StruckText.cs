using System.Text.RegularExpressions;

namespace InfluenceScore.Data.Erasure;

/// <summary>Strikes the names of an erased account out of texts that others wrote.</summary>
internal sealed class StruckText
{
    /// <summary>What stands in the place of a name.</summary>
    public const string Instead = "[erased]";

    // A shorter name is an ordinary word too often to be struck where no sign says that an account is meant.
    private const int ShortestName = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Regex _mention, _word;
    private readonly Regex? _repost;

    /// <param name="handles">Handles and ids in their stored form.</param>
    /// <param name="names">Display names.</param>
    public StruckText(IReadOnlyCollection<string> handles, IReadOnlyCollection<string> names)
    {
        var any = Any(handles);
        _mention = Made($@"(?<sign>@|/|\b[a-z]+:){any}{Ends}");
        _repost = Made($@"^\s*RT @?{any}{Ends}");
        _word = Made($@"(?<![\p{{L}}\p{{N}}_]){Any([.. handles.Concat(names.Select(n => n.Trim())).Where(n => n.Length >= ShortestName).DefaultIfEmpty(handles.First())])}{Ends}");
        Find = [.. handles.Concat(names.Where(n => n.Trim().Length >= ShortestName)).Select(LongestPlain).Where(p => p.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Lower-case runs of ASCII, one of which is in every text that names the account: what a database can look for on any engine.</summary>
    public IReadOnlyList<string> Find { get; }

    /// <summary>A text from a network: names are struck where a sign before them says that an account is meant. A repost in the old manner is the erased account's own text.</summary>
    public string? Foreign(string text) => _repost!.IsMatch(text) ? null : _mention.Replace(text, "${sign}" + Instead);

    /// <summary>A text written in this program (a note, a line of a log): names are struck wherever they stand as a word.</summary>
    public string Own(string text) => _word.Replace(_mention.Replace(text, "${sign}" + Instead), Instead);

    public bool Names(string text) => _mention.IsMatch(text) || _word.IsMatch(text);

    // A dot or an @ may belong to a longer name: alice is not alice.example.
    private const string Ends = @"(?![\p{L}\p{N}_]|[.@\-][\p{L}\p{N}_])";

    private static string Any(IReadOnlyCollection<string> of) => $"(?:{string.Join('|', of.OrderByDescending(h => h.Length).Select(Regex.Escape))})";

    private static Regex Made(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience);

    private static string LongestPlain(string name) => Regex.Split(name, "[^\x21-\x7E]+", RegexOptions.ExplicitCapture, Patience).MaxBy(p => p.Length)!.ToLowerInvariant();

    /// <summary>A text that is being imported, without the names of those who are not to come back.</summary>
    public static string? WithoutErased(string? text, string network, DoNotImport list) => text is null || list.IsEmpty ? text
        : MentionOfAnybody.Replace(text, m => list.Contains(network, AccountKey.NormalizeHandle(m.Value.TrimEnd('.', '-'))) ? "@" + Instead : m.Value);

    private static readonly Regex MentionOfAnybody = new(@"@[\p{L}\p{N}_][\p{L}\p{N}_.@\-]{0,320}", RegexOptions.CultureInvariant, Patience);
}
