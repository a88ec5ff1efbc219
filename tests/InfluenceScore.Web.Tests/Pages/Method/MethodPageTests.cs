using InfluenceScore.Scoring;
using InfluenceScore.Web.Pages;
using InfluenceScore.Web.Pages.Method;

namespace InfluenceScore.Web.Tests.Pages.Method;

public sealed class MethodPageTests(Quillhaven app) : IClassFixture<Quillhaven>
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
    public async Task What_was_measured_stands_on_the_page_as_in_the_document()
    {
        var (_, page) = await app.GetAsync("/method");
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "InfluenceScore.sln")))
            folder = folder.Parent;
        var document = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "docs", "scoring.md"));

        Assert.NotEmpty(Measured.All);
        Assert.All(Measured.All, m => Assert.Contains($"| {m.Claim} | {m.Figures} |", document, StringComparison.Ordinal));
        Assert.Equal(Measured.All.Select(m => m.Figures), page.QuerySelectorAll("#measured tbody td").Select(td => td.Text()));
    }
}
