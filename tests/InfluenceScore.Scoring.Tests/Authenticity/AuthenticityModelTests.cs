using CsCheck;
using InfluenceScore.Scoring.Authenticity;

namespace InfluenceScore.Scoring.Tests.Authenticity;

public class AuthenticityModelTests
{
    private static readonly Gen<long?> AnyCount =
        Gen.Frequency((1, Gen.Const((long?)null)), (4, Gen.Long[0, 5_000].Select(n => (long?)n)), (3, Gen.Long[0, 50_000_000].Select(n => (long?)n)));

    private static readonly Gen<ProfileSnapshot> AnyProfile =
        Gen.Select(AnyCount, AnyCount, AnyCount, AnyCount, AnyCount, (f, g, p, l, s) => Counts(f, g, p, l, s));

    // The study's check cases; its prior is that of the fit. The last two are the people whom profile evidence serves worst.
    [Theory]
    [InlineData(250, 300, 1_200, 500, 4, .95, 1)]
    [InlineData(2_000_000, 300, 9_000, 800, 9_000, .95, 1)]
    [InlineData(20_000, 500, 8_000, 50, 200, .85, 1)]
    [InlineData(18, 344, 36, 0, 0, 0, .05)]
    [InlineData(400, 0, 20_000, 0, 30, 0, .05)]
    [InlineData(5, 40, 10, 20, 0, .2, .8)]
    [InlineData(8, 120, 0, 0, 0, .05, .5)]
    public void The_check_cases_of_the_study_come_out_alike(long followers, long following, long posts, long likes, long listed, double low, double high)
    {
        var estimate = AuthenticityModel.Estimate(Counts(followers, following, posts, likes, listed), AuthenticityCoefficients.FitPrior);

        Assert.InRange(estimate.Probability, low, high);
        Assert.Equal(AuthenticityTier.Full, estimate.Tier);
    }

    [Fact]
    public void Nothing_known_and_too_little_known_answer_with_the_prior_and_no_judgement()
    {
        foreach (var profile in new[] { null, new ProfileSnapshot("somebody"), Counts(5, null, 3, 2, 1), Counts(null, 5, 3, 2, 1) })
        {
            var estimate = AuthenticityModel.Estimate(profile);
            Assert.Equal(.7, estimate.Probability);
            Assert.Equal(AuthenticityTier.TooLittleKnown, estimate.Tier);
            Assert.Equal(AuthenticityVerdict.CannotTell, estimate.Verdict);
            Assert.Empty(AuthenticityModel.Reasons(profile));
        }
    }

    [Fact]
    public void The_largest_complete_tier_is_used()
    {
        Assert.Equal(AuthenticityTier.Audience, AuthenticityModel.Estimate(Counts(1, 1, null, 1, 1)).Tier);
        Assert.Equal(AuthenticityTier.Posts, AuthenticityModel.Estimate(Counts(1, 1, 1, null, 1)).Tier);
        Assert.Equal(AuthenticityTier.Likes, AuthenticityModel.Estimate(Counts(1, 1, 1, 1, null)).Tier);
        Assert.Equal(AuthenticityTier.Full, AuthenticityModel.Estimate(Counts(1, 1, 1, 1, 1)).Tier);
    }

    [Fact]
    public void A_rarer_prior_shifts_the_log_odds_by_exactly_its_own_change()
    {
        var profile = Counts(120, 400, 90, 12, 0);
        var even = AuthenticityModel.Estimate(profile, new(1 / 3.0, 1 / 3.0, 1 / 3.0));
        var trusting = AuthenticityModel.Estimate(profile, new(.9, .05, .05));

        Assert.Equal(even.BoughtLogOdds - Math.Log(18), trusting.BoughtLogOdds, 12);
        Assert.Equal(even.BotLogOdds - Math.Log(18), trusting.BotLogOdds, 12);
        Assert.True(trusting.Probability > even.Probability);
    }

    [Fact]
    public void One_more_of_anything_makes_no_jump()
    {
        // The steepest stretch is the very first like (a factor of two on its scale): 0.17 in a search of 400,000 profiles; 0.043 from ten on.
        AnyProfile.Sample(profile =>
        {
            foreach (var next in OneMore(profile))
            {
                var change = Math.Abs(AuthenticityModel.Estimate(next).Probability - AuthenticityModel.Estimate(profile).Probability);
                Assert.InRange(change, 0, SmallestCount(profile) >= 10 ? .05 : .2);
            }
        });
    }

