using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Tests.Pages.Clients;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Tests.Pages.Admin;

public sealed class AuditPageTests : IDisposable
{
    private readonly Quillhaven _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_press_of_a_button_is_recorded_with_what_the_page_answered()
    {
        using var answer = await _app.Client.PressAsync("/admin/runs", "?handler=Add", ("network", "x"), ("handle", "tidewright"));

        await using var db = _app.Open();
        var entry = await db.AuditEntries.SingleAsync();
        Assert.Equal((AuditActions.AccountAdded, "x:tidewright"), (entry.Action, entry.Subject));
        Assert.StartsWith("tidewright on X is added", entry.Details);
        Assert.NotEmpty(entry.Who);
    }

    [Fact]
    public async Task Entries_are_searched_paged_and_written_as_CSV_without_formulas()
    {
        _app.Create();
        await using (var db = _app.Open())
        {
            db.AddRange(Enumerable.Range(1, 120).Select(i => new AuditEntry
            {
                At = Quillhaven.AsOf.AddMinutes(i),
                Who = i % 2 == 0 ? "Oda Quill" : "=cmd|'/c calc'!A1",
                Action = i % 3 == 0 ? AuditActions.SignedIn : AuditActions.ClientChanged,
                Subject = $"client {i}",
                Details = "",
            }));
            await db.SaveChangesAsync();
        }

        var (status, first) = await _app.GetAsync("/admin/audit?who=oda");
        Assert.Equal(200, status);
        var rows = first.QuerySelectorAll("table tbody tr");
        Assert.Equal(50, rows.Length);
        Assert.Contains("client 120", rows[0].Text());
        var (_, second) = await _app.GetAsync(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(10, second.QuerySelectorAll("table tbody tr").Length);
        Assert.Null(second.QuerySelector("a[rel=next]"));
        Assert.Contains("Nothing is recorded", (await _app.GetAsync("/admin/audit?from=2030-01-01")).Page.Text());
        Assert.Equal(400, (await _app.GetAsync("/admin/audit?from=yesterday")).Status);
        Assert.Equal(400, (await _app.GetAsync("/admin/audit?action=nothing")).Status);

        var csv = await _app.Client.GetStringAsync(new Uri("/admin/audit?handler=csv&action=signed+in", UriKind.Relative));
        Assert.Equal(41, csv.Trim().Split('\n').Length);
        Assert.Contains("'=cmd|", csv);
    }
}
