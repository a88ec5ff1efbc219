using AngleSharp.Dom;
using InfluenceScore.Web.Pages.WhatIf;

namespace InfluenceScore.Web.Tests.Pages.WhatIf;

public sealed class WhatIfPageTests(ScoredTown app) : IClassFixture<ScoredTown>
{
    private const string Bakery = "/what-if/x/bakery";

    [Fact]
    public async Task Nothing_imagined_shows_the_score_as_it_is()
    {
        var page = await AnswerAsync(Bakery);
        var (_, account) = await app.GetAsync("/accounts/x/bakery");
        Assert.Equal("What if, for The Bakery", page.QuerySelector("h1").Text());
        Assert.Contains("Nothing is imagined yet.", page.QuerySelector("#result").Text());
        Assert.StartsWith(account.QuerySelector(".score b").Text(), InfluenceScore.Web.Pages.Words.Points(Was(page)));
        Assert.Equal(Lever.All.Count, page.QuerySelectorAll("#levers input[type=number]").Length);
        Assert.Contains(Bakery, account.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task Twenty_more_people_raise_it_and_both_columns_add_up()
    {
        var page = await AnswerAsync(Bakery + "?people=20");
        Assert.True(Would(page) > Was(page) + .5, page.QuerySelector("#result").Text());
        foreach (var column in new[] { 1, 2 })
            Assert.Equal(Cell(page.QuerySelector("#result tfoot tr")!.Children[column]), page.QuerySelectorAll("#result table:first-of-type tbody tr").Take(3).Sum(r => Cell(r.Children[column])), 2);
        Assert.Contains("new people", page.QuerySelector("#result").Text());
        Assert.Equal("20", page.QuerySelector("#n-people")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("?followers=10000", "The score would stay at")]
    [InlineData("?cycles=300", "the trick earns 0.")]
    [InlineData("?followers=10000&cycles=300", "the trick earns 0.")]
    public async Task A_trick_answers_nought_and_says_why(string question, string sentence)
    {
        var page = await AnswerAsync(Bakery + question);
        Assert.Equal(Was(page), Would(page));
        Assert.Contains(sentence, page.QuerySelector("#result").Text());
        Assert.Contains("never an input", page.QuerySelector("#result").Text());
        Assert.Contains("0.00", page.QuerySelectorAll("#result tbody td[data-l=Points]").Select(td => td.Text()));
    }

    [Fact]
    public async Task Together_every_slider_tells_what_it_does_alone()
    {
        var page = await AnswerAsync(Bakery + "?people=20&followers=10000&pause=120");
        var alone = page.QuerySelectorAll("#result tbody td[data-l=Points]").Select(td => td.Text()).ToList();
        Assert.Equal("–", alone[1]);
        Assert.Equal("0.00", alone[3]);
        Assert.StartsWith("+", alone[0]);
        Assert.StartsWith("−", alone[5]);
        Assert.Contains("The trick earns 0 of it.", page.QuerySelector("#result").Text());
    }

    [Fact]
    public async Task The_script_gets_the_answer_alone()
    {
        await AnswerAsync(Bakery + "?people=5");
        var (status, page) = await app.GetAsync(Bakery + "?handler=Result&people=5");
        Assert.Equal(200, status);
        Assert.Null(page.QuerySelector("h1"));
        Assert.Contains("The score would go from", page.Text());
    }

    [Theory]
    [InlineData("/what-if/x/nobody", 404, "No account “nobody” on X is known here.")]
    [InlineData("/what-if/x/newcomer", 200, "Newcomer has no score as of 22 November 2026, so there is nothing to start from.")]
    [InlineData(Bakery + "?people=-1", 400, "a whole number from 0 to 500, not “-1”")]
    [InlineData(Bakery + "?followers=1e9", 400, "a whole number from 0 to 100,000")]
    public async Task What_cannot_be_answered_is_said(string address, int expected, string sentence)
    {
        var (status, page) = await app.GetAsync(address);
        Assert.Equal(expected, status);
        Assert.Contains(sentence, page.Text());
    }

    [Fact]
    public async Task A_store_too_large_for_memory_says_so()
    {
        using var small = app.WithWebHostBuilder(b => b.UseSetting("WhatIf:MostInteractions", "5"));
        app.Create();
        var html = await small.CreateClient().GetStringAsync(new Uri(Bakery + "?people=5", UriKind.Relative));
        Assert.Contains("up to 5 can be taken into memory", html);
        Assert.DoesNotContain("Try again", html);
    }

    /// <summary>As a reader does without scripts: opens the page again while it says "not yet".</summary>
    private async Task<AngleSharp.Html.Dom.IHtmlDocument> AnswerAsync(string address)
    {
        for (var tries = 0; ; tries++)
        {
            var (status, page) = await app.GetAsync(address);
            Assert.Equal(200, status);
            if (page.QuerySelector("#result [data-again]") is null || tries > 20)
                return (AngleSharp.Html.Dom.IHtmlDocument)page;
        }
    }

    private static double Was(IDocument page) => Cell(page.QuerySelector("#result tfoot tr")!.Children[1]);

    private static double Would(IDocument page) => Cell(page.QuerySelector("#result tfoot tr")!.Children[2]);

    private static double Cell(IElement cell) => double.Parse(cell.Text().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
}
