namespace InfluenceScore.Scoring.Authenticity;

/// <summary>
/// The coefficients of the authenticity model, the only ones. Written by
/// `dotnet run --project tests/InfluenceScore.Benchmarks -c Release -- fit-authenticity ../shared/data`: do not edit by hand.
/// Fitted on: Cresci, Di Pietro, Petrocchi, Spognardi, Tesconi 2015, "Fame for sale: Efficient detection of fake Twitter followers",
/// Decision Support Systems 80 (sets E13 and INT); and the labelled accounts of jubins/MachineLearning-Detecting-Twitter-Bots (MIT).
/// A curve is "knots" (feature value, log10 units) and "points" (log-odds; positive speaks against a genuine account).
/// </summary>
public static class AuthenticityCoefficients
{
    /// <summary>Shares of the three kinds in the fit, each labelled set weighing one half.</summary>
    public static AuthenticityPrior FitPrior { get; } = new(0.5243, 0.2372, 0.2385);

    private static readonly TierScorecards Full = new(
        Bought: new(-3.1726,
        [
            new([0.301, 1.2304, 1.8388, 2.3324, 3.5853, 6.8999], [2.8045, 0.9874, -0.5903, -1.0813, -0.8529, -0.4532]), // Followers
            new([1.0792, 1.9956, 2.3598, 2.6637, 3.8357], [-0.836, -1.1385, -0.1065, 0.6188, 0.5177]), // Following
            new([0.4771, 1.5185, 2.5944, 3.1694, 3.749, 4.6328], [0.7119, 0.1959, -0.2532, -0.1595, -0.1371, -0.1106]), // Posts
            new([0, 1.0414, 1.9085, 2.7694, 4.089], [1.2086, -0.7338, -1.2456, -0.8834, -0.5024]), // Likes
            new([0, 0.4771, 1.8976, 4.3897], [0.3465, -0.2732, -0.5639, -0.6851]), // Listed
            new([-1.361, -0.6679, -0.1421, 0.6006, 4.5529], [2.345, 0.0617, -1.0246, -1.0881, -0.8582]), // FollowersPerFollowing
            new([-2.9745, -1.7509, -1.2947, -0.9783, -0.5667, 0.413], [-0.7528, -0.0786, 0.5559, 0.1525, -0.2501, -0.7502]), // LikesPerPost
            new([-3.1759, -0.359, 0.1439, 0.5662, 1.0212, 1.6489], [-1.3584, -0.648, 0.5789, 0.1959, -0.0882, 0.0498]), // PostsPerFollower
            new([-1.0713, -0.5229, 0.1802, 0.641, 1.1065, 2.149], [1.3241, 0.4618, -0.6378, -0.8033, -0.6659, -0.4595]), // PostsPerFollowing
            new([-2.9073, -2.4564, -1.8409, -1.1121], [-0.4475, 0.0056, 0.0972, 0.0216]), // ListedPerFollower
            new([0, 1], [0, -0.005]), // BotWord
            HatCurve.None, // DefaultAvatar
        ]),
        Bot: new(-1.2992,
        [
            new([0, 1.4314, 1.8865, 2.2553, 2.7364, 3.9148, 6.8999], [2.5689, 0.4049, -0.4712, -0.4966, -0.242, -0.1508, -0.4293]), // Followers
            new([0, 1.1139, 1.9685, 2.3096, 2.8965, 3.9326], [1.9149, 0.6448, -0.5895, -0.8153, -0.3404, 1.0251]), // Following
            new([0.301, 2.0414, 2.7185, 3.1685, 3.611, 4.0357, 4.9564], [0.9316, 0.3936, -0.0387, -0.1768, -0.2649, -0.3588, -0.0276]), // Posts
            new([0, 0.7782, 1.4314, 2.0969, 2.847, 4.1441], [0.4031, 0.1749, 0.2028, 0.004, -0.4165, -1.1391]), // Likes
            new([0, 0.301, 0.699, 1.301, 2.2945, 4.3897], [-0.6642, -0.2091, 0.4825, 1.0723, 0.4363, -0.8801]), // Listed
            new([-1.5546, -0.5441, -0.0426, 0.574, 1.6396, 4.5593], [1.6279, -0.1038, -0.4658, 0.0261, 0.2679, -0.163]), // FollowersPerFollowing
            new([-4.3045, -2.689, -1.8293, -1.2839, -0.7682, -0.3049, 0.529], [0.9632, 0.1847, -0.3962, -0.5505, -0.2768, 0.3985, 0.2787]), // LikesPerPost
            new([-3.1759, -0.5494, 0.1775, 0.6274, 0.9734, 1.3164, 2.3564], [-1.0079, -0.3996, -0.1389, 0.0289, 0.3001, 0.4193, 0.5584]), // PostsPerFollower
            new([-1.4368, -0.2307, 0.337, 0.7522, 1.1821, 1.902, 3.6055], [1.674, -0.2291, -0.8204, -0.7936, -0.1993, 0.6026, 1.2376]), // PostsPerFollowing
            new([-2.9805, -2.4708, -2.0911, -1.7634, -1.3643, -0.8931], [-0.0293, -0.2774, -0.2218, -0.0285, 0.4247, 0.7472]), // ListedPerFollower
            new([0, 1], [-0.3002, 2.4114]), // BotWord
            new([0, 1], [-0.0176, 0.6167]), // DefaultAvatar
        ]));

