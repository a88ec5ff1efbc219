using InfluenceScore.Data;
using InfluenceScore.Data.Scores;
using InfluenceScore.Scoring;
using InfluenceScore.Web.Demo;

namespace InfluenceScore.Web.Tests.Pages.Places;

/// <summary>The demo world, scored once by the real service, seen through the pages.</summary>
public sealed class PlacesPageTests(PlacesPageTests.DemoApp app) : IClassFixture<PlacesPageTests.DemoApp>
{
    public sealed class DemoApp : PagesApp
    {
        private static readonly DateTime Today = new(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc);

        protected override void Seed(InfluenceDbContext db) => SeedAsync(db).GetAwaiter().GetResult();

        private static async Task SeedAsync(InfluenceDbContext db)
        {
            await DemoSeed.FillAsync(db, Today);
            await new ScoringService(db, TimeProvider.System).ScoreAsync([new ScoringOptions { AsOf = new DateTimeOffset(Today).ToUnixTimeMilliseconds() }]);
        }
    }

    [Fact]
    public async Task The_bakery_stands_above_its_rival_with_four_times_the_followers_in_one_screen()
    {
        var (status, page) = await app.GetAsync("/accounts/x/crumbtide");

        Assert.Equal(200, status);
        var section = page.QuerySelector("#places")!;
        Assert.Contains("within 100 miles (161 km) of Quillhaven", section.Text(), StringComparison.Ordinal);
        var rows = section.QuerySelectorAll("[aria-label='Others at home here'] tbody tr").Select(r => r.QuerySelectorAll("th,td").Select(c => c.Text()).ToArray()).ToList();
        var (bakery, rival) = (rows.Single(r => r[0] == "Crumbtide Bakery X"), rows.Single(r => r[0] == "Sheafmoor Bakehouse X"));
        Assert.True(Number(bakery[1]) > Number(rival[1]), "local score");
        Assert.True(Number(rival[4]) > 3.9 * Number(bakery[4]), "followers");
        Assert.Contains("Home: Quillhaven (guessed)", page.QuerySelector(".ids").Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_parts_sum_to_the_true_reach_and_unknown_is_a_row_of_its_own()
    {
        var (_, page) = await app.GetAsync("/places/x/crumbtide");
        var rows = page.QuerySelectorAll("table.pl tbody tr").Select(r => (Name: r.QuerySelector("th").Text(), Share: Number(r.QuerySelectorAll("td")[2].Text().TrimEnd('%')))).ToList();

        Assert.Equal(100, rows.Sum(r => r.Share), 1e-6);
        Assert.True(rows.Single(r => r.Name == "Place unknown").Share > 10);
        Assert.NotEmpty(page.QuerySelectorAll("svg.map circle.map-local"));
        Assert.Equal(2, page.QuerySelectorAll("svg.map").Length);
        Assert.Empty(page.QuerySelectorAll("[style], script:not([src])"));
    }

    [Theory]
    [InlineData("place=the+moon&radius=100&unit=mi", "names no town")]
    [InlineData("place=Springfield&radius=100&unit=mi", "could be Springfield, Missouri")]
    [InlineData("place=Halifax,+NS&radius=x&unit=mi", "must be a number")]
    [InlineData("place=Halifax,+NS&radius=-1&unit=km", "must be a number")]
    [InlineData("place=Halifax,+NS&radius=99999&unit=km", "must be between")]
    public async Task A_home_that_cannot_be_is_refused_in_a_sentence(string form, string sentence)
    {
        using var response = await PostAsync("/places/home/x/ropequill?handler=Home", form);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains(sentence, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_home_is_set_removed_and_guessed_again()
    {
        async Task<string> After(string handler, string form)
        {
            using var response = await PostAsync($"/places/home/x/gullgrist?handler={handler}", form);
            Assert.Equal(302, (int)response.StatusCode);
            return (await app.GetAsync("/places/x/gullgrist")).Page.QuerySelector(".ids").Text();
        }

        Assert.Contains("Home: Halifax, Nova Scotia, Canada, radius 50 miles (80 km)", await After("Home", "place=Halifax,+NS&radius=50&unit=mi"), StringComparison.Ordinal);
        Assert.Contains("No home", await After("Remove", ""), StringComparison.Ordinal);
        Assert.Contains("Home: Quillhaven (guessed from its profile), radius 100 miles (161 km)", await After("Guess", ""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_account_is_said_to_be_unknown() => Assert.Equal(404, (await app.GetAsync("/places/x/nobody-of-that-name")).Status);

    private async Task<HttpResponseMessage> PostAsync(string address, string form)
    {
        var (_, page) = await app.GetAsync(address.Split('?')[0]);
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new StringContent($"{form}&__RequestVerificationToken={Uri.EscapeDataString(token)}", null, "application/x-www-form-urlencoded");
        return await app.Client.PostAsync(new Uri(address, UriKind.Relative), content);
    }

    private static double Number(string text) => double.Parse(text.Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
}
