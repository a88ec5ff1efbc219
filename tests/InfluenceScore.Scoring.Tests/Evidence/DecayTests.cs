using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring.Tests.Evidence;

public sealed class DecayTests
{
    [Fact]
    public void Weight_falls_from_one_to_zero_at_the_windows_edge_and_stays_there()
    {
        var decay = new Decay(30, 90);
        Assert.Equal(1, decay.Weight(0), 1e-15);
        Assert.Equal((.5 - .125) / .875, decay.Weight(30), 1e-15);
        Assert.Equal((.25 - .125) / .875, decay.Weight(60), 1e-15);
        Assert.Equal(0, decay.Weight(90), 1e-15);
        Assert.Equal(0, decay.Weight(1e6));
    }

    [Fact]
    public void A_half_life_much_longer_than_the_window_makes_a_straight_line()
    {
        var decay = new Decay(3650, .01);
        Assert.Equal(.75, decay.Weight(.0025), 1e-5);
    }
}
