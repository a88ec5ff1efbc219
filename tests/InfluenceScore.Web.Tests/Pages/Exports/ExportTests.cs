using System.Globalization;
using System.IO.Compression;
using InfluenceScore.Web.Pages.Exports;
using MiniExcelLibs;

namespace InfluenceScore.Web.Tests.Pages.Exports;

public sealed class ExportTests(Quillhaven city, ScoredTown town) : IClassFixture<Quillhaven>, IClassFixture<ScoredTown>
{
    private const string Pair = "?account=x:bakery&account=x:rival";

    [Fact]
    public async Task The_list_comes_whole_in_the_order_and_with_the_filter_of_the_page()
    {
        var (_, page) = await city.GetAsync("/?network=x&sort=reach");
        Assert.Equal("/accounts.csv?network=x&sort=reach", page.QuerySelector("a[download]")!.GetAttribute("href"));
        var rows = await CsvAsync(city, "/accounts.csv?network=x&sort=reach");
        Assert.Equal(AccountListExport.Columns, rows[0].Keys);
        var shown = page.QuerySelectorAll("table.acc tbody input[name=account]").Select(i => i.GetAttribute("value")).ToList();
        Assert.Equal(50, shown.Count);
        Assert.Equal(shown, rows.Take(50).Select(r => $"{r["network"]}:{r["handle"]}"));
        Assert.Equal(10 + 42, rows.Count);
        Assert.All(rows, r => Assert.Equal("x", r["network"]));
        Assert.Equal(2.8, Number(rows[1], "high") - Number(rows[1], "score"), 9);
        Assert.Contains("people", string.Concat(rows.Select(r => r["why"])));
    }

    [Fact]
    public async Task A_file_holds_no_control_or_hiding_characters_and_no_formula()
    {
        var csv = await city.Client.GetStringAsync(new Uri("/accounts.csv?search=hostile", UriKind.Relative));
        Assert.DoesNotContain('\u202E', csv);
        Assert.DoesNotContain('\u200B', csv);
        // The rival calls itself a formula; a spreadsheet that opens the CSV must show it and not run it.
        var rival = Assert.Single(await CsvAsync(town, "/accounts.csv?search=rival"));
        Assert.Equal("'=cmd|'/c calc'!A1", rival["name"]);
    }

    [Fact]
    public async Task The_comparison_as_CSV_is_the_table_of_the_page()
    {
        var (_, page) = await town.GetAsync("/compare" + Pair);
        var rows = await CsvAsync(town, "/compare.csv" + Pair);
        Assert.Equal(2, rows.Count);
        var cells = page.QuerySelectorAll("#figures tbody tr")[0].Children.Select(c => c.GetAttribute("data-v")!).ToList();
        Assert.Equal(cells.Count + 2, rows[0].Count);
        foreach (var (cell, value) in cells.Zip(rows[0].Values))
            Assert.True(cell == value || double.Parse(cell, CultureInfo.InvariantCulture) == double.Parse(value, CultureInfo.InvariantCulture), $"{cell} against {value}");
        Assert.Equal("2026-11-22T06:00:00Z", rows[0]["as_of"]);
    }

    [Theory]
    [InlineData("/compare.xlsx" + Pair, 2)]
    [InlineData("/accounts.xlsx?search=rival", 1)]
    public async Task A_workbook_holds_the_same_rows_with_numbers_as_numbers_and_texts_as_texts(string address, int expected)
    {
        using var answer = await town.Client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", answer.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith("-2026-11-22.xlsx", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        using var bytes = new MemoryStream(await answer.Content.ReadAsByteArrayAsync());
        var rows = MiniExcel.Query(bytes, useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();
        var csv = await CsvAsync(town, address.Replace(".xlsx", ".csv"));
        Assert.Equal(expected, rows.Count);
        foreach (var (row, line) in rows.Zip(csv))
        {
            Assert.Equal(line.Keys, row.Keys);
            Assert.IsType<double>(row["score"]);
            Assert.Equal(Number(line, "score"), (double)row["score"]!, 9);
        }
        Assert.Equal("'=cmd|'/c calc'!A1", rows[^1][rows[^1].ContainsKey("name") ? "name" : "account"]);
        using var zip = new ZipArchive(bytes);
        using var sheet = new StreamReader(zip.Entries.Single(e => e.FullName.EndsWith("sheet1.xml", StringComparison.Ordinal)).Open());
        var xml = await sheet.ReadToEndAsync();
        Assert.DoesNotContain("<f>", xml);
        Assert.DoesNotContain("<x:f>", xml);
    }

    [Theory]
    [InlineData("/compare.csv", "The address names no account to compare.")]
    [InlineData("/compare.xlsx?account=x:nobody", "No account “nobody” on X is known here.")]
    [InlineData("/compare.csv?account=x:bakery&from=soon", "from and to must be days like 2026-11-22")]
    [InlineData("/accounts.csv?sort=luck", "sort must be one of")]
    public async Task What_makes_no_file_is_said_in_a_sentence(string address, string sentence)
    {
        using var answer = await town.Client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains(sentence, await answer.Content.ReadAsStringAsync());
    }

    private static double Number(Dictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);

    private static async Task<List<Dictionary<string, string>>> CsvAsync(PagesApp app, string address)
    {
        using var answer = await app.Client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        var text = (await answer.Content.ReadAsStringAsync()).TrimStart('\uFEFF');
        using var reader = new StringReader(text);
        return Records(reader);
    }

    private static List<Dictionary<string, string>> Records(TextReader reader)
    {
        var lines = new List<List<string>> { new() };
        var (quoted, cell) = (false, new System.Text.StringBuilder());
        for (int c; (c = reader.Read()) >= 0;)
        {
            if (quoted && c == '"' && reader.Peek() == '"')
                cell.Append((char)reader.Read());
            else if (c == '"')
                quoted = !quoted;
            else if (!quoted && c is ',' or '\n' && !quoted)
            {
                lines[^1].Add(cell.ToString());
                cell.Clear();
                if (c == '\n')
                    lines.Add([]);
            }
            else
                cell.Append((char)c);
        }
        return [.. lines.Skip(1).Where(l => l.Count > 0).Select(l => lines[0].Zip(l).ToDictionary(p => p.First, p => p.Second))];
    }
}
