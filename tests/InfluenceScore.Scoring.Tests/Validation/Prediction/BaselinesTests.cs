using InfluenceScore.Scoring.Validation;
using InfluenceScore.Scoring.Validation.Prediction;

namespace InfluenceScore.Scoring.Tests.Validation.Prediction;

public sealed class BaselinesTests
{
    private const long Day = 86_400_000;

    [Fact]
    public void Counts_see_only_the_past_and_nobody_counts_for_himself()
    {
        var input = Three(b =>
        {
            b.AddAct(1, 0, InteractionKind.Repost, -1, 1 * Day);
            b.AddAct(1, 0, InteractionKind.Repost, -1, 2 * Day);
            b.AddAct(2, 0, InteractionKind.Mention, -1, 3 * Day);
            b.AddAct(0, 0, InteractionKind.Repost, -1, 3 * Day);
            b.AddAct(2, 0, InteractionKind.Repost, -1, 10 * Day);
        });
        Assert.Equal([2, 0, 0], Baselines.PastReposts(input, 5 * Day));
        Assert.Equal([1, 0, 0], Baselines.PastMentions(input, 5 * Day));
        Assert.Equal([2, 0, 0], Baselines.PastActors(input, 5 * Day));
    }

    [Fact]
    public void Decayed_reach_is_its_formula()
    {
        var input = Three(b =>
        {
            b.AddAct(1, 0, InteractionKind.Like, -1, 0);
            b.AddAct(1, 0, InteractionKind.Repost, -1, 1 * Day);
            b.AddAct(2, 0, InteractionKind.Repost, -1, 2 * Day);
        });
        Assert.Equal(1 - Math.Exp(-0.25 - 0.5) + 1 - Math.Exp(-1), Baselines.DecayedReach(input, 2 * Day + 0, 1)[0] + 1 - Math.Exp(-1), 12);
        Assert.Equal(1 - Math.Exp(-0.125 - 0.25) + 1 - Math.Exp(-0.5), Baselines.DecayedReach(input, 3 * Day, 1)[0], 12);
    }

    [Fact]
    public void H_index_wants_h_items_with_h_acts()
    {
        var input = Three(b =>
        {
            int[] posts = [b.AddPost(0, 0), b.AddPost(0, 0), b.AddPost(0, 0)];
            for (var i = 0; i < 5; i++)
                b.AddAct(1, 0, InteractionKind.Like, posts[0], i);
            b.AddAct(1, 0, InteractionKind.Like, posts[1], 1);
            b.AddAct(2, 0, InteractionKind.Like, posts[1], 1);
            b.AddAct(2, 0, InteractionKind.Like, posts[2], 1);
        });
        Assert.Equal([2, 0, 0], Baselines.HIndex(input, Day));
    }

    [Fact]
    public void PageRank_agrees_with_a_dense_power_iteration()
    {
        const int nodes = 40;
        var random = new SeededRandom(5);
        var edges = Enumerable.Range(0, 600).Select(_ => (random.Below(nodes - 5), random.Below(nodes))).Distinct().ToList();
        var rank = Enumerable.Repeat(1.0 / nodes, nodes).ToArray();
        for (var round = 0; round < 300; round++)
        {
            var next = new double[nodes];
            for (var from = 0; from < nodes; from++)
            {
                var targets = edges.Where(e => e.Item1 == from).Select(e => e.Item2).ToArray();
                foreach (var to in targets.Length == 0 ? [.. Enumerable.Range(0, nodes)] : targets)
                    next[to] += 0.85 * rank[from] / (targets.Length == 0 ? nodes : targets.Length);
            }

            rank = [.. next.Select(r => r + 0.15 / nodes)];
        }

        var fast = PageRank.Of(nodes, edges, 0.85);
        Assert.Equal(1, fast.Sum(), 9);
        Assert.All(Enumerable.Range(0, nodes), i => Assert.Equal(rank[i], fast[i], 8));
    }

    [Fact]
    public void PageRank_is_the_same_to_the_bit_whichever_thread_does_what()
    {
        const int nodes = 5000;
        var random = new SeededRandom(6);
        var edges = Enumerable.Range(0, 60_000).Select(_ => (random.Below(nodes), random.Below(1 + random.Below(nodes)))).Distinct().ToList();
        var first = PageRank.Of(nodes, edges, 0.85);
        for (var time = 0; time < 20; time++)
            Assert.Equal(first, PageRank.Of(nodes, edges, 0.85));
    }

    [Fact]
    public void PageRank_of_no_round_is_the_same_for_all() =>
        Assert.Equal([0.5, 0.5], PageRank.Of(PullGraph.Of(2, [(0, 1)]), 0.85, rounds: 0, tolerance: 0));

    internal static ScoringInput Three(Action<ScoringInputBuilder> fill)
    {
        var builder = new ScoringInputBuilder();
        foreach (var key in new[] { "x:a", "x:b", "x:c" })
            builder.AddAccount(key, null);
        fill(builder);
        return builder.Build();
    }
}
