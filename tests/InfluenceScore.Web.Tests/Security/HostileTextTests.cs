using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CsvHelper;
using MiniExcelLibs;

namespace InfluenceScore.Web.Tests.Security;

/// <summary>Follows every link of a town in which every text is hostile: whatever was sent, no page makes markup, script, style or a foreign address of it, and no file a formula.</summary>
public sealed class HostileTextTests(HostileTown town) : IClassFixture<HostileTown>
{
    private const int MostPages = 400, MostBytes = 3_000_000;

    [Fact]
    public async Task Every_page_that_a_link_leads_to_shows_hostile_texts_as_texts()
    {
        var (pages, faults) = await CrawlAsync();

        Assert.Empty(faults);
        // Accounts, their places and patterns, compare, clients, report, admin: the walk must have come round.
        Assert.All(["/accounts/", "/compare", "/clients/1", "/clients/1/report", "/admin/runs", "/admin/runs/1", "/admin/audit", "/admin/personal-data", "/method"], start => Assert.Contains(pages, p => p.StartsWith(start, StringComparison.Ordinal)));
        Assert.Contains(pages, p => p.Contains(".csv", StringComparison.Ordinal));
    }

    private async Task<(List<string> Pages, List<string> Faults)> CrawlAsync()
    {
        var (pages, faults) = (new List<string>(), new List<string>());
        var waiting = new Queue<string>(["/", "/clients", "/admin/runs", "/admin/sources", "/admin/places", "/admin/import", "/admin/audit", "/admin/personal-data?account=x:bakery", "/compare?account=x:bakery&account=x:quiet"]);
        // One page of each kind is enough: the trend's ranges and the sorts of a list are the same page again.
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.TryDequeue(out var address) && pages.Count < MostPages)
        {
            if (!kinds.Add(Kind(address)))
                continue;
            using var answer = await town.Client.GetAsync(new Uri(address, UriKind.Relative));
            pages.Add(address);
            if (answer.StatusCode >= HttpStatusCode.InternalServerError)
                faults.Add($"{address}: {(int)answer.StatusCode}");
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            if (bytes.Length > MostBytes)
                faults.Add($"{address}: {bytes.Length:N0} bytes");
            switch (answer.Content.Headers.ContentType?.MediaType)
            {
                case "text/html":
                    var html = System.Text.Encoding.UTF8.GetString(bytes);
                    var page = await new HtmlParser().ParseDocumentAsync(html);
                    faults.AddRange(FaultsOf(html, page).Select(f => $"{address}: {f}"));
                    foreach (var link in page.QuerySelectorAll("a[href^='/']").Select(a => a.GetAttribute("href")!.Split('#')[0]))
                        waiting.Enqueue(link);
                    break;
                case "text/csv":
                    faults.AddRange(Formulas(System.Text.Encoding.UTF8.GetString(bytes)).Select(c => $"{address}: the cell {c}"));
                    break;
                case { } type when type.Contains("spreadsheet", StringComparison.Ordinal):
                    using (var stream = new MemoryStream(bytes))
                        faults.AddRange(MiniExcel.Query(stream).Cast<IDictionary<string, object>>().SelectMany(r => r.Values).OfType<string>().Where(BeginsLikeAFormula).Select(c => $"{address}: the cell {c}"));
                    break;
                default:
                    break;
            }
        }
        return (pages, faults);
    }

    private static IEnumerable<string> FaultsOf(string html, IDocument page)
    {
        if (page.QuerySelector(HostileTown.Probe) is not null || page.All.Any(e => e.HasAttribute(HostileTown.Probe)))
            yield return "a text became markup";
        foreach (var script in page.QuerySelectorAll("script").Where(s => s.GetAttribute("src") is not ['/', not '/', ..] || s.TextContent.Length > 0))
            yield return $"a script {script.OuterHtml}";
        foreach (var element in page.All.Where(e => e.LocalName is "style" or "iframe" or "object" or "embed" or "base" || e.Attributes.Any(a => a.Name == "style" || a.Name.StartsWith("on", StringComparison.Ordinal))))
            yield return $"inline style or script: {element.OuterHtml[..Math.Min(200, element.OuterHtml.Length)]}";
        foreach (var address in page.All.SelectMany(e => new[] { e.GetAttribute("href"), e.GetAttribute("src"), e.GetAttribute("action"), e.GetAttribute("formaction") }).OfType<string>())
        {
            if (address.Length > 0 && address[0] is not ('/' or '#' or '?') && !address.StartsWith("https://", StringComparison.Ordinal))
                yield return $"the address {address}";
            if (address.StartsWith("//", StringComparison.Ordinal) || address.StartsWith("/\\", StringComparison.Ordinal))
                yield return $"the address {address}";
        }
        // What somebody wrote themselves is given back to them as it is, in the field where they go on writing.
        html = System.Text.RegularExpressions.Regex.Replace(html, "<textarea.*?</textarea>", "", System.Text.RegularExpressions.RegexOptions.Singleline, TimeSpan.FromSeconds(1));
        if (html.IndexOfAny(['\u202E', '\u2066', '\u200B', '\u2029']) is >= 0 and var at)
            yield return $"a mark that turns or hides text, behind {html[Math.Max(0, at - 80)..at]}";
    }

    private static string Kind(string address)
    {
        var path = address.Split('?')[0];
        return path + (path is "/compare" or "/audiences" ? "" : System.Text.RegularExpressions.Regex.Match(address, "handler=[a-z]+", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Value);
    }

    private static IEnumerable<string> Formulas(string csv)
    {
        using var reader = CsvReader.Create(new StringReader(csv));
        var cells = new List<string>();
        while (reader.Read())
            cells.AddRange(Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetString(i) ?? ""));
        return cells.Where(BeginsLikeAFormula);
    }

    // A negative number is none.
    private static bool BeginsLikeAFormula(string cell) => cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '＝' or '＋' or '－' or '＠'
        && !double.TryParse(cell, System.Globalization.CultureInfo.InvariantCulture, out _);
}
