using System.Globalization;
using System.Text;
using InfluenceScore.Scoring.Validation.Patterns;

namespace InfluenceScore.Scoring.Validation.Report;

/// <summary>The part of the report about patterns: churners told from fair accounts, and what attacks leave.</summary>
internal static class PatternTables
{
    public static void Write(StringBuilder text, ValidationReport report)
    {
        if (report.Churn.Count > 0)
            Churn(text, report);
        if (report.Patterns.Count > 0)
            Others(text, report);
    }

    private static void Churn(StringBuilder text, ValidationReport report)
    {
        text.AppendLine().AppendLine("## It sees follow churn, and leaves fair accounts alone").AppendLine();
        Row(text, "seed", "churners", "found", "fair accounts", "flagged", "precision", "recall", "churners too fast for counts");
        Row(text, "---", "---", "---", "---", "---", "---", "---", "---");
        foreach (var (seed, churn) in report.Seeds.Zip(report.Churn))
            Row(text, Whole((long)seed), Whole(churn.Churners), Whole(churn.Found), Whole(churn.Fair), Whole(churn.FalseAlarms), Three(churn.Precision), Three(churn.Recall), Whole(churn.OutOfSight));
        text.AppendLine().AppendLine("All seeds together, by story and by how it was collected: flagged of accounts.").AppendLine();
        var modes = Enum.GetValues<CollectionMode>();
        Row(text, ["story", .. modes.Select(m => m.ToString())]);
        Row(text, [.. Enumerable.Repeat("---", modes.Length + 1)]);
        foreach (var story in report.Churn.SelectMany(c => c.Rows).GroupBy(r => r.Kind).OrderBy(g => g.Key != "churner").ThenBy(g => g.Key, StringComparer.Ordinal))
            Row(text, [story.Key, .. modes.Select(m => $"{Whole(story.Where(r => r.Mode == m).Sum(r => r.Flagged))} of {Whole(story.Where(r => r.Mode == m).Sum(r => r.Accounts))}")]);
    }

    private static void Others(StringBuilder text, ValidationReport report)
    {
        text.AppendLine().AppendLine("## It sees other patterns, and leaves fair accounts alone").AppendLine();
        Row(text, "pattern", "what is played", "flagged of those it is played on", "flagged of fair accounts");
        Row(text, "---", "---", "---", "---");
        foreach (var p in report.Patterns)
            Row(text, p.Kind.ToString(), p.Attack, $"{Whole(p.PlayedFlagged)} of {Whole(p.Played)}", $"{Whole(p.FairFlagged)} of {Whole(p.Fair)}");
    }

    private static void Row(StringBuilder text, params string[] cells) => text.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");

    private static string Three(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Whole(long value) => value.ToString("0", CultureInfo.InvariantCulture);
}
