using System.Globalization;

namespace InfluenceScore.Scoring.Authenticity;

/// <summary>What a reason is about. Single curves are collinear and may look odd alone; their sums over a group do not.</summary>
public enum AuthenticityGroup : byte
{
    Audience = 0,
    Activity = 1,
    Likes = 2,
    Listing = 3,
    SelfDeclared = 4,
}

/// <summary>One reason in plain words.</summary>
/// <param name="Group">What it is about.</param>
/// <param name="LogOdds">How much it weighs: log-odds towards (positive) or against (negative) a genuine account, beside an average profile.</param>
/// <param name="Text">A phrase without a capital or a full stop, with the numbers it rests on.</param>
public sealed record AuthenticityReason(AuthenticityGroup Group, double LogOdds, string Text);

/// <summary>
/// Turns the contributions to the likelier signature into reasons. The group's log-odds and the intercept sum to that signature's
/// log-odds under the prior of the fit; groups that weigh next to nothing are left out.
/// </summary>
internal static class AuthenticityReasons
{
    /// <summary>Log-odds below which a group is not worth a sentence (a tenth changes 50% to 52.5%).</summary>
    private const double LeastLogOdds = 0.1;

    /// <summary>A difference of the counts beyond this factor is called few or many.</summary>
    private const double NoticeableFactor = 1.5;

    /// <summary>Posts below which "many for its audience" would be an odd thing to say.</summary>
    private const long FewPosts = 50;

    private static readonly int[][] FeaturesOfGroup =
    [
        [ProfileFeatures.Followers, ProfileFeatures.Following, ProfileFeatures.FollowersPerFollowing],
        [ProfileFeatures.Posts, ProfileFeatures.PostsPerFollower, ProfileFeatures.PostsPerFollowing],
        [ProfileFeatures.Likes, ProfileFeatures.LikesPerPost],
        [ProfileFeatures.Listed, ProfileFeatures.ListedPerFollower],
        [ProfileFeatures.BotWord, ProfileFeatures.DefaultAvatar],
    ];

    public static IReadOnlyList<AuthenticityReason> Of(ProfileSnapshot? profile)
    {
        var estimate = AuthenticityModel.Estimate(profile);
        if (estimate.Tier == AuthenticityTier.TooLittleKnown || profile is null) return [];

        var features = new double[ProfileFeatures.Count];
        ProfileFeatures.Read(profile, features);
        var cards = AuthenticityCoefficients.Of(estimate.Tier);
        var card = estimate.Signature == AuthenticitySignature.BoughtFollower ? cards.Bought : cards.Bot;
        var reasons = new List<AuthenticityReason>();
        for (var group = 0; group < FeaturesOfGroup.Length; group++)
        {
            var towardsGenuine = -FeaturesOfGroup[group].Sum(j => card.Curves[j].At(features[j]));
            if (Math.Abs(towardsGenuine) < LeastLogOdds) continue;
            reasons.Add(new((AuthenticityGroup)group, towardsGenuine, Text((AuthenticityGroup)group, towardsGenuine > 0, profile, features)));
        }

        return [.. reasons.OrderByDescending(reason => Math.Abs(reason.LogOdds))];
    }

    private static string Text(AuthenticityGroup group, bool genuine, ProfileSnapshot profile, double[] features) => group switch
    {
        AuthenticityGroup.Audience => Audience(genuine, profile.Followers ?? 0, profile.Following ?? 0),
        AuthenticityGroup.Activity => Activity(genuine, profile.Posts ?? 0, profile.Followers ?? 0),
        AuthenticityGroup.Likes => Likes(genuine, profile.LikesGiven ?? 0, profile.Posts ?? 0),
        AuthenticityGroup.Listing => Listing(genuine, profile.Listed ?? 0, profile.Followers ?? 0),
        _ => SelfDeclared(genuine, features),
    };

    private static string Audience(bool genuine, long followers, long following)
    {
        var counts = $"({Number(followers, "follower")}, follows {Number(following)})";
        if (genuine) return $"followers and following as people have them {counts}";
        if (followers == 0 && following == 0) return "nobody follows it and it follows nobody";
        if (following > NoticeableFactor * followers) return $"few followers for how many it follows {counts}";
        if (followers > NoticeableFactor * following) return $"follows few for how many follow it {counts}";
        return $"followers and following as automated or bought accounts have them {counts}";
    }

    private static string Activity(bool genuine, long posts, long followers)
    {
        var counts = $"({Number(posts, "post")}, {Number(followers, "follower")})";
        if (genuine) return $"posts about as much as people with its audience do {counts}";
        if (posts < FewPosts) return $"has posted little so far {counts}";
        return posts > NoticeableFactor * followers ? $"many posts for its audience {counts}" : $"few posts for its audience {counts}";
    }

    private static string Likes(bool genuine, long likes, long posts)
    {
        var counts = $"({Number(likes, "like")} given, {Number(posts, "post")})";
        if (genuine) return $"gives likes as people do {counts}";
        if (likes == 0) return "has never liked anything";
        return likes > posts ? $"gives many likes for how little it posts {counts}" : $"gives few likes for how much it posts {counts}";
    }

    private static string Listing(bool genuine, long listed, long followers)
    {
        var counts = $"({Number(listed, "list")}, {Number(followers, "follower")})";
        if (genuine && listed == 0) return "stands on no list, as most people do";
        if (genuine) return $"stands on about as many lists as people do {counts}";
        return listed == 0 ? "stands on nobody's list" : $"stands on many lists for its followers {counts}, as feeds do";
    }

    private static string SelfDeclared(bool genuine, double[] features)
    {
        if (features[ProfileFeatures.BotWord] > 0) return "its handle, name or bio says that it is a bot";
        return genuine ? "does not call itself a bot" : "shows the network's default picture";
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(long count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";
}
