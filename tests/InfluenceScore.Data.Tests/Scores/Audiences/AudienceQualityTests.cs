using InfluenceScore.Data.Scores.Audiences;
using InfluenceScore.Scoring.Authenticity;

namespace InfluenceScore.Data.Tests.Scores.Audiences;

public sealed class AudienceQualityTests
{
    private static readonly AuthenticityEstimate NothingKnown = AuthenticityModel.Estimate(null);

    [Theory]
    [InlineData(.97, 300, AudienceClass.Genuine)]
    [InlineData(.8, 5, AudienceClass.Genuine)]
    [InlineData(.79, 5, AudienceClass.Uncertain)]
    [InlineData(.2, 300, AudienceClass.Uncertain)]
    [InlineData(.19, 300, AudienceClass.Suspicious)]
    public void Classes_follow_authenticity(double probability, long followers, AudienceClass expected) =>
        Assert.Equal(expected, AudienceQuality.Of(Signs(probability, followers)));

    [Fact]
    public void A_newcomer_or_a_silent_reader_is_never_suspicious_by_its_profile_alone() =>
        Assert.Equal(AudienceClass.Uncertain, AudienceQuality.Of(Signs(.001, followers: 12)));

    [Theory]
    [InlineData(3, 3, 0, AudienceClass.Suspicious)]
    [InlineData(2, 2, 0, AudienceClass.Uncertain)]
    [InlineData(4, 6, 0, AudienceClass.Uncertain)]
    [InlineData(0, 0, 20, AudienceClass.Suspicious)]
    [InlineData(0, 0, 19, AudienceClass.Uncertain)]
    public void With_few_followers_it_takes_a_second_sign_machine_speed_or_an_arrival_in_a_crowd(int quick, int delays, int arrivedWith, AudienceClass expected)
    {
        var signs = Signs(.01, followers: 3) with { QuickActs = quick, DelaysKnown = delays, ArrivedWith = arrivedWith };

        Assert.Equal(expected, AudienceQuality.Of(signs));
        Assert.Equal(expected == AudienceClass.Suspicious, AudienceQuality.SecondSignOrNull(signs) is not null);
    }

    [Fact]
    public void Being_quick_with_a_good_profile_is_only_being_quick() =>
        Assert.Equal(AudienceClass.Genuine, AudienceQuality.Of(Signs(.9, 200) with { QuickActs = 50, DelaysKnown = 50, ArrivedWith = 500 }));

    [Fact]
    public void Without_a_profile_nothing_is_said_and_a_still_profile_is_inactive()
    {
        Assert.Equal(AudienceClass.Unknown, AudienceQuality.Of(new AudienceSigns(NothingKnown, null, 99, 99, 99, null)));
        Assert.Equal(AudienceClass.Inactive, AudienceQuality.Of(Signs(.95, 200) with { Dormant = "its number of posts has stood at 7 for 120 days" }));
    }

    private static AudienceSigns Signs(double probability, long followers) =>
        new(new AuthenticityEstimate(probability, AuthenticityTier.Full, 0, 0, AuthenticityVerdict.CannotTell), followers, 0, 0, 0, null);
}
