using System.Globalization;
using InfluenceScore.Web.Pages.Clients.Report;
using MiniExcelLibs;

namespace InfluenceScore.Web.Tests.Pages.Clients.Report;

/// <summary>A client's report on screen, as a workbook and as CSV.</summary>
public sealed class ReportTests(Quillhaven app) : IClassFixture<Quillhaven>
{
    [Fact]
    public async Task The_report_is_two_sheets_with_letterhead_words_score_and_closing_sums()
    {
        var (status, page) = await app.GetAsync("/clients/1/report");
        Assert.Equal(200, status);
        var sheets = page.QuerySelectorAll("article.sheet");
        Assert.Equal(2, sheets.Length);
        Assert.Contains("Tallow & Thrift", sheets[0].Text());
        Assert.Contains("24 August 2026 to 22 November 2026", sheets[0].Text());
        Assert.Equal(["Dear Perpetua,", "this was your best autumn yet. <script>alert(1)</script>", "Wren Tallow"], sheets[0].QuerySelectorAll(".words-c p").Select(p => p.TextContent));
        Assert.Equal("/clients/1/report/logo", sheets[0].QuerySelector("img")!.GetAttribute("src"));
        Assert.Equal(System.Net.HttpStatusCode.OK, (await app.Client.GetAsync(new Uri("/clients/1/report/logo", UriKind.Relative))).StatusCode);
        Assert.EndsWith("1 of 2", sheets[0].QuerySelector(".sign").Text(), StringComparison.Ordinal);
        Assert.EndsWith("2 of 2", sheets[1].QuerySelector(".sign").Text(), StringComparison.Ordinal);
        var tables = sheets[1].QuerySelectorAll("table");
        var causes = tables[0].QuerySelectorAll("tbody td").Sum(c => Number(c.TextContent));
        Assert.Equal(Number(tables[0].QuerySelector("tfoot td")!.TextContent), causes, 6);
        Assert.Equal(5, tables[2].QuerySelectorAll("tbody tr").Length);
        Assert.Equal(["1 market post on Friday", "Ask the harbour master"], sheets[1].QuerySelectorAll("ol li").Select(l => l.TextContent));
    }

    [Fact]
    public async Task A_period_is_chosen_by_days_or_by_dates()
    {
        Assert.Contains("What changed in 30 days", (await app.GetAsync("/clients/1/report?days=30")).Page.Text());
        var (_, page) = await app.GetAsync("/clients/1/report?from=2026-09-01&to=2026-10-01");
        Assert.Contains("Combined score, 1 October 2026", page.Text());
        Assert.Contains("kept for the newest day only", page.Text());
        Assert.Contains("There is no score in this period", (await app.GetAsync("/clients/1/report?from=2001-01-01&to=2001-02-01")).Page.Text());
        using var csv = await app.Client.GetAsync(new Uri("/clients/1/report/csv?from=2026-09-01&to=2026-10-01", UriKind.Relative));
        Assert.Equal("report-1-2026-09-01-2026-10-01.csv", csv.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal(1 + 31, (await csv.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task The_workbook_has_summary_scores_by_date_and_posts()
    {
        var bytes = await app.Client.GetByteArrayAsync(new Uri("/clients/1/report/xlsx", UriKind.Relative));
        using var file = new MemoryStream(bytes);
        Assert.Equal(["Summary", "Scores by date", "Posts"], MiniExcel.GetSheetNames(file));
        var summary = Rows(file, "Summary").DistinctBy(r => r["what"]).ToDictionary(r => (string)r["what"]!, r => r["value"], StringComparer.Ordinal);
        Assert.Equal("Crumbtide Bakery", summary["Client"]);
        var days = Rows(file, "Scores by date");
        Assert.Equal(91, days.Count);
        Assert.Equal("2026-11-22T06:00:00Z", days[^1]["date"]);
        Assert.Equal(summary["Score"], days[^1]["score"]);
        Assert.IsType<double>(days[^1]["score"]);
        Assert.Equal(5, Rows(file, "Posts").Count);
    }

    [Fact]
    public async Task Neither_workbook_nor_CSV_holds_a_text_that_begins_like_a_formula()
    {
        var csv = await app.Client.GetStringAsync(new Uri("/clients/2/report/csv", UriKind.Relative));
        Assert.StartsWith("client,date,score,", csv, StringComparison.Ordinal);
        var content = new ReportContent
        {
            Client = "=1+1",
            Title = "@SUM(A1)",
            From = "-2+3",
            Days = [new(Quillhaven.AsOf, 1, 0, 2, 3, 4, 5, 6, -7)],
            Posts = [new("+cmd|' /C calc'!A0", "x", null, 1, 2)],
        };
        using var file = new MemoryStream(await ReportTables.XlsxAsync(content, default));
        foreach (var sheet in MiniExcel.GetSheetNames(file))
            foreach (var text in Rows(file, sheet).SelectMany(r => r.Values).OfType<string>())
                Assert.DoesNotMatch(@"^[=+\-@\t\r]", text);
        Assert.Equal("'+cmd|' /C calc'!A0", Rows(file, "Posts")[0]["post"]);
        Assert.Equal("'=1+1,2026-11-22T06:00:00Z,1,0,2,3,4,5,6,-7", System.Text.Encoding.UTF8.GetString(await ReportTables.CsvAsync(content)).TrimStart('\uFEFF').Split('\n')[1]);
    }

    [Theory]
    [InlineData("=1", "'=1")]
    [InlineData("-1", "'-1")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void A_text_that_begins_like_a_formula_gets_an_apostrophe(string? text, string? expected) => Assert.Equal(expected, Data.SpreadsheetCsv.Safe(text));

    private static List<IDictionary<string, object?>> Rows(Stream file, string sheet) =>
        [.. file.Query(useHeaderRow: true, sheetName: sheet).Cast<IDictionary<string, object?>>()];

    private static double Number(string text) => double.Parse(text.Replace('−', '-'), NumberStyles.Float, CultureInfo.InvariantCulture);
}
