namespace InfluenceScore.Scoring.Validation.Prediction;

/// <summary>
/// A directed graph by its incoming edges (CSR of the transpose), with how many go out of each node. 4 bytes an edge, 12 a node. Nodes are kept by falling number of incoming edges: rows of one
/// length follow each other, so that the processor foresees their ends, and the nodes that most others read tend to lie together in its cache.
/// </summary>
public sealed class PullGraph
{
    private PullGraph(int[] names, int[] start, int[] sources, int[] outDegree) => (Names, Start, Sources, OutDegree) = (names, start, sources, outDegree);

    public int Nodes => OutDegree.Length;

    public int Edges => Sources.Length;

    /// <summary>Node as kept here → its number outside.</summary>
    public int[] Names { get; }

    /// <summary>Node → its first incoming edge; one entry more than nodes.</summary>
    public int[] Start { get; }

    /// <summary>Incoming edge → the node it comes from.</summary>
    public int[] Sources { get; }

    public int[] OutDegree { get; }

    /// <param name="edges">From → to, each pair once, numbers in 0..nodes−1.</param>
    public static PullGraph Of(int nodes, IReadOnlyList<(int From, int To)> edges)
    {
        int[] inDegree = new int[nodes], outDegree = new int[nodes], names = new int[nodes], places = new int[nodes], start = new int[nodes + 1], sources = new int[edges.Count];
        foreach (var (from, to) in edges)
        {
            outDegree[from]++;
            inDegree[to]++;
        }

        var order = new long[nodes];
        for (var i = 0; i < nodes; i++)
            order[i] = ((long)-inDegree[i] << 32) | (uint)i;
        Array.Sort(order);
        for (var i = 0; i < nodes; i++)
        {
            names[i] = (int)order[i];
            places[names[i]] = i;
            start[i + 1] = start[i] + inDegree[names[i]];
        }

        var fill = start.AsSpan(0, nodes).ToArray();
        foreach (var (from, to) in edges)
            sources[fill[places[to]]++] = places[from];
        return new PullGraph(names, start, sources, Array.ConvertAll(names, name => outDegree[name]));
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
