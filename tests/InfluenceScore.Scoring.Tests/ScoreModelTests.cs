using System.Globalization;
using System.Reflection;

namespace InfluenceScore.Scoring.Tests;

public sealed class ScoreModelTests
{
    [Fact]
    public void The_page_about_scoring_lists_every_constant_with_its_value()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "scoring.md"));
        foreach (var property in typeof(ScoreModel).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.PropertyType != typeof(string)))
        {
            var value = string.Format(CultureInfo.InvariantCulture, "{0}", property.GetValue(ScoreModel.Current));
            Assert.Contains($"| `{property.Name}` | {value} |", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_weights_of_the_parts_are_not_negative_and_sum_to_one()
    {
        var model = ScoreModel.Current;
        Assert.All([model.TrueReachWeight, model.AmplificationWeight, model.NetworkImpactWeight], weight => Assert.InRange(weight, 0, 1));
        Assert.Equal(1, model.TrueReachWeight + model.AmplificationWeight + model.NetworkImpactWeight, 1e-12);
    }

    [Fact]
    public void Every_kind_of_act_has_a_ceiling_and_reposts_and_quotes_weigh_most()
    {
        var ceilings = Enum.GetValues<InteractionKind>().Select(ScoreModel.Current.Ceiling).ToList();
        Assert.All(ceilings, ceiling => Assert.InRange(ceiling, .01, 1));
        Assert.Equal(ceilings.OrderDescending(), ceilings);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "InfluenceScore.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
