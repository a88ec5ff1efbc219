namespace InfluenceScore.Web.Pages.Compare;

/// <summary>What <see cref="InfluenceScore.Scoring.Explanations.Certainty"/> says of two scores, in words.</summary>
public static class Above
{
    /// <summary>From here on the page calls the order settled (two-sided 95%).</summary>
    public const double Settled = .975;

    /// <summary>The answer in words a consultant could repeat.</summary>
    public static string InWords(double probability) => probability switch
    {
        >= Settled => "Sure enough to say so.",
        >= .9 => "Likely, but not settled.",
        >= .6 => "More likely than not; do not promise it.",
        > .4 => "About a coin toss: the data cannot tell them apart.",
        > .1 => "The other way round is more likely; do not promise that either.",
        > 1 - Settled => "Probably the other way round, but not settled.",
        _ => "No: it is the other way round.",
    };
}
