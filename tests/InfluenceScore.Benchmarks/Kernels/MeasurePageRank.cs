using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using InfluenceScore.Scoring.Validation.Prediction;

namespace InfluenceScore.Benchmarks.Kernels;

/// <summary>
/// The verb `pagerank`: time of a round on a skewed random graph, which it also writes as a file for the C++ peer (peers/pagerank.cc): number of nodes and of edges,
/// then from and to of each edge, 32 bits each.
/// </summary>
internal static class MeasurePageRank
{
    private const int Nodes = 1 << 18, EdgesPerNode = 16, Rounds = 20, Times = 20;

    public static void Run(string file)
    {
        var edges = Edges(new Random(1));
        using (var stream = File.Create(file))
        {
            stream.Write(MemoryMarshal.AsBytes<int>([Nodes, edges.Count]));
            stream.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(edges)));
        }
        double ready = double.MaxValue, best = double.MaxValue, busy = double.MaxValue;
        double[] rank = [];
        for (var i = 0; i < Times; i++)
        {
            var clock = Stopwatch.StartNew();
            var graph = PullGraph.Of(Nodes, edges);
            ready = Math.Min(ready, clock.Elapsed.TotalMilliseconds);
            var processor = Environment.CpuUsage.TotalTime;
            clock.Restart();
            rank = PageRank.Of(graph, .85, Rounds, 0);
            best = Math.Min(best, clock.Elapsed.TotalMilliseconds / Rounds);
            busy = Math.Min(busy, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / Rounds);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Nodes} nodes, {edges.Count} edges: {best:0.000} ms a round, {busy:0.000} ms of processors, {ready:0} ms for the graph (best of {Times}), largest rank {rank.Max():e6}"));
    }

    /// <summary>R-MAT with the parameters of Graph500 (.57, .19, .19, .05), as gapbs makes them; each pair once, none to itself.</summary>
    private static List<(int From, int To)> Edges(Random random)
    {
        var seen = new HashSet<(int, int)>(Nodes * EdgesPerNode);
        for (var i = 0; i < Nodes * EdgesPerNode; i++)
        {
            int from = 0, to = 0;
            for (var bit = 1; bit < Nodes; bit <<= 1)
            {
                var draw = random.NextDouble();
                from |= draw >= .76 ? bit : 0;
                to |= draw is (>= .57 and < .76) or >= .95 ? bit : 0;
            }
            if (from != to)
                seen.Add((from, to));
        }
        return [.. seen];
    }
}
