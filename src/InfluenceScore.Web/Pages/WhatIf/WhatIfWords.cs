using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Web.Pages.WhatIf;

/// <summary>An outcome in sentences.</summary>
public static class WhatIfWords
{
    /// <summary>Points that two decimals do not show.</summary>
    public const double Smallest = .005;

    /// <summary>The difference of the scores as they are shown, in points.</summary>
    public static double Change(Outcome outcome) => Words.Rounded(outcome.After.Score, 2) - Words.Rounded(outcome.Before.Score, 2);

    /// <summary>A difference with its sign and two decimals, because a single person moves hundredths.</summary>
    public static string Signed(double points) => (Words.Rounded(points, 2) > 0 ? "+" : "") + Words.Exact(points);

    public static string Sentence(Outcome outcome, Question question)
    {
        if (question.IsNothing)
            return $"As it is, the score is {Words.Exact(outcome.Before.Score)}. Nothing is imagined yet.";
        var change = Change(outcome);
        var moved = Math.Abs(change) < Smallest
            ? $"The score would stay at {Words.Exact(outcome.Before.Score)}"
            : $"The score would go from {Words.Exact(outcome.Before.Score)} to {Words.Exact(outcome.After.Score)} ({Signed(change)})";
        var sure = Certainty.ProbabilityAbove(outcome.After, outcome.Before);
        var doubt = Math.Abs(change) >= Smallest && sure is > .025 and < .975 ? " That is within what chance alone may do to either number" : "";
        var tricks = question.Used.Where(l => l.IsTrick).ToList();
        var trick = tricks.Count > 0 && tricks.All(l => Math.Abs(outcome.Alone[l.Key]) < Smallest)
            ? tricks.Count == question.Used.Count ? ": the trick earns 0." : $". The {(tricks.Count == 1 ? "trick earns" : "tricks earn")} 0 of it."
            : ".";
        return moved + trick + (doubt.Length > 0 ? doubt + "." : "");
    }

    public static string Spoken(AccountScore before, AccountScore after) =>
        $"Score {Words.Points(before.Score)} as it is, interval {Words.Points(before.Low)} to {Words.Points(before.High)}; imagined {Words.Points(after.Score)}, interval {Words.Points(after.Low)} to {Words.Points(after.High)}.";

    public static string Cause(ChangeCause cause) => cause switch
    {
        ChangeCause.NewPeople => "new people",
        ChangeCause.FadedEvidence => "older acts faded",
        ChangeCause.MoreActs => "people who act more",
        ChangeCause.FewerActs => "people who act less",
        ChangeCause.Reclassified => "people judged anew",
        ChangeCause.Proven => "people of whom more is known",
        ChangeCause.Reciprocity => "favours returned",
        ChangeCause.CrowdBound => "unproven accounts beside proven people",
        ChangeCause.ResponsePerPost => "another share of the posts acted on",
        ChangeCause.InfluenceOfPeople => "more or less influential people",
        ChangeCause.ModelChange => "another model",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "Unknown cause."),
    };
}
