using InfluenceScore.Scoring.Validation;

namespace InfluenceScore.Scoring.Tests.Validation;

public sealed class SeededRandomTests
{
    [Fact]
    public void One_seed_gives_one_sequence_for_ever()
    {
        var random = new SeededRandom(42);
        Assert.Equal([1546998764402558742UL, 6990951692964543102UL, 12544586762248559009UL], new[] { random.NextBits(), random.NextBits(), random.NextBits() });
    }

    [Fact]
    public void The_distributions_have_their_means_and_spreads()
    {
        var random = new SeededRandom(7);
        var draws = Enumerable.Range(0, 50_000).Select(_ => (U: random.Uniform(), N: random.Normal(), E: random.Exponential(), P: random.Poisson(3), Large: random.Poisson(50))).ToArray();
        Assert.Equal(0.5, draws.Average(d => d.U), 0.01);
        Assert.Equal(0, draws.Average(d => d.N), 0.02);
        Assert.Equal(1, draws.Average(d => d.N * d.N), 0.03);
        Assert.Equal(1, draws.Average(d => d.E), 0.02);
        Assert.Equal(3, draws.Average(d => d.P), 0.04);
        Assert.Equal(3, draws.Average(d => (d.P - 3.0) * (d.P - 3)), 0.1);
        Assert.Equal(50, draws.Average(d => d.Large), 0.2);
    }
}
