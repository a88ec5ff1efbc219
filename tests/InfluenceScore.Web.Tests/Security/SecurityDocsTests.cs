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
    [InlineData("V7 ")]
    [InlineData("V8 ")]
    [InlineData("V9 ")]
    [InlineData("V10 ")]
    [InlineData("V11 ")]
    [InlineData("V12 ")]
    [InlineData("V13 ")]
    [InlineData("V14 ")]
    public void Every_chapter_that_applies_stands_there(string chapter) => Assert.Contains($"| **{chapter}", File.ReadAllText(Path.Combine(Root, "docs", "security.md")));

    private static string RootOf([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex("`(?<class>[A-Z][A-Za-z]+)(?:\\.(?<method>\\w+))?`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();
}
