using InfluenceScore.Scoring.Components;
using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring.Tests.Evidence;

/// <summary>The small formulas, computed by hand.</summary>
public sealed class KernelTests
{
    private static readonly ScoreModel Model = ScoreModel.Current;

    [Fact]
    public void Kinds_join_as_a_noisy_or_and_one_person_never_exceeds_one()
    {
        double[] byKind = [0, .35, 0, 0, .7, 0]; // one repost and two mentions, decayed
        var repost = 1 - Math.Exp(-1);
        var mention = .75 * .5 * (1 - Math.Exp(-2));
        Assert.Equal(1 - (1 - repost) * (1 - mention), PairEvidence.NoisyOr(byKind, .5, Model), 1e-15);
        Assert.InRange(PairEvidence.NoisyOr([0, 1e3, 1e3, 1e3, 1e3, 1e3], 1, Model), 1 - 1e-12, 1);
        Assert.Equal(.6, PairEvidence.NoisyOr([0, 0, 0, 0, 0, 1e3], 1, Model), 1e-12);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(40, 1)]
    [InlineData(80, .25)]
    [InlineData(400, .01)]
    public void Mentions_of_strangers_shrink_beyond_forty(double strangers, double factor) => Assert.Equal(factor, Selectivity.Factor(strangers, Model), 1e-15);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(.2, 1)]
    [InlineData(.3, .5)]
    [InlineData(.4, 0)]
    [InlineData(1, 0)]
    public void Quid_pro_quo_counts_less_from_a_fifth_and_nothing_from_two_fifths(double rate, double factor) => Assert.Equal(factor, Independence.Factor(rate, Model), 1e-15);

    [Theory]
    [InlineData(.7, 0)]
    [InlineData(.8, 0)]
    [InlineData(.85, .425)]
    [InlineData(.95, .95)]
    public void Only_likely_people_are_witnesses(double authenticity, double weight) => Assert.Equal(weight, ProofOfLife.Witness(authenticity, Model), 1e-12);

    [Fact]
    public void An_unproven_account_is_believed_by_its_breadth_and_never_more_than_its_profile()
    {
        var omega = Model.UnprovenOdds;
        Assert.Equal(.7 * omega / (.7 * omega + .3), ProofOfLife.Unproven(.7, 0, Model), 1e-15);
        Assert.Equal(ProofOfLife.Unproven(.7, 1, Model), ProofOfLife.Unproven(.99, 1, Model), 1e-15);
        Assert.Equal(.7 * 8 * omega / (.7 * 8 * omega + .3), ProofOfLife.Unproven(.7, 4, Model), 1e-12); // 4^1.5 = 8
        Assert.Equal(.3, ProofOfLife.Unproven(.3, 1e6, Model), 1e-12);
    }

    [Fact]
    public void The_crowd_counts_in_full_while_small_and_logarithmically_when_large()
    {
        Assert.Equal(10 + .1, Crowd.Bounded(10, .1, 1, Model), 1e-3);
        Assert.Equal(10 + 22 * Math.Log(1 + 1000 / 22.0), Crowd.Bounded(10, 1000, 1, Model), 1e-9);
        Assert.Equal(Crowd.Bounded(3, 50, 1, Model), 3 + 50 * Crowd.Share(3, 50, 1, Model), 1e-12);
        Assert.Equal(1, Crowd.Share(3, 0, 1, Model));
    }

    [Fact]
    public void The_slopes_of_the_crowd_bound_are_its_differences()
    {
        var (byProven, byUnproven) = Crowd.Slopes(5, 40, 1, Model);
        Assert.Equal((Crowd.Bounded(5 + 1e-6, 40, 1, Model) - Crowd.Bounded(5 - 1e-6, 40, 1, Model)) / 2e-6, byProven, 1e-7);
        Assert.Equal((Crowd.Bounded(5, 40 + 1e-6, 1, Model) - Crowd.Bounded(5, 40 - 1e-6, 1, Model)) / 2e-6, byUnproven, 1e-7);
    }

    [Fact]
    public void One_persons_share_of_posts_is_capped_at_a_tenth()
    {
        Assert.Equal(.1, Amplification.Capped(1e6, 10, Model), 1e-12);
        Assert.Equal(.1 * (1 - Math.Exp(-.5)), Amplification.Capped(1, 10, Model), 1e-15);
        Assert.Equal(.01, Amplification.Prior(0, Model), 1e-15);
    }

    [Fact]
    public void Indices_are_zero_at_nothing_and_a_hundred_at_the_anchor_and_beyond()
    {
        Assert.Equal(0, LogIndex.Of(0, 1e6));
        Assert.Equal(100, LogIndex.Of(1e6, 1e6), 1e-12);
        Assert.Equal(100, LogIndex.Of(1e9, 1e6));
        Assert.Equal(50, LogIndex.Of(Math.Sqrt(1e6 + 1) - 1, 1e6), 1e-12);
    }
}
