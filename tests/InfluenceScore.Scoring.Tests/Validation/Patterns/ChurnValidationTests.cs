using InfluenceScore.Scoring.Validation.Patterns;

namespace InfluenceScore.Scoring.Tests.Validation.Patterns;

/// <summary>A smaller version of what `validate` measures; other seeds than those of the report and of the development.</summary>
public sealed class ChurnValidationTests
{
    [Fact]
    public void Churners_are_told_from_fair_accounts_however_they_were_collected()
    {
        var report = ChurnValidation.Measure(seed: 41, churners: 300, fair: 330);

        Assert.InRange(report.Precision, .95, 1);
        // The report measures 0.95 and more on thousands; three hundred may fall short of that by two standard errors.
        Assert.InRange(report.Recall, .925, 1);
    }

    [Fact]
    public void Of_a_thousand_fair_accounts_three_at_most_are_flagged()
    {
        var report = ChurnValidation.Measure(seed: 42, churners: 0, fair: 1000);

        Assert.Equal(1000, report.Fair);
        Assert.InRange(report.FalseAlarms, 0, 3);
    }

    [Fact]
    public void The_documents_agree_with_each_other()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "InfluenceScore.sln")))
            folder = folder.Parent;
        string Read(string name) => File.ReadAllText(Path.Combine(folder.FullName, "docs", name));
        var seeds = Read("validation.md").Split("### It sees follow churn")[1].Split('\n').Where(l => l.StartsWith("| 1", StringComparison.Ordinal))
            .Select(l => l.Split('|', StringSplitOptions.TrimEntries).Skip(2).Take(4).Select(c => int.Parse(c, System.Globalization.CultureInfo.InvariantCulture)).ToArray()).ToList();

        Assert.Contains(string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{seeds.Sum(s => s[3])} flags on {seeds.Sum(s => s[2]):N0} fair accounts, {seeds.Sum(s => s[1]):N0} of {seeds.Sum(s => s[0]):N0} churners found"), Read("patterns.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fair_story_is_collected_in_every_way()
    {
        var report = ChurnValidation.Measure(seed: 43, churners: 5, fair: 5 * FollowLives.Fair.Count);

        Assert.Equal(5 * FollowLives.Fair.Count, report.Rows.Count(r => r.Kind != "churner"));
        Assert.Equal(report, report with { });
        Assert.Equal(report.Rows, ChurnValidation.Measure(43, 5, 5 * FollowLives.Fair.Count).Rows);
    }
}
