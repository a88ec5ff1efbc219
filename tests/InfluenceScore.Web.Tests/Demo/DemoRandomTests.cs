using InfluenceScore.Web.Demo;

namespace InfluenceScore.Web.Tests.Demo;

public sealed class DemoRandomTests
{
    [Fact]
    public void A_seed_and_a_label_give_the_same_numbers_on_every_machine_and_runtime()
    {
        var dice = new DemoRandom(1861, "townsfolk");

        Assert.Equal([519565, 653104, 598532, 905609, 345448, 673123], Enumerable.Range(0, 6).Select(_ => dice.Whole(0, 999_999)));
    }

    [Fact]
    public void Another_label_or_seed_gives_other_numbers()
    {
        static double[] Throws(int seed, string label)
        {
            var dice = new DemoRandom(seed, label);
            return Enumerable.Range(0, 8).Select(_ => dice.Unit()).ToArray();
        }

        Assert.Equal(Throws(1, "a"), Throws(1, "a"));
        Assert.NotEqual(Throws(1, "a"), Throws(1, "b"));
        Assert.NotEqual(Throws(1, "a"), Throws(2, "a"));
    }

    [Fact]
    public void Means_and_spreads_are_those_of_the_distributions()
    {
        const int N = 40_000;
        var dice = new DemoRandom(3, "moments");

        Assert.Equal(.5, Enumerable.Range(0, N).Average(_ => dice.Unit()), 2);
        Assert.InRange(Enumerable.Range(0, N).Average(_ => dice.Normal()), -.02, .02);
        Assert.InRange(Enumerable.Range(0, N).Average(_ => Math.Pow(dice.Normal(), 2)), .97, 1.03);
        Assert.InRange(Enumerable.Range(0, N).Average(_ => dice.Poisson(4.5)), 4.4, 4.6);
        Assert.InRange(Enumerable.Range(0, N).Average(_ => dice.Poisson(75)), 74.5, 75.5);
    }

    [Fact]
    public void A_sample_holds_different_items_and_none_of_weight_zero_and_prefers_the_heavy()
    {
        var dice = new DemoRandom(4, "sample");
        int[] items = [0, 1, 2, 3, 4, 5];
        var firsts = new int[items.Length];
        for (var i = 0; i < 2_000; i++)
        {
            var sample = dice.Sample(items, 3, item => item);
            Assert.Equal(3, sample.Distinct().Count());
            Assert.DoesNotContain(0, sample);
            firsts[sample[0]]++;
        }
        // Weights 1 to 5 of 15: the heaviest comes first in a third of the draws.
        Assert.InRange(firsts[5] / 2_000.0, .30, .37);
        Assert.Equal(5, dice.Sample(items, 9, item => item).Count);
    }
}