    private static readonly TierScorecards Likes = new(
        Bought: new(-3.0512,
        [
            new([0.301, 1.2304, 1.8388, 2.3324, 3.5853, 6.8999], [2.8978, 1.0686, -0.5701, -1.1439, -0.9517, -0.5615]), // Followers
            new([1.0792, 1.9956, 2.3598, 2.6637, 3.8357], [-0.7796, -1.0968, -0.0877, 0.5964, 0.4384]), // Following
            new([0.4771, 1.5185, 2.5944, 3.1694, 3.749, 4.6328], [0.7735, 0.2431, -0.2435, -0.1903, -0.1941, -0.1807]), // Posts
            new([0, 1.0414, 1.9085, 2.7694, 4.089], [1.2508, -0.7249, -1.2693, -0.9348, -0.5793]), // Likes
            HatCurve.None, // Listed
            new([-1.361, -0.6679, -0.1421, 0.6006, 4.5529], [2.4173, 0.079, -1.049, -1.1401, -0.9258]), // FollowersPerFollowing
            new([-2.9745, -1.7509, -1.2947, -0.9783, -0.5667, 0.413], [-0.768, -0.0808, 0.5564, 0.1524, -0.2472, -0.7376]), // LikesPerPost
            new([-3.1759, -0.359, 0.1439, 0.5662, 1.0212, 1.6489], [-1.406, -0.6718, 0.5785, 0.2061, -0.0676, 0.0712]), // PostsPerFollower
            new([-1.0713, -0.5229, 0.1802, 0.641, 1.1065, 2.149], [1.3602, 0.4726, -0.6383, -0.8192, -0.6936, -0.4938]), // PostsPerFollowing
            HatCurve.None, // ListedPerFollower
            new([0, 1], [0, -0.0072]), // BotWord
            HatCurve.None, // DefaultAvatar
        ]),
        Bot: new(-1.1979,
        [
            new([0, 1.4314, 1.8865, 2.2553, 2.7364, 3.9148, 6.8999], [1.949, -0.0144, -0.5582, -0.2099, 0.3004, 0.0967, -0.855]), // Followers
            new([0, 1.1139, 1.9685, 2.3096, 2.8965, 3.9326], [2.2423, 0.6445, -0.7059, -0.9138, -0.357, 1.121]), // Following
            new([0.301, 2.0414, 2.7185, 3.1685, 3.611, 4.0357, 4.9564], [0.7938, 0.377, 0.0078, -0.1193, -0.2013, -0.3778, -0.1548]), // Posts
            new([0, 0.7782, 1.4314, 2.0969, 2.847, 4.1441], [0.4508, 0.1648, 0.187, -0.0161, -0.4337, -1.162]), // Likes
            HatCurve.None, // Listed
            new([-1.5546, -0.5441, -0.0426, 0.574, 1.6396, 4.5593], [1.3579, -0.343, -0.4328, 0.3744, 0.4923, -0.2993]), // FollowersPerFollowing
            new([-4.3045, -2.689, -1.8293, -1.2839, -0.7682, -0.3049, 0.529], [1.0587, 0.1882, -0.4677, -0.5904, -0.2801, 0.4306, 0.3464]), // LikesPerPost
            new([-3.1759, -0.5494, 0.1775, 0.6274, 0.9734, 1.3164, 2.3564], [-1.3875, -0.5405, -0.0881, 0.0776, 0.3153, 0.5055, 0.8391]), // PostsPerFollower
            new([-1.4368, -0.2307, 0.337, 0.7522, 1.1821, 1.902, 3.6055], [1.5431, -0.3126, -0.8903, -0.794, -0.1323, 0.7157, 1.321]), // PostsPerFollowing
            HatCurve.None, // ListedPerFollower
            new([0, 1], [-0.3313, 2.6609]), // BotWord
            new([0, 1], [-0.0168, 0.589]), // DefaultAvatar
        ]));

