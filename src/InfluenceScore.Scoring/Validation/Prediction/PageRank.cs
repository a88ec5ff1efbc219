namespace InfluenceScore.Scoring.Validation.Prediction;

/// <summary>PageRank, a baseline only: its 1/N and its out-normalisation break laws 1 and 7, so the score itself may not use it.</summary>
public static class PageRank
{
    /// <summary>Stops when the ranks move by less than this in sum; about 125 rounds at a damping of 0.85.</summary>
    private const double Tolerance = 1e-9;

    private const int MostRounds = 200;

    /// <summary>Parts that the nodes are split into, whatever the cores: sums are the same on every machine.</summary>
    private const int Parts = 64;

    /// <summary>
    /// Returns one rank a node, summing to 1. Power iteration (Jacobi), pulling along the incoming edges held in CSR, because it is simple, exact enough and
    /// O(rounds · edges). Nodes without outgoing edges give their rank to everybody (dangling mass is not lost).
    /// Edges: from → to, each pair once, numbers in 0..nodes−1. Reference: Page, Brin, Motwani and Winograd 1999; gapbs pr.cc.
    /// </summary>
    public static double[] Of(int nodes, IReadOnlyList<(int From, int To)> edges, double damping) =>
        Of(PullGraph.Of(nodes, edges), damping, MostRounds, Tolerance);

    /// <inheritdoc cref="Of(int, IReadOnlyList{ValueTuple{int, int}}, double)"/>
    /// <param name="rounds">Rounds at most.</param>
    /// <param name="tolerance">Ends when the ranks move by less than this in sum.</param>
    public static double[] Of(PullGraph graph, double damping, int rounds, double tolerance)
    {
        var nodes = graph.Nodes;
        double[] rank = new double[nodes], next = new double[nodes], share = new double[nodes];
        Array.Fill(rank, 1.0 / nodes);
        var bounds = graph.EvenParts(Parts);
        double[] dangling = new double[Parts], moved = new double[Parts];
        for (var round = 0; round < rounds; round++)
        {
            Parallel.For(0, Parts, part => dangling[part] = ShareOut(graph, rank, share, bounds[part], bounds[part + 1]));
            var everybody = (1 - damping + damping * dangling.Sum()) / nodes;
            Parallel.For(0, Parts, part => moved[part] = Pull(graph, share, rank, next, everybody, damping, bounds[part], bounds[part + 1]));
            (rank, next) = (next, rank);
            if (moved.Sum() < tolerance)
                break;
        }

        return rank;
    }

    /// <summary>What each node gives along each of its edges; returns the rank of those that have none.</summary>
    private static double ShareOut(PullGraph graph, double[] rank, double[] share, int from, int to)
    {
        var dangling = 0.0;
        for (var i = from; i < to; i++)
        {
            var degree = graph.OutDegree[i];
            share[i] = degree > 0 ? rank[i] / degree : 0;
            dangling += degree > 0 ? 0 : rank[i];
        }

        return dangling;
    }

    /// <summary>What each node is given; returns how far the ranks moved.</summary>
    private static double Pull(PullGraph graph, double[] share, double[] rank, double[] next, double everybody, double damping, int from, int to)
    {
        var moved = 0.0;
        for (var i = from; i < to; i++)
        {
            var sum = 0.0;
            foreach (var source in graph.Sources.AsSpan(graph.Start[i]..graph.Start[i + 1]))
                sum += share[source];
            next[i] = everybody + damping * sum;
            moved += Math.Abs(next[i] - rank[i]);
        }

        return moved;
    }
}
