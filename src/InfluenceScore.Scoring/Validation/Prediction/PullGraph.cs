namespace InfluenceScore.Scoring.Validation.Prediction;

/// <summary>A directed graph by its incoming edges (CSR of the transpose), with how many go out of each node. 4 bytes an edge, 8 a node.</summary>
public sealed class PullGraph
{
    private PullGraph(int[] start, int[] sources, int[] outDegree) => (Start, Sources, OutDegree) = (start, sources, outDegree);

    public int Nodes => OutDegree.Length;

    public int Edges => Sources.Length;

    /// <summary>Node → its first incoming edge; one entry more than nodes.</summary>
    public int[] Start { get; }

    /// <summary>Incoming edge → the node it comes from.</summary>
    public int[] Sources { get; }

    public int[] OutDegree { get; }

    /// <param name="edges">From → to, each pair once, numbers in 0..nodes−1.</param>
    public static PullGraph Of(int nodes, IReadOnlyList<(int From, int To)> edges)
    {
        int[] outDegree = new int[nodes], start = new int[nodes + 1], sources = new int[edges.Count];
        foreach (var (from, to) in edges)
        {
            outDegree[from]++;
            start[to + 1]++;
        }

        for (var i = 0; i < nodes; i++)
            start[i + 1] += start[i];
        var fill = start.AsSpan(0, nodes).ToArray();
        foreach (var (from, to) in edges)
            sources[fill[to]++] = from;
        return new PullGraph(start, sources, outDegree);
    }

    /// <summary>Bounds of parts of consecutive nodes with about as many nodes and edges each: a few nodes have most of the edges.</summary>
    public int[] EvenParts(int parts)
    {
        var bounds = new int[parts + 1];
        var whole = (long)Nodes + Edges;
        for (int part = 1, node = 0; part <= parts; part++)
        {
            while (node < Nodes && (long)node + Start[node] < whole * part / parts)
                node++;
            bounds[part] = node;
        }

        return bounds;
    }
}
