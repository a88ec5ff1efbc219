using System.Globalization;
using InfluenceScore.Data;
using MiniExcelLibs;

namespace InfluenceScore.Web.Pages.Clients.Report;

/// <summary>A report's numbers for a spreadsheet: CSV by date, and a workbook of three sheets.</summary>
public static class ReportTables
{
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly string[] ByDate = ["date", "score", "low", "high", "people_influenced", "true_reach_index", "people_per_post", "amplification_index", "network_impact"];

    public static async Task<byte[]> CsvAsync(ReportContent report)
    {
        using var bytes = new MemoryStream();
        await using (var writer = new StreamWriter(bytes, leaveOpen: true))
        await using (var csv = SpreadsheetCsv.Create(writer))
        {
            csv.WriteRecord(["client", .. ByDate]);
            foreach (var day in report.Days)
            {
                csv.WriteCell(report.Client);
                csv.WriteField(Time(day.AsOf));
                foreach (var number in Numbers(day))
                    csv.WriteField(number.ToString("0.####", CultureInfo.InvariantCulture));
                await csv.EndRecordAsync();
            }
            await csv.FlushAsync();
        }
        return bytes.ToArray();
    }

    public static async Task<byte[]> XlsxAsync(ReportContent report, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await MiniExcel.SaveAsAsync(bytes, new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["Summary"] = Summary(report),
            ["Scores by date"] = Rows(report.Days.Select(d => Row([.. ByDate.Zip<string, object?>([Time(d.AsOf), .. Numbers(d).Cast<object>()])])), ByDate),
            ["Posts"] = Rows(report.Posts.Select(p => Row(("post", p.Text), ("network", Words.Network(p.Network)), ("date", p.At is { } at ? Time(at) : null), ("people", p.People), ("points", Math.Round(p.Points, 4)))), ["post", "network", "date", "people", "points"]),
        }, cancellationToken: cancel);
        return bytes.ToArray();
    }

    private static List<Dictionary<string, object?>> Summary(ReportContent r)
    {
        List<(string What, object? Value)> lines =
        [
            ("Client", r.Client), ("Report by", r.From), ("Title", r.Title), ("From", Time(r.First)), ("To", Time(r.Last)), ("Score", r.Now?.Value),
            ("95% interval, low", r.Now?.Low), ("95% interval, high", r.Now?.High), ("People influenced", r.Now?.TrueReach), ("People acting on each post", r.Now?.Amplification),
            ("Network Impact, index", r.Now?.NetworkImpactIndex), ("Acts", r.Now?.Acts), ("Accounts that acted", r.Now?.Actors), ("Posts", r.Now?.Posts),
            .. r.Moves.Select(m => ($"Change in {Words.Days(m.Days)}", (object?)m.Points)),
            .. r.Causes.Select(c => ($"Cause: {c.Words}", (object?)c.Points)),
            .. r.Accounts.Select(a => ($"Points from @{Words.Plain(a.Handle, 80)} on {Words.Network(a.Network)}", (object?)a.Points)),
            ("Model", r.Model),
            .. r.Notes.Select(n => ("Note", (object?)n)),
        ];
        return Rows(lines.Select(l => Row(("what", l.What), ("value", l.Value))), ["what", "value"]);
    }

    /// <summary>A table without rows still has its heads.</summary>
    private static List<Dictionary<string, object?>> Rows(IEnumerable<Dictionary<string, object?>> rows, string[] heads)
    {
        var all = rows.ToList();
        return all.Count > 0 ? all : [Row([.. heads.Select(h => (h, (object?)null))])];
    }

    private static Dictionary<string, object?> Row(params IEnumerable<(string Head, object? Value)> cells) =>
        cells.ToDictionary(c => c.Head, c => c.Value is string text ? SpreadsheetCsv.Safe(text) : c.Value, StringComparer.Ordinal);

    private static double[] Numbers(ReportContent.Day d) =>
        [d.Value, d.Low, d.High, d.TrueReach, d.TrueReachIndex, d.Amplification, d.AmplificationIndex, d.NetworkImpactIndex];

    private static string Time(DateTime at) => at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
