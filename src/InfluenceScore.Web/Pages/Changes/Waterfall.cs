using InfluenceScore.Data.Scores;
using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Web.Pages.Changes;

/// <summary>A change as a table that is a chart: one row a cause and part, gains first, with the running score. What is shown adds up to the hundredth.</summary>
public sealed record Waterfall(double From, double To, double Left, double Right, IReadOnlyList<Waterfall.Row> Rows)
{
    /// <summary>Points below which causes share one row.</summary>
    public const double Smallest = .05;

    /// <param name="Tone">reach, amp or impact; note for a change of model, mid for what belongs to no part.</param>
    /// <param name="Part">Name of the part, or null.</param>
    /// <param name="Points">Points as shown: the running score after it less that before it.</param>
    /// <param name="Running">The score after it, as shown.</param>
    /// <param name="IsUntold">No stored cause tells it: drawn hatched.</param>
    public sealed record Row(string Tone, string? Part, string Words, double Points, double Running, bool IsUntold)
    {
        public double Before => Running - Points;
    }

    /// <summary>Where a score stands on the axis, 0–100.</summary>
    public double At(double score) => 100 * (score - Left) / (Right - Left);

    /// <summary>"+1.42 + 0.61 − 0.40 = +1.63", as the rows show it.</summary>
    public string Sum => string.Join(' ', Rows.Select((r, i) => (i, r.Points) switch
    {
        (0, > 0) => "+" + Words.Exact(r.Points),
        (0, _) => Words.Exact(r.Points),
        (_, < 0) => "− " + Words.Exact(-r.Points),
        _ => "+ " + Words.Exact(r.Points),
    })) + $" = {Signed(Words.Rounded(To - From, 2))}";

    /// <summary>A difference with its sign and two decimals.</summary>
    public static string Signed(double points) => (points > 0 ? "+" : "") + Words.Exact(points);

    public static Waterfall Of(AccountChange change)
    {
        ScorePart?[] parts = [ScorePart.TrueReach, ScorePart.Amplification, ScorePart.NetworkImpact, null];
        var lines = change.Causes.SelectMany(c => parts.Select(p => (Cause: c, Part: p, Points: c.PointsOf(p)))).Where(l => l.Points != 0).ToList();
        var small = lines.Where(l => Math.Abs(l.Points) < Smallest).ToList();
        if (small.Count < 2)
            small.Clear();
        var told = lines.Except(small).OrderByDescending(l => l.Points > 0).ThenByDescending(l => Math.Abs(l.Points))
            .Select(l => (Tone(l.Cause, l.Part), Name(l.Part), ChangeWords.Line(l.Cause, l.Part, change), l.Points, l.Cause.Cause is null)).ToList();
        if (small.Count > 0)
            told.Add(("mid", null, $"{Words.Count(small.Count)} smaller causes, each under {Words.Exact(Smallest)} points", small.Sum(l => l.Points), false));

        var from = Words.Rounded(change.Before.Value, 2);
        var (running, shown) = (change.Before.Value, from);
        var rows = new List<Row>();
        foreach (var (i, (tone, part, words, points, untold)) in told.Index())
        {
            running += points;
            var next = Words.Rounded(i == told.Count - 1 ? change.After.Value : running, 2);
            rows.Add(new Row(tone, part, words, Words.Rounded(next - shown, 2), next, untold));
            shown = next;
        }
        var marks = rows.Select(r => r.Running).Append(from).ToList();
        var room = Math.Max(.25, .08 * (marks.Max() - marks.Min()));
        return new Waterfall(from, Words.Rounded(change.After.Value, 2), Math.Floor(2 * (marks.Min() - room)) / 2, Math.Ceiling(2 * (marks.Max() + room)) / 2, rows);
    }

    private static string Tone(CauseSum cause, ScorePart? part) => part switch
    {
        ScorePart.TrueReach => "reach",
        ScorePart.Amplification => "amp",
        ScorePart.NetworkImpact => "impact",
        _ => cause.Cause == ChangeCause.ModelChange ? "note" : "mid",
    };

    private static string? Name(ScorePart? part) => part switch
    {
        ScorePart.TrueReach => "True Reach",
        ScorePart.Amplification => "Amplification",
        ScorePart.NetworkImpact => "Network Impact",
        _ => null,
    };
}
