using System.Globalization;
using System.Text;
using InfluenceScore.Scoring.Authenticity;

namespace InfluenceScore.Benchmarks.Authenticity;

/// <summary>Writes AuthenticityCoefficients.cs, the one table of the authenticity model.</summary>
public static class CoefficientsFile
{
    private static readonly string[] FeatureNames =
    [
        nameof(ProfileFeatures.Followers), nameof(ProfileFeatures.Following), nameof(ProfileFeatures.Posts), nameof(ProfileFeatures.Likes),
        nameof(ProfileFeatures.Listed), nameof(ProfileFeatures.FollowersPerFollowing), nameof(ProfileFeatures.LikesPerPost),
        nameof(ProfileFeatures.PostsPerFollower), nameof(ProfileFeatures.PostsPerFollowing), nameof(ProfileFeatures.ListedPerFollower),
        nameof(ProfileFeatures.BotWord), nameof(ProfileFeatures.DefaultAvatar),
    ];

    public static string Text(AuthenticityPrior prior, IReadOnlyList<(AuthenticityTier Tier, TierScorecards Cards)> tiers)
    {
        var text = new StringBuilder("""
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

            """);
        text.AppendLine("    /// <summary>Shares of the three kinds in the fit, each labelled set weighing one half.</summary>");
        text.AppendLine(
            CultureInfo.InvariantCulture, $"    public static AuthenticityPrior FitPrior {{ get; }} = new({prior.Genuine:F4}, {prior.Bought:F4}, {prior.Bot:F4});");
        foreach (var (tier, cards) in tiers)
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"    private static readonly TierScorecards {tier} = new(");
            AppendCard(text, "Bought", cards.Bought, ",");
            AppendCard(text, "Bot", cards.Bot, ");");
        }

        text.AppendLine().AppendLine("    /// <summary>The scorecards of a tier; there are none where too little is known.</summary>");
        text.AppendLine("    public static TierScorecards Of(AuthenticityTier tier) => tier switch").AppendLine("    {");
        foreach (var (tier, _) in tiers) text.AppendLine(CultureInfo.InvariantCulture, $"        AuthenticityTier.{tier} => {tier},");
        text.AppendLine("        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, \"No scorecard where too little is known.\"),");
        text.AppendLine("    };").AppendLine("}");
        return text.ToString();
    }

    private static void AppendCard(StringBuilder text, string name, Scorecard card, string end)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"        {name}: new({card.Intercept:F4},").AppendLine("        [");
        for (var j = 0; j < card.Curves.Length; j++)
        {
            var curve = card.Curves[j];
            text.AppendLine(curve.Knots.Length == 0
                ? $"            HatCurve.None, // {FeatureNames[j]}"
                : $"            new([{Numbers(curve.Knots)}], [{Numbers(curve.Points)}]), // {FeatureNames[j]}");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"        ]){end}");
    }

    private static string Numbers(double[] values) => string.Join(", ", values.Select(v => v.ToString("0.####", CultureInfo.InvariantCulture)));
}
