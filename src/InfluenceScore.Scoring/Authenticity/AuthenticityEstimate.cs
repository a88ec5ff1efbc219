using System.Runtime.InteropServices;

namespace InfluenceScore.Scoring.Authenticity;

/// <summary>How much of a profile is known. Each tier has scorecards of its own, because a missing fact is not an average fact.</summary>
public enum AuthenticityTier : byte
{
    /// <summary>Followers or following unknown: the answer is the prior, and no judgement.</summary>
    TooLittleKnown = 0,

    /// <summary>Followers and following.</summary>
    Audience = 1,

    /// <summary>The same and the number of posts.</summary>
    Posts = 2,

    /// <summary>The same and the likes given.</summary>
    Likes = 3,

    /// <summary>The same and the lists it stands on.</summary>
    Full = 4,
}

/// <summary>The two ways in which the labelled accounts were not genuine.</summary>
public enum AuthenticitySignature : byte
{
    BoughtFollower = 0,
    Bot = 1,
}

/// <summary>The only three answers that may be shown to a person.</summary>
public enum AuthenticityVerdict : byte
{
    CannotTell = 0,
    LikelyGenuine = 1,
    LikelyNotGenuine = 2,
}

/// <summary>
/// How common the three kinds of account are before a profile is looked at. Shares 0–1, sum 1.
/// </summary>
public readonly record struct AuthenticityPrior(double Genuine, double Bought, double Bot)
{
    /// <summary>
    /// The product's prior. One number for "nothing known" and for the scale of every answer: an uninformative profile and no profile
    /// get the same 0.7. It lies between the labelled sets (0.525) and ordinary audiences (0.9 and more), on the cautious side, because
    /// accounts that act in bulk are over-represented among those who act at all.
    /// </summary>
    public static AuthenticityPrior Product { get; } = new(0.70, 0.15, 0.15);
}

/// <summary>Is the account a genuine person or organisation, as far as its profile tells?</summary>
/// <param name="Probability">0–1; the prior where too little is known. "Genuine" means not automated and not bought: organisations count.</param>
/// <param name="Tier">How much of the profile the answer rests on.</param>
/// <param name="BoughtLogOdds">Log-odds bought follower against genuine; −∞…∞, 0 is even.</param>
/// <param name="BotLogOdds">Log-odds bot against genuine.</param>
/// <param name="Verdict">The answer in words.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AuthenticityEstimate(
    double Probability,
    AuthenticityTier Tier,
    double BoughtLogOdds,
    double BotLogOdds,
    AuthenticityVerdict Verdict)
{
    /// <summary>The signature that the account resembles more, whether or not it resembles it much.</summary>
    public AuthenticitySignature Signature => BoughtLogOdds > BotLogOdds ? AuthenticitySignature.BoughtFollower : AuthenticitySignature.Bot;
}
