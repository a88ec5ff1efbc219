using InfluenceScore.Data.Scores;

namespace InfluenceScore.Data.Tests.Scores;

public sealed class TimeOrderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50_000)]
    public void Times_ascend_and_equal_ones_keep_their_order(int count)
    {
        var random = new Random(count);
        // Crowded in places, a few far away on both sides.
        var times = Enumerable.Range(0, count).Select(i => i % 1000 == 0 ? random.NextInt64(long.MinValue / 4, long.MaxValue / 4) : random.NextInt64(0, 5_000)).ToArray();
        var expected = times.Index().OrderBy(t => t.Item).ToArray();

        var sorted = times;
        var order = TimeOrder.Sort(ref sorted);

        Assert.Equal(expected.Select(t => t.Item), sorted);
        Assert.Equal(expected.Select(t => t.Index), order);
        Assert.Equal(sorted, TimeOrder.Permuted(ref times, order));
        Assert.Empty(times);
    }
}
