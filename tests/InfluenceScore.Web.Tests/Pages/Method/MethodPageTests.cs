using InfluenceScore.Scoring;
using InfluenceScore.Web.Pages;
using InfluenceScore.Web.Pages.Method;

namespace InfluenceScore.Web.Tests.Pages.Method;

public sealed class MethodPageTests(Quillhaven app, ScoredTown town) : IClassFixture<Quillhaven>, IClassFixture<ScoredTown>
{
    [Fact]
    public async Task Every_number_of_the_model_stands_on_the_page_with_its_live_value()
    {
        var (status, page) = await app.GetAsync("/method");
        Assert.Equal(200, status);
        var numbers = typeof(ScoreModel).GetProperties().Where(p => p.PropertyType == typeof(double) || p.PropertyType == typeof(int)).ToList();
        Assert.NotEmpty(numbers);
        foreach (var number in numbers)
        {
            var row = page.QuerySelector($"tr[data-constant={number.Name}]");
            Assert.True(row is not null, $"{number.Name} of ScoreModel is missing on the method page (Pages/Method/ModelConstant.cs).");
            Assert.Equal(Words.Constant(Convert.ToDouble(number.GetValue(ScoreModel.Current))), row.QuerySelector("td").Text());
        }
        Assert.Equal(numbers.Count, page.QuerySelectorAll("tr[data-constant]").Length);
    }

    [Fact]
    public async Task The_laws_and_the_weights_are_told()
    {
        var (_, page) = await app.GetAsync("/method");
        Assert.Equal(Law.All.Count, page.QuerySelectorAll("#laws tbody tr").Length);
        Assert.Contains($"score = {Words.Constant(ScoreModel.Current.TrueReachWeight)} · True Reach index", page.Text());
        Assert.Equal("65.0", page.QuerySelectorAll("#score tbody tr")[^1].Children[2].Text());
    }

    [Fact]
    public async Task One_score_is_worked_through_and_every_sum_closes()
    {
        var page = await WorkedAsync("/method?account=x:bakery");
        var example = page.QuerySelector("#example")!;
        foreach (var table in example.QuerySelectorAll("table").Where(t => t.QuerySelector("tfoot") is not null))
        {
            var feet = table.QuerySelector("tfoot tr")!.Children.Reverse().TakeWhile(c => c.ClassList.Contains("n") && c.Text().Length > 0).ToList();
            Assert.NotEmpty(feet);
            foreach (var (foot, back) in feet.Select((f, i) => (f, i + 1)))
                Assert.Equal(Number(foot.Text()), table.QuerySelectorAll("tbody tr").Sum(r => Number(r.Children[^back].Text())), 4);
        }
        await using var db = town.Open();
        var stored = db.Scores.Where(s => s.AccountId == ScoredTown.Bakery).OrderByDescending(s => s.ScoreRunId).First();
        var (line, m) = (page.QuerySelector("#worked-score").Text(), ScoreModel.Current);
        Assert.EndsWith($"= {stored.Value:0.0000}", line);
        Assert.StartsWith($"{m.TrueReachWeight} · {stored.TrueReachIndex:0.0000} + {m.AmplificationWeight} · {stored.AmplificationIndex:0.0000}", line);
        Assert.Contains("34 others", example.Text());
    }

    [Fact]
    public async Task Without_a_choice_the_highest_score_is_taken_and_nonsense_is_answered_in_a_sentence()
    {
        var page = await WorkedAsync("/method");
        Assert.Contains(page.QuerySelector("#account")!.GetAttribute("value"), new[] { "x:bakery", "x:rival" });
        Assert.Contains("does not name an account", (await WorkedAsync("/method?account=bakery")).QuerySelector("#example").Text());
        Assert.Contains("No account “x:nobody” is known here.", (await WorkedAsync("/method?account=x:nobody")).QuerySelector("#example").Text());
        Assert.Contains("has no score as of", (await WorkedAsync("/method?account=x:newcomer")).QuerySelector("#example").Text());
    }

    [Fact]
    public async Task Every_trick_that_was_played_stands_on_the_page_as_in_the_document()
    {
        var (_, page) = await app.GetAsync("/method");
        var section = (await DocumentAsync("validation.md")).Split("### It resists")[1].Split("\n### ")[0];
        var rows = section.Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Skip(2).ToList();
        Assert.Equal(rows.Count, Gaming.All.Count);
        Assert.All(Gaming.All.Zip(rows), pair => Assert.True(pair.Second.StartsWith($"| {pair.First.Attack} | {pair.First.Gain} | {pair.First.Limit} | {pair.First.Worst} |", StringComparison.Ordinal)
            && pair.Second.EndsWith($"| {pair.First.Done} |", StringComparison.Ordinal), pair.Second));
        Assert.Equal(rows.Count, page.QuerySelectorAll("#gaming tbody tr").Length);
    }

    [Fact]
    public async Task What_was_measured_stands_on_the_page_as_in_the_document()
    {
        var (_, page) = await app.GetAsync("/method");
        var document = await DocumentAsync("scoring.md");

        Assert.NotEmpty(Measured.All);
        Assert.All(Measured.All, m => Assert.Contains($"| {m.Claim} | {m.Figures} |", document, StringComparison.Ordinal));
        Assert.Equal(Measured.All.Select(m => m.Figures), page.QuerySelectorAll("#measured tbody td").Select(td => td.Text()));
    }

    private async Task<AngleSharp.Dom.IDocument> WorkedAsync(string address)
    {
        for (var tries = 0; ; tries++)
        {
            var (status, page) = await town.GetAsync(address);
            Assert.Equal(200, status);
            if (!page.QuerySelector("#example").Text().Contains("in a moment") || tries > 20)
                return page;
        }
    }

    private static async Task<string> DocumentAsync(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "InfluenceScore.sln")))
            folder = folder.Parent;
        return await File.ReadAllTextAsync(Path.Combine(folder.FullName, "docs", name));
    }

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
