namespace InfluenceScore.Scoring.Authenticity;

/// <summary>
/// The twelve facts of a profile that the authenticity model reads. Counts enter on a log10 scale with small constants, so that one more
/// follower, post or like never makes a jump. Not features, because they leak the label in the labelled sets (docs/authenticity.md):
/// verified, language, creation date, account age, rates per day, and free text other than the word "bot".
/// </summary>
public static class ProfileFeatures
{
    public const int Followers = 0;
    public const int Following = 1;
    public const int Posts = 2;
    public const int Likes = 3;
    public const int Listed = 4;
    public const int FollowersPerFollowing = 5;
    public const int LikesPerPost = 6;
    public const int PostsPerFollower = 7;
    public const int PostsPerFollowing = 8;
    public const int ListedPerFollower = 9;
    public const int BotWord = 10;
    public const int DefaultAvatar = 11;

    /// <summary>Number of features.</summary>
    public const int Count = 12;

    /// <summary>Counts above this are read as this: more than there are people, and far outside what the model was fitted on.</summary>
    private const double LargestCount = 1e10;

    /// <summary>Fills <paramref name="features"/> (length <see cref="Count"/>); NaN stands for unknown. A negative count is unknown.</summary>
    /// <returns>How much of the profile is known.</returns>
    public static AuthenticityTier Read(ProfileSnapshot profile, Span<double> features)
    {
        var followers = Known(profile.Followers);
        var following = Known(profile.Following);
        var posts = Known(profile.Posts);
        var likes = Known(profile.LikesGiven);
        var listed = Known(profile.Listed);

        features[Followers] = Math.Log10(1 + followers);
        features[Following] = Math.Log10(1 + following);
        features[Posts] = Math.Log10(1 + posts);
        features[Likes] = Math.Log10(1 + likes);
        features[Listed] = Math.Log10(1 + listed);
        features[FollowersPerFollowing] = Math.Log10((followers + 10) / (following + 10));
        features[LikesPerPost] = Math.Log10((likes + 2) / (posts + 10));
        features[PostsPerFollower] = Math.Log10((posts + 10) / (followers + 10));
        features[PostsPerFollowing] = Math.Log10((posts + 10) / (following + 10));
        features[ListedPerFollower] = Math.Log10((listed + 0.5) / (followers + 100));
        features[BotWord] = Authenticity.BotWord.IsIn(profile) ? 1 : 0;
        features[DefaultAvatar] = profile.DefaultAvatar is { } isDefault ? (isDefault ? 1 : 0) : double.NaN;

        return TierOf(followers, following, posts, likes, listed);
    }

    private static AuthenticityTier TierOf(double followers, double following, double posts, double likes, double listed)
    {
        if (double.IsNaN(followers + following)) return AuthenticityTier.TooLittleKnown;
        if (double.IsNaN(posts)) return AuthenticityTier.Audience;
        if (double.IsNaN(likes)) return AuthenticityTier.Posts;
        return double.IsNaN(listed) ? AuthenticityTier.Likes : AuthenticityTier.Full;
    }

    private static double Known(long? count) => count is { } n and >= 0 ? Math.Min(n, LargestCount) : double.NaN;
}
