using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace InfluenceScore.Web.Tests.Security;

/// <summary>docs/security.md names tests as evidence: each of them is there.</summary>
public sealed partial class SecurityDocsTests
{
    private static readonly string Root = RootOf();

    [Fact]
    public void Every_test_that_the_ASVS_table_names_exists()
    {
        var code = Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText).ToList();
        var page = File.ReadAllText(Path.Combine(Root, "docs", "security.md"));
        var named = page.Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal) && l.Count(c => c == '|') == 4)
            .SelectMany(l => Named().Matches(l.Split('|')[3]).Select(m => (Class: m.Groups["class"].Value, Method: m.Groups["method"].Value))).Distinct().ToList();

        Assert.True(named.Count > 40);
        Assert.All(named, n => Assert.True(code.Exists(c => c.Contains($"class {n.Class}", StringComparison.Ordinal) && (n.Method.Length == 0 || c.Contains($" {n.Method}(", StringComparison.Ordinal))), $"{n.Class}.{n.Method}"));
    }

    [Theory]
    [InlineData("V1 ")]
    [InlineData("V2 ")]
    [InlineData("V3 ")]
    [InlineData("V4 ")]
    [InlineData("V5 ")]
    [InlineData("V6 ")]
    [InlineData("V7 ")]
    [InlineData("V8 ")]
    [InlineData("V9 ")]
    [InlineData("V10 ")]
    [InlineData("V11 ")]
    [InlineData("V12 ")]
    [InlineData("V13 ")]
    [InlineData("V14 ")]
    public void Every_chapter_that_applies_stands_there(string chapter) => Assert.Contains($"| **{chapter}", File.ReadAllText(Path.Combine(Root, "docs", "security.md")));

    /// <summary>The numbers of OWASP's own list; those that 4.0.3 deleted are left out.</summary>
    [Fact]
    public void Every_requirement_of_level_two_stands_there_once()
    {
        const string all = """
            1.1.1-7 1.2.1-4 1.4.1 1.4.4-5 1.5.1-4 1.6.1-4 1.7.1-2 1.8.1-2 1.9.1-2 1.10.1 1.11.1-2 1.12.2 1.14.1-6 2.1.1-12 2.2.1-3 2.3.1-3 2.4.1-5 2.5.1-7 2.6.1-3 2.7.1-6 2.8.1-7 2.9.1-3 2.10.1-4
            3.1.1 3.2.1-4 3.3.1-4 3.4.1-5 3.5.1-3 3.7.1 4.1.1-3 4.1.5 4.2.1-2 4.3.1-3 5.1.1-5 5.2.1-8 5.3.1-10 5.4.1-3 5.5.1-4 6.1.1-3 6.2.1-6 6.3.1-2 6.4.1-2 7.1.1-4 7.2.1-2 7.3.1 7.3.3-4 7.4.1-3
            8.1.1-4 8.2.1-3 8.3.1-8 9.1.1-3 9.2.1-4 10.2.1-2 10.3.1-3 11.1.1-8 12.1.1-3 12.2.1 12.3.1-6 12.4.1-2 12.5.1-2 12.6.1 13.1.1 13.1.3-5 13.2.1-3 13.2.5-6 13.3.1-2 13.4.1-2
            14.1.1-4 14.2.1-6 14.3.2-3 14.4.1-7 14.5.1-4
            """;
        var wanted = Ranges(all, "-").ToList();
        var told = File.ReadLines(Path.Combine(Root, "docs", "security.md")).Where(l => l.StartsWith("| ", StringComparison.Ordinal) && l.Count(c => c == '|') == 4)
            .SelectMany(l => Ranges(l.Split('|')[1], "–")).ToList();

        Assert.Equal(259, wanted.Count);
        Assert.Equal(wanted.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    /// <summary>"1.1.1–1.1.4, 1.1.7" or "1.1.1-4 1.1.7", one by one.</summary>
    private static IEnumerable<string> Ranges(string text, string dash) => text.Split([' ', ',', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Where(t => char.IsAsciiDigit(t[0])).SelectMany(t =>
    {
        var ends = t.Split(dash);
        var (chapter, first) = (ends[0][..(ends[0].LastIndexOf('.') + 1)], Number(ends[0]));
        return Enumerable.Range(first, Number(ends[^1]) - first + 1).Select(n => chapter + n.ToString(System.Globalization.CultureInfo.InvariantCulture));
    });

    private static int Number(string text) => int.Parse(text[(text.LastIndexOf('.') + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    private static string RootOf([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex("`(?<class>[A-Z][A-Za-z]+)(?:\\.(?<method>\\w+))?`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();
}
