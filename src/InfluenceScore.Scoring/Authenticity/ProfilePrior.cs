namespace InfluenceScore.Scoring.Authenticity;

/// <summary>
/// A plain, hand-set probability that an account is genuine, from its profile alone: log-odds that add up, neutral where nothing is known.
/// It stands in until a model fitted on labelled data replaces it.
/// </summary>
internal static class ProfilePrior
{
    /// <summary>Probability for an account without a profile.</summary>
    public const double Unknown = .7;

    /// <returns>0 to 1.</returns>
    public static double Probability(ProfileSnapshot? profile)
    {
        if (profile is null) return Unknown;
        var logOdds = Math.Log(Unknown / (1 - Unknown));
        logOdds += profile.DefaultAvatar switch { true => -1.2, false => .6, null => 0 };
        if (profile.Bio is { } bio) logOdds += string.IsNullOrWhiteSpace(bio) ? -.8 : .8;
        if (profile.Posts is { } posts) logOdds += Math.Clamp(.4 * Math.Log2((Math.Max(0, posts) + 1.0) / 16), -1.6, 1.2);
        if (profile.LikesGiven is { } likes) logOdds += Math.Clamp(.2 * Math.Log2((Math.Max(0, likes) + 1.0) / 8), -.6, .8);
        if (profile is { Followers: { } followers, Following: { } following })
            logOdds -= Math.Clamp(.7 * Math.Log2((Math.Max(0, following) + 10.0) / (Math.Max(0, followers) + 10.0) / 4), 0, 3);
        return 1 / (1 + Math.Exp(-logOdds));
    }
}
