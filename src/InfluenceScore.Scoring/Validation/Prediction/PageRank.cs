namespace InfluenceScore.Scoring.Validation.Prediction;

/// <summary>PageRank, a baseline only: its 1/N and its out-normalisation break laws 1 and 7, so the score itself may not use it.</summary>
public static class PageRank
{
    /// <summary>Stops when the ranks move by less than this in sum; about 85 rounds at a damping of 0.85.</summary>
    private const double Tolerance = 1e-9;

    private const int MostRounds = 200;

    /// <summary>
    /// Returns one rank a node, summing to 1. Power iteration, pulling along the incoming edges held in CSR, because it is simple, exact enough and
    /// O(rounds · edges). Nodes without outgoing edges give their rank to everybody (dangling mass is not lost).
    /// Edges: from → to, each pair once, numbers in 0..nodes−1. Reference: Page, Brin, Motwani and Winograd 1999.
    /// </summary>
    public static double[] Of(int nodes, IReadOnlyList<(int From, int To)> edges, double damping)
    {
        var outDegree = new int[nodes];
        var start = new int[nodes + 1];
        foreach (var (from, to) in edges)
        {
            outDegree[from]++;
            start[to + 1]++;
        }

        for (var i = 0; i < nodes; i++)
            start[i + 1] += start[i];
        var sources = new int[edges.Count];
        var fill = start.AsSpan(0, nodes).ToArray();
        foreach (var (from, to) in edges)
            sources[fill[to]++] = from;

        var rank = new double[nodes];
        Array.Fill(rank, 1.0 / nodes);
        var share = new double[nodes];
        for (var round = 0; round < MostRounds; round++)
        {
            double dangling = 0, moved = 0;
            for (var i = 0; i < nodes; i++)
            {
                share[i] = outDegree[i] > 0 ? rank[i] / outDegree[i] : 0;
                dangling += outDegree[i] > 0 ? 0 : rank[i];
            }

            var everybody = (1 - damping + damping * dangling) / nodes;
            for (var i = 0; i < nodes; i++)
            {
                double sum = 0;
                for (var e = start[i]; e < start[i + 1]; e++)
                    sum += share[sources[e]];
                var next = everybody + damping * sum;
                moved += Math.Abs(next - rank[i]);
                rank[i] = next;
            }

            if (moved < Tolerance)
                break;
        }

        return rank;
    }
}
