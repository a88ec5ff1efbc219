using System.Globalization;
using System.Text;
using InfluenceScore.Scoring.Validation.Gaming;
using InfluenceScore.Scoring.Validation.Metrics;

namespace InfluenceScore.Scoring.Validation.Report;

/// <summary>The report for people to read: plain tables, the plots beside them as files.</summary>
public static class ReportMarkdown
{
    public static string Write(ValidationReport report)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# Validation of score model {report.Model}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture,
            $"Simulated worlds with seeds {string.Join(", ", report.Seeds)}. Every figure comes out again from its seed. Intervals in brackets are 95% bootstrap intervals over accounts.");
        Predictions(text, report);
        Worlds(text, report);
        GamingRows(text, report);
        Intervals(text, report);
        AuthenticityRows(text, report);
        PatternTables.Write(text, report);
        AblationRows(text, report);
        return text.ToString();
    }

    private static void Predictions(StringBuilder text, ValidationReport report)
    {
        foreach (var table in report.Predictions)
        {
            Heading(text, $"It predicts: {table.Split.Name}");
            text.AppendLine(CultureInfo.InvariantCulture,
                $"Cut {Moment(table.Split.Cut)}, truth: different {(table.Split.RepostsOnly ? "reposters" : "people who act")} in the next {table.Split.HorizonDays:0.##} days, {table.Accounts} accounts with at least {table.Split.LeastPastActors} past actors.").AppendLine();
            Row(text, "measure", "ρ", "NDCG@100");
            Row(text, "---", "---", "---");
            foreach (var row in table.Rows)
                Row(text, row.Measure, With(row.Spearman), With(row.Ndcg));
            var ahead = table.Ahead.ToArray();
            text.AppendLine().AppendLine(ahead.Length == 0
                ? "No baseline is ahead of the score beyond its interval."
                : $"Ahead of the score beyond its interval: {string.Join(", ", ahead)}.");
        }

        if (report.FollowerShare is { } share)
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"**It is not just followers:** R² of the score on ln(1 + followers) is {share:0.000} (limit 0.7; Klout's was 0.94, Golliher 2011).");
    }

    private static void Worlds(StringBuilder text, ValidationReport report)
    {
        Heading(text, "It agrees with true influence (simulated worlds)");
        Row(text, "seed", "score ρ", "followers ρ", "actors of 90 days ρ", "oracle ρ", "R² on ln followers");
        Row(text, "---", "---", "---", "---", "---", "---");
        for (var i = 0; i < report.Worlds.Count; i++)
        {
            var w = report.Worlds[i];
            Row(text, Whole(report.Seeds[i]), Three(w.Score), Three(w.Followers), Three(w.PastActors), Three(w.Oracle), Three(w.FollowerShare));
        }
    }

    private static void GamingRows(StringBuilder text, ValidationReport report)
    {
        Heading(text, "It resists: the gaming table");
        text.AppendLine("Points over middling accounts, net of the bystanders' median. ![gaming](gaming.svg)").AppendLine();
        Row(text, "attack", "mean", "limit", "worst single", "bystanders' median move", "holds", "what is done");
        Row(text, "---", "---", "---", "---", "---", "---", "---");
        foreach (var g in report.Gaming)
        {
            var name = g.Measure switch { AttackMeasure.Loss => $"{g.Attack} (loss)", AttackMeasure.NewcomerScore => $"{g.Attack} (its score)", _ => g.Attack };
            Row(text, name, Two(g.Measured), g.Limit is { } limit ? $"≤ {limit.ToString("0.##", CultureInfo.InvariantCulture)}" : "none", Two(g.Worst), Three(g.Bystanders),
                g.Holds switch { true => "yes", false => "**no**", null => "" }, g.Words);
        }
    }

    private static void Intervals(StringBuilder text, ValidationReport report)
    {
        Heading(text, "It is calibrated: intervals");
        text.AppendLine("![coverage](coverage.svg)").AppendLine();
        Row(text, "question", "coverage", "by fifths of the score", "comparisons", "median width");
        Row(text, "---", "---", "---", "---", "---");
        foreach (var i in report.Intervals)
            Row(text, i.Question, Percent(i.Coverage), string.Join(" ", i.ByQuintile.Select(Percent)), Whole(i.Comparisons), Two(i.MedianWidth));
    }

    private static void AuthenticityRows(StringBuilder text, ValidationReport report)
    {
        if (report.Authenticity.Count == 0)
            return;
        Heading(text, "It is calibrated: authenticity");
        text.AppendLine("The shipped model on labelled profiles (in sample where it was fitted on them; cross-validated figures stand in docs/authenticity.md). ![reliability](reliability.svg)").AppendLine();
        Row(text, "data", "accounts", "AUC", "Brier", "calibration error");
        Row(text, "---", "---", "---", "---", "---");
        foreach (var a in report.Authenticity)
            Row(text, a.Name, Whole(a.Accounts), Three(a.Auc), Three(a.Brier), Three(a.CalibrationError));
    }

    private static void AblationRows(StringBuilder text, ValidationReport report)
    {
        if (report.Ablation.Count == 0)
            return;
        Heading(text, "What each piece buys, and what it costs honest people");
        text.AppendLine("The model without one piece. Attacks in points; “honest losers” are people whom the piece costs more than a point.").AppendLine();
        Row(text, ["without", "ρ", .. Ablation.Attacks, "honest losers", "ρ on the data"]);
        Row(text, [.. Enumerable.Repeat("---", Ablation.Attacks.Count + 4)]);
        foreach (var a in report.Ablation)
            Row(text, [a.Piece, Three(a.Spearman), .. a.Gains.Select(Two), Percent(a.HonestLosers), double.IsNaN(a.Prediction) ? "" : Three(a.Prediction)]);
    }

    private static void Heading(StringBuilder text, string heading) => text.AppendLine().Append("## ").AppendLine(heading).AppendLine();

    private static void Row(StringBuilder text, params string[] cells) => text.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");

    private static string With(Measured m) => $"{Three(m.Value)} [{Three(m.Low)}–{Three(m.High)}]";

    private static string Two(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Three(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Whole(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    private static string Percent(double value) => value.ToString("0.0%", CultureInfo.InvariantCulture);

    private static string Moment(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at).ToString("yyyy-MM-ddTHH:mm'Z'", CultureInfo.InvariantCulture);
}
