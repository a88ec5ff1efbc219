using InfluenceScore.Scoring.Authenticity;

namespace InfluenceScore.Benchmarks.Authenticity;

/// <summary>Fits the two scorecards of a tier: each signature against all genuine accounts of both sets, each set weighing one half.</summary>
public static class AuthenticityFit
{
    private static readonly int[] AudienceFeatures =
        [ProfileFeatures.Followers, ProfileFeatures.Following, ProfileFeatures.FollowersPerFollowing, ProfileFeatures.BotWord, ProfileFeatures.DefaultAvatar];

    private static readonly int[] PostFeatures =
        [.. AudienceFeatures, ProfileFeatures.Posts, ProfileFeatures.PostsPerFollower, ProfileFeatures.PostsPerFollowing];

    private static readonly int[] LikeFeatures = [.. PostFeatures, ProfileFeatures.Likes, ProfileFeatures.LikesPerPost];

    private static readonly int[] FullFeatures = [.. LikeFeatures, ProfileFeatures.Listed, ProfileFeatures.ListedPerFollower];

    public static int[] FeaturesOf(AuthenticityTier tier) => tier switch
    {
        AuthenticityTier.Audience => AudienceFeatures,
        AuthenticityTier.Posts => PostFeatures,
        AuthenticityTier.Likes => LikeFeatures,
        AuthenticityTier.Full => FullFeatures,
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, "No scorecard where too little is known."),
    };

    /// <summary>Weights with which each set counts the same, mean 1.</summary>
    public static double[] EqualSets(IReadOnlyList<LabelledProfile> data)
    {
        var sizes = data.GroupBy(d => d.Set).ToDictionary(g => g.Key, g => g.Count());
        return [.. data.Select(d => data.Count / (double)(sizes.Count * sizes[d.Set]))];
    }

    /// <summary>A signature without examples (fitted on one set only) gets a scorecard that never speaks.</summary>
    public static TierScorecards Fit(
        IReadOnlyList<LabelledProfile> data, IReadOnlyList<double[]> features, double[] weights, AuthenticityTier tier, FitSettings settings)
    {
        return new(Signature(Label.Bought), Signature(Label.Bot));

        Scorecard Signature(Label label)
        {
            var rows = Enumerable.Range(0, data.Count).Where(i => data[i].Label == Label.Genuine || data[i].Label == label).ToArray();
            if (!rows.Any(i => data[i].Label == label))
                return new(-30, [.. Enumerable.Repeat(HatCurve.None, ProfileFeatures.Count)]);
            int[] used = label == Label.Bought ? [.. FeaturesOf(tier).Where(j => j is not ProfileFeatures.DefaultAvatar)] : FeaturesOf(tier);
            return ScorecardFit.Fit(
                [.. rows.Select(i => features[i])], [.. rows.Select(i => data[i].Label == label)], [.. rows.Select(i => weights[i])], used, settings);
        }
    }
}
