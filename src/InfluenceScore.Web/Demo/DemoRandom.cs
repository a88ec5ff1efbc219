using System.Text;

namespace InfluenceScore.Web.Demo;

/// <summary>
/// The dice of the demo world: xoshiro256** seeded by SplitMix64 (Blackman and Vigna 2021), written out here because the algorithm of a seeded
/// <see cref="Random"/> is not promised from one runtime to the next. Each part of the world throws its own dice, named by a label,
/// so leaving one part out changes nothing in the others.
/// </summary>
internal sealed class DemoRandom
{
    private ulong _a, _b, _c, _d;

    public DemoRandom(int seed, string label)
    {
        var state = Fnv1A(label) ^ ((ulong)(uint)seed * 0x9E3779B97F4A7C15UL);
        _a = SplitMix(ref state);
        _b = SplitMix(ref state);
        _c = SplitMix(ref state);
        _d = SplitMix(ref state);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Between(double low, double high) => low + (Unit() * (high - low));

    /// <summary>Uniform whole number, low to high, both included.</summary>
    public int Whole(int low, int high) => low + (int)(Unit() * (high - low + 1));

    public bool Chance(double probability) => Unit() < probability;

    public T Pick<T>(IReadOnlyList<T> from) => from[(int)(Unit() * from.Count)];

    /// <summary>Index drawn in proportion to the weights.</summary>
    public int Weighted(IReadOnlyList<double> weights)
    {
        var left = Unit() * weights.Sum();
        for (var i = 0; i < weights.Count; i++)
            if ((left -= weights[i]) < 0)
                return i;
        return weights.Count - 1;
    }

    /// <summary>Standard normal (Box and Muller 1958; the second value is thrown away).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit());

    public double LogNormal(double median, double spread) => median * Math.Exp(spread * Normal());

    /// <summary>Poisson by multiplication of uniforms (Knuth), in halves above 30 so that exp(−mean) stays far from underflow.</summary>
    public int Poisson(double mean)
    {
        if (mean > 30)
            return Poisson(mean / 2) + Poisson(mean / 2);
        var floor = Math.Exp(-mean);
        var k = 0;
        for (var p = Unit(); p > floor; p *= Unit())
            k++;
        return k;
    }

    /// <summary>
    /// Up to <paramref name="count"/> different items, in proportion to their weights: the smallest keys −ln(u)/weight
    /// (Efraimidis and Spirakis 2006). Items of weight 0 are never drawn.
    /// </summary>
    public List<T> Sample<T>(IReadOnlyList<T> from, int count, Func<T, double> weight)
    {
        var keys = new List<(double Key, int Index)>(from.Count);
        for (var i = 0; i < from.Count; i++)
        {
            var w = weight(from[i]);
            var key = -Math.Log(1 - Unit());
            if (w > 0)
                keys.Add((key / w, i));
        }
        keys.Sort();
        return keys.Take(count).Select(k => from[k.Index]).ToList();
    }

    private ulong Next()
    {
        var result = ulong.RotateLeft(_b * 5, 7) * 9;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    private static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    private static ulong Fnv1A(string label) =>
        Encoding.UTF8.GetBytes(label).Aggregate(14695981039346656037UL, (hash, octet) => (hash ^ octet) * 1099511628211UL);
}
