using System.IO.Compression;
using InfluenceScore.Data.Erasure;
using InfluenceScore.Web.Tests.Pages.Clients;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InfluenceScore.Web.Tests.Pages.Admin;

public sealed class PersonalDataPageTests : IDisposable
{
    private const string Address = "/admin/personal-data";

    private readonly Quillhaven _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task An_account_is_erased_only_when_its_name_is_typed()
    {
        var (_, page) = await _app.GetAsync(Address + "?account=x:crumbtide");
        Assert.Contains("Scores", page.QuerySelector("#account table")!.Text());
        Assert.Contains("cannot be taken back", page.Text());

        using (var wrong = await _app.Client.PressAsync(Address + "?account=x:crumbtide", "?handler=Erase", ("account", "x:crumbtide"), ("typed", "x:crumb")))
        {
            await using var before = _app.Open();
            Assert.Empty(await before.ErasureRequests.ToListAsync());
        }

        using var right = await _app.Client.PressAsync(Address + "?account=x:crumbtide", "?handler=Erase", ("account", "x:crumbtide"), ("typed", " X:@Crumbtide "));
        await using (var scope = _app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<Data.InfluenceDbContext>();
            await scope.ServiceProvider.GetRequiredService<AccountErasure>().ExecuteAsync(await db.ErasureRequests.SingleAsync());
        }
        Assert.Equal(404, (await _app.GetAsync("/accounts/x/crumbtide")).Status);
        var (_, after) = await _app.GetAsync(Address + "?account=x:crumbtide");
        Assert.Contains("There is no account", after.Text());
        Assert.Contains("1 account is kept from being imported", after.Text());
        Assert.DoesNotContain("crumbtide", after.QuerySelector("#erasures")!.Text());
    }

    [Fact]
    public async Task Everything_stored_about_an_account_is_handed_out_and_recorded()
    {
        using var answer = await _app.Client.PressAsync(Address + "?account=x:crumbtide", "?handler=Export", ("account", "x:crumbtide"));

        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(), ZipArchiveMode.Read);
        Assert.Contains("profiles.csv", zip.Entries.Select(e => e.FullName));
        await using var db = _app.Open();
        Assert.Equal("x:crumbtide", (await db.AuditEntries.SingleAsync()).Subject);
    }

    [Fact]
    public async Task What_is_kept_for_ever_is_said()
    {
        var (status, page) = await _app.GetAsync(Address);

        Assert.Equal(200, status);
        Assert.Contains("Nothing of the database is removed by age.", page.Text());
        Assert.Contains("Retention__AuditDays", page.Text());
    }
}
