using System.Runtime.CompilerServices;
using InfluenceScore.Data.Sources;

namespace InfluenceScore.Data.Tests.Sources;

public class SourceDocsTests
{
    private static readonly string[] Uploads = ["x archive", "mastodon archive", "bundle"];

    [Fact]
    public void Every_source_has_its_heading_in_docs_sources()
    {
        var headings = File.ReadLines(Path.Combine(Root(), "docs", "sources.md"))
            .Where(l => l.StartsWith("## ", StringComparison.Ordinal)).Select(l => l[3..].Trim().ToLowerInvariant()).ToList();
        var sources = SourceCatalog.Create(new SourceHttp(RealHttp.Clients(), TimeProvider.System), new SourceSettings(_ => null), TimeProvider.System).All;

        Assert.Equal(sources.Select(s => s.Network).Concat(Uploads).Order(), headings.Order());
    }

    [Fact]
    public void Every_setting_of_x_and_mastodon_is_described()
    {
        var docs = File.ReadAllText(Path.Combine(Root(), "docs", "sources.md"));

        foreach (var file in new[] { "X/XOptions.cs", "Mastodon/MastodonOptions.cs" })
        {
            var code = File.ReadAllText(Path.Combine(Root(), "src", "InfluenceScore.Data", "Sources", file));
            foreach (var setting in code.Split('"').Where(s => s.StartsWith("Sources:", StringComparison.Ordinal)))
                Assert.Contains(setting.Contains(":Prices:", StringComparison.Ordinal) ? ":" + setting.Split(':')[^1] : setting, docs);
        }
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