    [Fact]
    public void Between_knots_and_at_them_the_curves_are_continuous()
    {
        foreach (var tier in new[] { AuthenticityTier.Audience, AuthenticityTier.Posts, AuthenticityTier.Likes, AuthenticityTier.Full })
        {
            var cards = AuthenticityCoefficients.Of(tier);
            foreach (var curve in cards.Bought.Curves.Concat(cards.Bot.Curves))
            {
                for (var k = 0; k < curve.Knots.Length; k++)
                {
                    Assert.Equal(curve.Points[k], curve.At(curve.Knots[k]), 12);
                    Assert.Equal(curve.Points[k], curve.At(curve.Knots[k] - 1e-9), 6);
                    Assert.Equal(curve.Points[k], curve.At(curve.Knots[k] + 1e-9), 6);
                    Assert.True(k == 0 || curve.Knots[k] > curve.Knots[k - 1], "knots increase");
                }
            }
        }
    }

    [Fact]
    public void Following_a_crowd_that_does_not_follow_back_never_helps_a_small_account()
    {
        var before = 1.0;
        foreach (var following in new long[] { 100, 200, 400, 800, 1_600, 3_200 })
        {
            var p = AuthenticityModel.Estimate(Counts(20, following, 40, 0, 0)).Probability;
            Assert.InRange(p, 0, before + .01);
            before = p;
        }
    }

    [Fact]
    public void Buying_ten_thousand_followers_proves_no_obvious_bot_genuine()
    {
        var bot = Counts(400, 0, 20_000, 0, 30) with { Name = "Tide bot" };
        Assert.True(AuthenticityModel.Estimate(bot with { Followers = 10_400 }).Probability < .2);
    }

    [Fact]
    public void Nobody_with_fewer_than_a_hundred_followers_is_called_not_genuine()
    {
        var lurker = Counts(18, 344, 36, 0, 0);
        Assert.True(AuthenticityModel.Estimate(lurker).Probability < .2);
        Assert.Equal(AuthenticityVerdict.CannotTell, AuthenticityModel.Estimate(lurker).Verdict);

        var feed = Counts(400, 0, 20_000, 0, 30);
        Assert.Equal(AuthenticityVerdict.LikelyNotGenuine, AuthenticityModel.Estimate(feed).Verdict);
        Assert.Equal(AuthenticityVerdict.LikelyGenuine, AuthenticityModel.Estimate(Counts(250, 300, 1_200, 500, 4)).Verdict);
    }

    [Fact]
    public void Hostile_profiles_get_a_finite_probability()
    {
        long?[] counts = [null, long.MinValue, -1, 0, 1, long.MaxValue];
        var text = new string('b', 1_000_000) + "\ud800 bot\0\u202e";
        foreach (var followers in counts)
            foreach (var following in counts)
                foreach (var rest in counts)
                {
                    var profile = new ProfileSnapshot(text, text, text, followers, following, rest, rest, rest, rest is null ? null : true);
                    var p = AuthenticityModel.Estimate(profile).Probability;
                    Assert.True(p is > 0 and < 1, $"{followers}/{following}/{rest}: {p}");
                    Assert.All(AuthenticityModel.Reasons(profile), reason => Assert.True(double.IsFinite(reason.LogOdds)));
                }
    }

    [Fact]
    public void A_negative_count_is_unknown() =>
        Assert.Equal(AuthenticityModel.Estimate(Counts(50, 60, null, 5, 1)), AuthenticityModel.Estimate(Counts(50, 60, -1, 5, 1)));

    [Fact]
    public void Estimating_allocates_nothing()
    {
        var profile = new ProfileSnapshot("abbot_robots", "A name", "Tweets about bots and chess", 250, 300, 1_200, 500, 4, false);
        AuthenticityModel.Estimate(profile);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) AuthenticityModel.Estimate(profile);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000);
    }

    private static IEnumerable<ProfileSnapshot> OneMore(ProfileSnapshot p)
    {
        yield return p with { Followers = p.Followers + 1 };
        yield return p with { Following = p.Following + 1 };
        yield return p with { Posts = p.Posts + 1 };
        yield return p with { LikesGiven = p.LikesGiven + 1 };
        yield return p with { Listed = p.Listed + 1 };
    }

    private static long SmallestCount(ProfileSnapshot p) =>
        new[] { p.Followers, p.Following, p.Posts, p.LikesGiven, p.Listed }.Min() ?? 0;

    private static ProfileSnapshot Counts(long? followers, long? following, long? posts, long? likes, long? listed) =>
        new("someone", Followers: followers, Following: following, Posts: posts, LikesGiven: likes, Listed: listed, DefaultAvatar: false);
}
