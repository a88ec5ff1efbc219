
namespace InfluenceScore.Web.Tests.Pages.Compare;

public sealed class ComparePageTests(Quillhaven app) : IClassFixture<Quillhaven>
{
    private const string Three = "/compare?account=x:crumbtide&account=x:ropequill&account=x:sheafmoor";

    [Fact]
    public async Task Three_accounts_stand_side_by_side_with_every_pair_asked()
    {
        var (status, page) = await app.GetAsync(Three);
        Assert.Equal(200, status);
        Assert.Equal("Compare three accounts", page.QuerySelector("h1").Text());
        Assert.Equal(3, page.QuerySelectorAll("#above tbody tr").Length);
        Assert.Equal(3, page.QuerySelectorAll("#table tbody tr").Length);
        Assert.Equal(3, page.QuerySelectorAll("#trend path.ln").Length);
        Assert.Equal("Is Crumbtide Bakery above Ropequill Coffee?", page.QuerySelector("#above tbody th").Text());
        Assert.Contains("Not settled: Crumbtide Bakery above Ropequill Coffee (72%). The rest of the order is clear.", page.Text());
    }

    [Fact]
    public async Task The_address_holds_the_whole_view()
    {
        var (_, page) = await app.GetAsync(Three + "&days=30");
        Assert.Equal(["x:crumbtide", "x:ropequill", "x:sheafmoor"], page.QuerySelectorAll("form.filters input[name=account]").Select(i => i.GetAttribute("value")).OfType<string>().Where(v => v.Length > 0));
        Assert.Equal("30 days", page.QuerySelector("#trend .seg [aria-current]").Text());
        Assert.Contains("account=x%3Acrumbtide&account=x%3Aropequill&account=x%3Asheafmoor&days=365", page.QuerySelectorAll("#trend .seg a")[3].GetAttribute("href"));
    }

    [Theory]
    [InlineData("/compare?account=crumbtide&account=x:ropequill", 400, "“crumbtide” does not name an account; write network:handle")]
    [InlineData("/compare?account=x:nobody&account=x:ropequill", 404, "No account “nobody” on X is known here.")]
    [InlineData("/compare?account=x:ternwatch&account=x:ropequill", 200, "ternwatch has no score as of 22 November 2026")]
    [InlineData("/compare?account=x:crumbtide", 200, "One more account with a score is needed.")]
    [InlineData("/compare?account=x:crumbtide&account=X:@Crumbtide", 200, "One more account with a score is needed.")]
    [InlineData("/compare?account=x:1&account=x:2&account=x:3&account=x:4&account=x:5", 400, "compares up to four accounts; the address names 5")]
    [InlineData(Three + "&days=soon", 400, "days must be one of")]
    public async Task What_cannot_be_compared_is_said_and_the_form_stays(string address, int expected, string sentence)
    {
        var (status, page) = await app.GetAsync(address);
        Assert.Equal(expected, status);
        Assert.Contains(sentence, page.Text());
    }

    [Fact]
    public async Task Without_accounts_the_page_tells_how_to_choose()
    {
        var (status, page) = await app.GetAsync("/compare?account=&account=");
        Assert.Equal(200, status);
        Assert.Contains("Choose two to four accounts.", page.Text());
        Assert.Equal(2, page.QuerySelectorAll("form.filters input[name=account]").Length);
    }
}
