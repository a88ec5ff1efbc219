using System.Numerics;

namespace InfluenceScore.Data.Scores;

/// <summary>Sorts millions of moments on all cores: dealt out to slots of equal length, each of which is small.</summary>
internal static class TimeOrder
{
    private const int SlotBits = 14;

    /// <summary>Sorts times in place of the array.</summary>
    /// <returns>Place in the new order → place in the old one. Equal times keep their order.</returns>
    public static int[] Sort(ref long[] times)
    {
        var (old, order) = (times, new int[times.Length]);
        if (old.Length == 0)
            return order;
        var (first, last) = (old.Min(), old.Max());
        var shift = Math.Max(0, 64 - BitOperations.LeadingZeroCount((ulong)(last - first)) - SlotBits);
        var start = new int[(1 << SlotBits) + 1];
        foreach (var time in old)
            start[(int)((ulong)(time - first) >> shift) + 1]++;
        for (var slot = 0; slot < 1 << SlotBits; slot++)
            start[slot + 1] += start[slot];
        var next = start.AsSpan(0, 1 << SlotBits).ToArray();
        var sorted = new long[old.Length];
        for (var i = 0; i < old.Length; i++)
        {
            var to = next[(int)((ulong)(old[i] - first) >> shift)]++;
            (sorted[to], order[to]) = (old[i], i);
        }
        Parallel.For(0, 1 << SlotBits, slot =>
        {
            var (from, to) = (start[slot], start[slot + 1]);
            if (to - from < 2)
                return;
            Array.Sort(sorted, order, from, to - from);
            // Array.Sort is not stable: what comes at the same moment goes back into the old order.
            for (int i = from, end; i < to; i = end)
            {
                for (end = i + 1; end < to && sorted[end] == sorted[i]; end++) { }
                if (end - i > 1)
                    Array.Sort(order, i, end - i);
            }
        });
        times = sorted;
        return order;
    }

    /// <summary>The values in another order; the array is let go, so that no more than two of a kind live at once.</summary>
    public static T[] Permuted<T>(ref T[] values, int[] order)
    {
        var (old, result) = (values, new T[order.Length]);
        values = [];
        for (var i = 0; i < order.Length; i++)
            result[i] = old[order[i]];
        return result;
    }
}
