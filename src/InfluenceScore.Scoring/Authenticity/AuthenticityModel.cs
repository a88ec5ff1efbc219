namespace InfluenceScore.Scoring.Authenticity;

/// <summary>
/// The probability that an account is a genuine person or organisation, from its profile alone: two additive logistic scorecards,
/// "bought follower" and "bot", P = 1 / (1 + e^g1 + e^g2), fitted on labelled public data (docs/authenticity.md, coefficients and
/// sources in <see cref="AuthenticityCoefficients"/>). It says "resembles the people of those samples", never proof.
/// Continuous in every count; always finite and inside (0, 1).
/// </summary>
public static class AuthenticityModel
{
    /// <summary>From here on an account is called likely genuine.</summary>
    public const double LikelyGenuineFrom = 0.8;

    /// <summary>Below this an account is called likely not genuine, if it has an audience to judge by.</summary>
    public const double LikelyNotGenuineBelow = 0.2;

    /// <summary>Newcomers and lurkers look like bots: below this many followers nobody is called not genuine.</summary>
    public const long FewestFollowersForHarshVerdict = 100;

    /// <summary>The estimate under the product's prior. Does not allocate.</summary>
    public static AuthenticityEstimate Estimate(ProfileSnapshot? profile) => Estimate(profile, AuthenticityPrior.Product);

    /// <summary>The estimate where the kinds of account are as common as <paramref name="prior"/> says.</summary>
    public static AuthenticityEstimate Estimate(ProfileSnapshot? profile, AuthenticityPrior prior)
    {
        Span<double> features = stackalloc double[ProfileFeatures.Count];
        var tier = profile is null ? AuthenticityTier.TooLittleKnown : ProfileFeatures.Read(profile, features);
        var bought = Math.Log(prior.Bought / prior.Genuine);
        var bot = Math.Log(prior.Bot / prior.Genuine);
        if (tier == AuthenticityTier.TooLittleKnown)
            return new(prior.Genuine, tier, bought, bot, AuthenticityVerdict.CannotTell);

        var cards = AuthenticityCoefficients.Of(tier);
        var fitted = AuthenticityCoefficients.FitPrior;
        bought += cards.Bought.LogOdds(features) - Math.Log(fitted.Bought / fitted.Genuine);
        bot += cards.Bot.LogOdds(features) - Math.Log(fitted.Bot / fitted.Genuine);
        var probability = 1 / (1 + Math.Exp(bought) + Math.Exp(bot));
        return new(probability, tier, bought, bot, Verdict(probability, profile!.Followers));
    }

    /// <summary>Why: contributions to the likelier signature, grouped and largest first; empty where too little is known.</summary>
    public static IReadOnlyList<AuthenticityReason> Reasons(ProfileSnapshot? profile) => AuthenticityReasons.Of(profile);

    private static AuthenticityVerdict Verdict(double probability, long? followers) => probability switch
    {
        >= LikelyGenuineFrom => AuthenticityVerdict.LikelyGenuine,
        < LikelyNotGenuineBelow when followers >= FewestFollowersForHarshVerdict => AuthenticityVerdict.LikelyNotGenuine,
        _ => AuthenticityVerdict.CannotTell,
    };
}
