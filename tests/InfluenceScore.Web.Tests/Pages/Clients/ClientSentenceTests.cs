using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using InfluenceScore.Web.Pages.Clients;

namespace InfluenceScore.Web.Tests.Pages.Clients;

public sealed class ClientSentenceTests
{
    private static readonly ClientScore Then = new() { TrueReach = 100, TrueReachIndex = 30, Amplification = 8.1, AmplificationIndex = 30, NetworkImpactIndex = 50 };

    [Fact]
    public void Each_cause_stands_with_its_raw_number_and_its_points_largest_first()
    {
        var now = new ClientScore { TrueReach = 131, TrueReachIndex = 32, Amplification = 9, AmplificationIndex = 34, NetworkImpactIndex = 48 };
        Assert.Equal("31 more people act on it (+1.3); each post draws 9.0 instead of 8.1 people (+0.6); the people who act are less influential, 48.0 instead of 50.0 (−0.4).",
            ClientSentence.Between(Then, now, ScoreModel.Current));
    }

    [Fact]
    public void Nothing_worth_a_word_is_said_so() =>
        Assert.Equal("No cause above 0.1 points.", ClientSentence.Between(Then, new ClientScore { TrueReach = 100.4, TrueReachIndex = 30.1, Amplification = 8.1, AmplificationIndex = 30, NetworkImpactIndex = 50 }, ScoreModel.Current));

    [Fact]
    public void Small_heads_are_told_as_they_are_so_that_the_difference_can_be_seen() =>
        Assert.StartsWith("1.64 instead of 1.61 people act on it", ClientSentence.Between(
            new ClientScore { TrueReach = 1.61, TrueReachIndex = 6 }, new ClientScore { TrueReach = 1.64, TrueReachIndex = 7 }, ScoreModel.Current));
}
