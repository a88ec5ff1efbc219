using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using InfluenceScore.Web.Tests.Pages;
using Microsoft.AspNetCore.Mvc.Testing;

namespace InfluenceScore.Web.Tests.Display;

/// <summary>What readers in other regions and zones get over HTTP, and how they choose.</summary>
public sealed class DisplayPageTests(Quillhaven app) : IClassFixture<Quillhaven>
{
    // Each request is a reader of its own: what one chose must not follow the next.
    private readonly HttpClient _client = Client(app);

    private static readonly string[] Pages = ["/", "/accounts/x/crumbtide", "/accounts/x/crumbtide?parts=stacked", "/compare?account=x:crumbtide&account=x:ropequill", "/method"];

    [Theory]
    [InlineData("de-DE", "50,1", "22. November 2026")]
    [InlineData("en-US,en;q=0.9", "50.1", "November 22, 2026")]
    [InlineData("hi", "50.1", "22 नवंबर 2026")]
    [InlineData("th-TH", "50.1", "22 พฤศจิกายน 2026")]
    [InlineData("xx-nonsense, ;;q=", "50.1", "22 November 2026")]
    public async Task The_browsers_language_decides_how_numbers_and_dates_are_written(string accepted, string score, string day)
    {
        var page = await GetAsync("/accounts/x/crumbtide", accepted);
        Assert.Equal(score, page.QuerySelector(".score b").Text());
        Assert.Contains(day, page.QuerySelector("#h-score").Text());
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("fa-IR")]
    [InlineData("ar-EG")]
    [InlineData("sv-SE")]
    public async Task Coordinates_addresses_and_field_values_are_the_same_in_every_region(string region)
    {
        string[] machine = ["d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "width", "height", "dx", "dy", "href", "action", "src", "data-points", "data-low", "data-high", "data-step", "class", "max", "min"];
        foreach (var address in Pages)
        {
            var (english, other) = (await GetAsync(address, ""), await GetAsync(address, region));
            string Machine(IDocument page) => string.Join('\n', page.QuerySelectorAll("*").Select(e => e.LocalName + " " + string.Join(' ', machine.Select(e.GetAttribute)) + (e is { LocalName: "input" or "option" } ? e.GetAttribute("value") : "")));
            Assert.Equal(Machine(english), Machine(other));
        }
    }

    [Fact]
    public async Task Persian_readers_get_no_Latin_figure_in_the_first_glance()
    {
        var page = await GetAsync("/accounts/x/crumbtide", "fa-IR");
        Assert.All(page.QuerySelectorAll(".score b, .delta, .big, .sum .nowrap, #h-score"), e => Assert.DoesNotContain(e.Text(), char.IsAsciiDigit));
    }

    [Fact]
    public async Task The_zone_of_the_cookie_moves_moments_and_the_footer_says_which_it_is()
    {
        var utc = await GetAsync("/accounts/x/crumbtide", "");
        Assert.EndsWith("Newest fact: 22 Nov 2026, 05:12 UTC", utc.QuerySelector(".ids").Text());
        Assert.Contains("Times in UTC, days of scores are UTC days", utc.QuerySelector("footer").Text());
        var kathmandu = await GetAsync("/accounts/x/crumbtide", "", "zone=Asia/Kathmandu");
        Assert.EndsWith("Newest fact: 22 Nov 2026, 10:57 UTC+5:45", kathmandu.QuerySelector(".ids").Text());
        Assert.Contains("Times in Asia/Kathmandu", kathmandu.QuerySelector("footer").Text());
        Assert.Contains("Times in UTC", (await GetAsync("/", "", "zone=../../etc/passwd")).QuerySelector("footer").Text());
    }

    [Fact]
    public async Task Without_JavaScript_the_footer_switches_the_scheme_and_leads_back()
    {
        var page = await GetAsync("/accounts/x/crumbtide?days=30", "");
        var form = page.QuerySelector("form.scheme")!;
        Assert.Equal("/accounts/x/crumbtide?days=30", form.QuerySelector("input")!.GetAttribute("value"));
        var answer = await PostAsync(new() { ["scheme"] = "dark", ["back"] = "/accounts/x/crumbtide?days=30" });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/accounts/x/crumbtide?days=30", answer.Headers.Location!.OriginalString);
        Assert.Contains("scheme=dark; max-age=31536000; path=/; samesite=lax", answer.Headers.GetValues("Set-Cookie").Single());
        Assert.Equal("dark", (await GetAsync("/", "", "scheme=dark")).DocumentElement.GetAttribute("data-scheme"));
        Assert.Equal("", (await GetAsync("/", "", "scheme=purple")).DocumentElement.GetAttribute("data-scheme"));
    }

    [Theory]
    [InlineData("scheme", "purple", 400)]
    [InlineData("region", "de-XX-nonsense", 400)]
    [InlineData("zone", "Mars/Olympus", 400)]
    [InlineData("zone", "Europe/Berlin", 302)]
    [InlineData("region", "", 302)]
    [InlineData("back", "https://elsewhere.example/", 302)]
    public async Task Only_what_exists_can_be_chosen_and_nobody_is_sent_elsewhere(string name, string value, int status)
    {
        var answer = await PostAsync(new() { [name] = value });
        Assert.Equal(status, (int)answer.StatusCode);
        if (status == 302)
            Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Another_site_cannot_change_the_display()
    {
        var answer = await PostAsync(new() { ["scheme"] = "dark" }, "cross-site");
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    private static HttpClient Client(Quillhaven app)
    {
        app.Create();
        return app.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
    }

    private async Task<HttpResponseMessage> PostAsync(Dictionary<string, string> fields, string? site = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/display", UriKind.Relative)) { Content = new FormUrlEncodedContent(fields) };
        if (site is not null)
            request.Headers.Add("Sec-Fetch-Site", site);
        return await _client.SendAsync(request);
    }

    private async Task<IDocument> GetAsync(string address, string accepted, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept-Language", accepted);
        if (cookie is not null)
            request.Headers.Add("Cookie", [PagesApp.CookieOf(TestPeople.Admin), cookie]);
        using var answer = await _client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
    }
}
