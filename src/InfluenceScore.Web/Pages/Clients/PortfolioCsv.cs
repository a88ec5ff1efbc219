using System.Globalization;
using InfluenceScore.Data;

namespace InfluenceScore.Web.Pages.Clients;

/// <summary>The portfolio as CSV: one client a row, empty cells where nothing is known.</summary>
internal static class PortfolioCsv
{
    public static async Task<byte[]> WriteAsync(IReadOnlyList<Portfolio.Row> rows, DateTime? asOf)
    {
        using var bytes = new MemoryStream();
        await using (var writer = new StreamWriter(bytes, leaveOpen: true))
        await using (var csv = SpreadsheetCsv.Create(writer))
        {
            csv.WriteRecord(["client", "folder", "home", "accounts", "score", "low", "high", "change_7_days", "people_influenced", "people_per_post", "network_impact", "newest_fact", "as_of", "why"]);
            foreach (var row in rows)
            {
                var (c, s) = (row.Client, row.Client.Now);
                foreach (var text in new[] { c.Name, c.Folder, c.Home, string.Join(' ', row.Accounts.Select(a => a.Key)) })
                    csv.WriteCell(text);
                foreach (var number in new[] { s?.Value, s?.Low, s?.High, c.Change, s?.TrueReach, s?.Amplification, s?.NetworkImpactIndex })
                    csv.WriteField(number?.ToString("0.####", CultureInfo.InvariantCulture));
                csv.WriteField(Time(row.Newest));
                csv.WriteField(s is null ? null : Time(asOf));
                csv.WriteCell(row.Why);
                await csv.EndRecordAsync();
            }
            await csv.FlushAsync();
        }
        return bytes.ToArray();
    }

    private static string? Time(DateTime? at) => at?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