    private static readonly TierScorecards Posts = new(
        Bought: new(-2.9108,
        [
            new([0.301, 1.2304, 1.8388, 2.3324, 3.5853, 6.8999], [3.3857, 1.3796, -0.6692, -1.4222, -1.2242, -0.765]), // Followers
            new([1.0792, 1.9956, 2.3598, 2.6637, 3.8357], [-0.58, -1.0933, -0.039, 0.5766, 0.2292]), // Following
            new([0.4771, 1.5185, 2.5944, 3.1694, 3.749, 4.6328], [0.9376, 0.5301, -0.2813, -0.4187, -0.4323, -0.3756]), // Posts
            HatCurve.None, // Likes
            HatCurve.None, // Listed
            new([-1.361, -0.6679, -0.1421, 0.6006, 4.5529], [2.641, 0.036, -1.1201, -1.2137, -0.9851]), // FollowersPerFollowing
            HatCurve.None, // LikesPerPost
            new([-3.1759, -0.359, 0.1439, 0.5662, 1.0212, 1.6489], [-1.7371, -0.7614, 0.8651, 0.3083, -0.2484, -0.3624]), // PostsPerFollower
            new([-1.0713, -0.5229, 0.1802, 0.641, 1.1065, 2.149], [1.7417, 0.5128, -0.8106, -1.0241, -0.8453, -0.5789]), // PostsPerFollowing
            HatCurve.None, // ListedPerFollower
            new([0, 1], [0, -0.0085]), // BotWord
            HatCurve.None, // DefaultAvatar
        ]),
        Bot: new(-1.1738,
        [
            new([0, 1.4314, 1.8865, 2.2553, 2.7364, 3.9148, 6.8999], [2.0961, 0.0249, -0.538, -0.1912, 0.302, 0.0314, -1.0148]), // Followers
            new([0, 1.1139, 1.9685, 2.3096, 2.8965, 3.9326], [2.5529, 0.8033, -0.7089, -0.9495, -0.493, 0.9331]), // Following
            new([0.301, 2.0414, 2.7185, 3.1685, 3.611, 4.0357, 4.9564], [0.9411, 0.4579, 0.0291, -0.104, -0.2126, -0.4981, -0.268]), // Posts
            HatCurve.None, // Likes
            HatCurve.None, // Listed
            new([-1.5546, -0.5441, -0.0426, 0.574, 1.6396, 4.5593], [1.4662, -0.3549, -0.4788, 0.3535, 0.5232, -0.237]), // FollowersPerFollowing
            HatCurve.None, // LikesPerPost
            new([-3.1759, -0.5494, 0.1775, 0.6274, 0.9734, 1.3164, 2.3564], [-1.4015, -0.6423, -0.2032, 0.0512, 0.3609, 0.6022, 1.0597]), // PostsPerFollower
            new([-1.4368, -0.2307, 0.337, 0.7522, 1.1821, 1.902, 3.6055], [1.8013, -0.2502, -0.9495, -0.966, -0.3058, 0.7344, 1.7089]), // PostsPerFollowing
            HatCurve.None, // ListedPerFollower
            new([0, 1], [-0.3625, 2.9117]), // BotWord
            new([0, 1], [-0.0173, 0.609]), // DefaultAvatar
        ]));

    private static readonly TierScorecards Audience = new(
        Bought: new(-2.3858,
        [
            new([0.301, 1.2304, 1.8388, 2.3324, 3.5853, 6.8999], [4.73, 2.0715, -0.8812, -2.0231, -1.8672, -1.3675]), // Followers
            new([1.0792, 1.9956, 2.3598, 2.6637, 3.8357], [-0.8587, -1.3861, 0.0253, 0.7253, 0.2109]), // Following
            HatCurve.None, // Posts
            HatCurve.None, // Likes
            HatCurve.None, // Listed
            new([-1.361, -0.6679, -0.1421, 0.6006, 4.5529], [3.9687, 0.1971, -1.658, -1.9617, -1.7864]), // FollowersPerFollowing
            HatCurve.None, // LikesPerPost
            HatCurve.None, // PostsPerFollower
            HatCurve.None, // PostsPerFollowing
            HatCurve.None, // ListedPerFollower
            new([0, 1], [0, -0.0129]), // BotWord
            HatCurve.None, // DefaultAvatar
        ]),
        Bot: new(-1.0380,
        [
            new([0, 1.4314, 1.8865, 2.2553, 2.7364, 3.9148, 6.8999], [2.1533, 0.197, -0.329, 0.0229, 0.4608, -0.2945, -1.904]), // Followers
            new([0, 1.1139, 1.9685, 2.3096, 2.8965, 3.9326], [3.3728, 1.135, -0.7409, -1.1025, -0.8354, 0.7584]), // Following
            HatCurve.None, // Posts
            HatCurve.None, // Likes
            HatCurve.None, // Listed
            new([-1.5546, -0.5441, -0.0426, 0.574, 1.6396, 4.5593], [2.7636, -0.2567, -0.7014, 0.2704, 0.3865, -0.5149]), // FollowersPerFollowing
            HatCurve.None, // LikesPerPost
            HatCurve.None, // PostsPerFollower
            HatCurve.None, // PostsPerFollowing
            HatCurve.None, // ListedPerFollower
            new([0, 1], [-0.3845, 3.0879]), // BotWord
            new([0, 1], [-0.0237, 0.8316]), // DefaultAvatar
        ]));

    /// <summary>The scorecards of a tier; there are none where too little is known.</summary>
    public static TierScorecards Of(AuthenticityTier tier) => tier switch
    {
        AuthenticityTier.Full => Full,
        AuthenticityTier.Likes => Likes,
        AuthenticityTier.Posts => Posts,
        AuthenticityTier.Audience => Audience,
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, "No scorecard where too little is known."),
    };
}
