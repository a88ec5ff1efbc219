using System.Globalization;
using InfluenceScore.Scoring.Authenticity;

namespace InfluenceScore.Data.Scores.Audiences;

/// <summary>What can be said of somebody in an audience. The numbers are stored: never renumber.</summary>
public enum AudienceClass : byte
{
    Genuine = 1,
    Uncertain = 2,
    Suspicious = 3,
    Inactive = 4,

    /// <summary>No profile with followers and following is known: nothing is said either way.</summary>
    Unknown = 5,
}

/// <summary>What is known about somebody, to put them into a class.</summary>
/// <param name="Estimate">Of the newest profile before as-of.</param>
/// <param name="Followers">Null = unknown.</param>
/// <param name="QuickActs">Acts on the account within <see cref="AudienceQuality.QuickMinutes"/> minutes of the post.</param>
/// <param name="DelaysKnown">Acts on the account whose delay after the post is known.</param>
/// <param name="ArrivedWith">Other accounts of low authenticity that began to follow within two days of this one.</param>
/// <param name="Dormant">A sentence's end that says why the account is inactive, or null where it is not, or nobody knows.</param>
public readonly record struct AudienceSigns(AuthenticityEstimate Estimate, long? Followers, int QuickActs, int DelaysKnown, int ArrivedWith, string? Dormant);

/// <summary>
/// The rule that sorts an audience into classes, and the only place of its thresholds. Suspicious needs two signs: a profile that resembles bots or bought
/// followers alone proves nothing, because newcomers and people who only read have the same (docs/authenticity.md). First match: unknown, suspicious, inactive,
/// genuine, uncertain.
/// </summary>
public static class AudienceQuality
{
    /// <summary>Authenticity from which somebody is called genuine: 90% of those were, on the hard labelled set.</summary>
    public const double GenuineFrom = AuthenticityModel.LikelyGenuineFrom;

    /// <summary>Authenticity below which a second sign makes somebody suspicious: 97% of those were not genuine, on the hard labelled set.</summary>
    public const double SuspiciousBelow = AuthenticityModel.LikelyNotGenuineBelow;

    /// <summary>Second sign: an account with so many followers is no newcomer any more.</summary>
    public const long EstablishedFollowers = AuthenticityModel.FewestFollowersForHarshVerdict;

    /// <summary>Second sign: acts so soon after the post (the score's own rule for machines) …</summary>
    public const double QuickMinutes = 30;

    /// <summary>… at least so many of them, and more than two in three: people are quick once, not always.</summary>
    public const int FewestQuickActs = 3;

    /// <summary>Second sign: so many other accounts of low authenticity began to follow within two days. People come one by one, or with a viral post and good profiles.</summary>
    public const int FewestArrivals = 20;

    public static AudienceClass Of(AudienceSigns signs)
    {
        if (signs.Estimate.Tier == AuthenticityTier.TooLittleKnown)
            return signs.Dormant is null ? AudienceClass.Unknown : AudienceClass.Inactive;
        if (signs.Estimate.Probability < SuspiciousBelow && SecondSignOrNull(signs) is not null)
            return AudienceClass.Suspicious;
        if (signs.Dormant is not null)
            return AudienceClass.Inactive;
        return signs.Estimate.Probability >= GenuineFrom ? AudienceClass.Genuine : AudienceClass.Uncertain;
    }

    /// <summary>The sign beside the profile, in words with figures; null where there is none.</summary>
    public static string? SecondSignOrNull(AudienceSigns signs)
    {
        if (signs.QuickActs >= FewestQuickActs && signs.QuickActs * 3 > signs.DelaysKnown * 2)
            return $"{Number(signs.QuickActs)} of {Number(signs.DelaysKnown)} acts came within {QuickMinutes:0} minutes of the post";
        if (signs.ArrivedWith >= FewestArrivals)
            return $"began to follow within two days of {Number(signs.ArrivedWith)} accounts alike";
        return signs.Followers >= EstablishedFollowers ? "is past being a newcomer" : null;
    }

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
