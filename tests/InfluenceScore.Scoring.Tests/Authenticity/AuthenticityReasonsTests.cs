using InfluenceScore.Scoring.Authenticity;

namespace InfluenceScore.Scoring.Tests.Authenticity;

public class AuthenticityReasonsTests
{
    [Fact]
    public void A_bought_follower_is_explained_by_its_audience_first()
    {
        var profile = new ProfileSnapshot("x", Followers: 18, Following: 344, Posts: 36, LikesGiven: 0, Listed: 0);
        var reasons = AuthenticityModel.Reasons(profile);

        Assert.Equal(AuthenticitySignature.BoughtFollower, AuthenticityModel.Estimate(profile).Signature);
        Assert.Equal("few followers for how many it follows (18 followers, follows 344)", reasons[0].Text);
        Assert.True(reasons[0].LogOdds < 0);
        Assert.Contains(reasons, reason => reason is { Group: AuthenticityGroup.Likes, LogOdds: < 0, Text: "has never liked anything" });
    }

    [Fact]
    public void A_self_declared_bot_hears_so()
    {
        var profile = new ProfileSnapshot("tide_bot", Followers: 400, Following: 20, Posts: 9_000, LikesGiven: 5, Listed: 20);
        var reason = AuthenticityModel.Reasons(profile).Single(r => r.Group == AuthenticityGroup.SelfDeclared);

        Assert.Equal("its handle, name or bio says that it is a bot", reason.Text);
        Assert.True(reason.LogOdds < -2);
    }

    [Fact]
    public void The_reasons_are_sorted_and_leave_out_only_what_is_negligible()
    {
        var profile = new ProfileSnapshot("x", Followers: 250, Following: 300, Posts: 1_200, LikesGiven: 500, Listed: 4, DefaultAvatar: false);
        var reasons = AuthenticityModel.Reasons(profile);
        var estimate = AuthenticityModel.Estimate(profile, AuthenticityCoefficients.FitPrior);
        var cards = AuthenticityCoefficients.Of(AuthenticityTier.Full);
        var (logOdds, card) = estimate.Signature == AuthenticitySignature.Bot ? (estimate.BotLogOdds, cards.Bot) : (estimate.BoughtLogOdds, cards.Bought);

        Assert.Equal(reasons.OrderByDescending(r => Math.Abs(r.LogOdds)), reasons);
        Assert.InRange(card.Intercept - reasons.Sum(r => r.LogOdds) - logOdds, -.3, .3);
        Assert.All(reasons, r => Assert.DoesNotContain(" 0 like", r.Text));
    }
}
