namespace InfluenceScore.Scoring.Validation.Prediction;

/// <summary>PageRank, a baseline only: its 1/N and its out-normalisation break laws 1 and 7, so the score itself may not use it.</summary>
public static class PageRank
{
    /// <summary>Stops when the ranks move by less than this in sum; about 125 rounds at a damping of 0.85.</summary>
    private const double Tolerance = 1e-9;

    private const int MostRounds = 200;

    /// <summary>Parts that the nodes are split into, whatever the cores: sums are the same on every machine.</summary>
    private const int Parts = 64;

    /// <summary>Some hundred microseconds, longer than a part of the graph takes in most cases: a thread that gave its core away comes back too late for a round of some milliseconds.</summary>
    private const int SpinsBeforeYielding = 2000;

    /// <summary>Instead of the number of a round.</summary>
    private const int Over = int.MaxValue;

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
        double[] rank = new double[nodes], share = new double[nodes], next = new double[nodes];
        var bounds = graph.EvenParts(Parts);
        double[] dangling = new double[Parts], moved = new double[Parts];
        Array.Fill(rank, 1.0 / nodes);
        dangling[0] = graph.OutDegree.Count(degree => degree == 0) / (double)nodes;
        for (var i = 0; i < nodes; i++)
            share[i] = Share(rank[i], graph.OutDegree[i]);
        double Everybody() => (1 - damping + damping * dangling.Sum()) / nodes;

        // Each thread takes the next part, or waits for the round that it belongs to: that is, only for threads that are at work on a part. Whoever ends a round's last part begins the next round.
        var everybody = Everybody();
        int taken = 0, done = 0, round = rounds > 0 ? 0 : Over;
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            while (true)
            {
                var (mine, part) = Math.DivRem(Interlocked.Increment(ref taken) - 1, Parts);
                for (var tries = 0; Volatile.Read(ref round) < mine; tries++)
                {
                    if (tries < SpinsBeforeYielding)
                        Thread.SpinWait(4);
                    else
                        Thread.Yield();
                }

                if (round == Over)
                    return;
                (dangling[part], moved[part]) = Pull(graph, share, rank, next, everybody, damping, bounds[part], bounds[part + 1]);
                if (Interlocked.Increment(ref done) < Parts * (mine + 1))
                    continue;
                (everybody, share, next) = (Everybody(), next, share);
                Volatile.Write(ref round, mine + 1 == rounds || moved.Sum() < tolerance ? Over : mine + 1);
            }
        });

        var named = new double[nodes];
        for (var i = 0; i < nodes; i++)
            named[graph.Names[i]] = rank[i];
        return named;
    }

    /// <summary>What a node gives along each of its edges.</summary>
    private static double Share(double rank, int degree) => degree > 0 ? rank / degree : 0;

    /// <summary>
    /// Ranks nodes by what they are given and notes what each gives in the next round; returns the rank of those that have no outgoing edges and how far the ranks moved.
    /// Four sums side by side, because an addition waits for the one before it.
    /// </summary>
    private static (double Dangling, double Moved) Pull(PullGraph graph, double[] share, double[] rank, double[] next, double everybody, double damping, int from, int to)
    {
        double dangling = 0, moved = 0;
        int[] start = graph.Start, sources = graph.Sources, outDegree = graph.OutDegree;
        for (int i = from, edge = start[from]; i < to; i++)
        {
            double sum = 0, second = 0, third = 0, fourth = 0;
            var end = start[i + 1];
            for (; edge < end - 3; edge += 4)
            {
                sum += share[sources[edge]];
                second += share[sources[edge + 1]];
                third += share[sources[edge + 2]];
                fourth += share[sources[edge + 3]];
            }

            for (; edge < end; edge++)
                sum += share[sources[edge]];
            var ranked = everybody + damping * (sum + second + (third + fourth));
            moved += Math.Abs(ranked - rank[i]);
            rank[i] = ranked;
            next[i] = Share(ranked, outDegree[i]);
            dangling += outDegree[i] > 0 ? 0 : ranked;
        }

        return (dangling, moved);
    }
}
