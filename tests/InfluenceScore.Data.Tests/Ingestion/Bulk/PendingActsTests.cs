using InfluenceScore.Data.Ingestion.Bulk;

namespace InfluenceScore.Data.Tests.Ingestion.Bulk;

public sealed class PendingActsTests
{
    [Theory]
    [InlineData(1000)]
    [InlineData(137)]
    public void Come_out_in_the_order_of_their_key_also_where_most_were_put_aside(int most)
    {
        var random = new Random(1);
        using var pending = new PendingActs(most);
        for (var round = 0; round < 2; round++)
        {
            var acts = Enumerable.Range(0, 1000).Select(_ =>
                new PendingAct(random.Next(1, 20), random.Next(1, 5), (byte)random.Next(1, 6), random.Next(3), random.Next(4))).ToList();
            foreach (var act in acts)
            {
                if (pending.IsFull)
                    pending.PutAside();
                pending.Add(act);
            }
            Assert.Equal(1000, pending.Count);
            var got = new List<PendingAct>();
            pending.Empty(got.Add);
            Assert.Equal(acts.OrderBy(a => a.Target).ThenBy(a => a.Actor).ThenBy(a => a.Kind).ThenBy(a => a.Post).ThenBy(a => a.At), got);
            Assert.Equal(0, pending.Count);
        }
    }
}
