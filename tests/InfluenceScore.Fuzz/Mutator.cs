using System.Numerics;
using System.Text;

namespace InfluenceScore.Fuzz;

/// <summary>Damages bytes: bits, ranges, and words that readers stumble over. The same seed and number give the same damage, so every failure can be made again.</summary>
internal sealed class Mutator
{
    private const int MostMutations = 6;
    private const int MostBytes = 1 << 18;

    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "\"", "\"\"", "\"\n", ",", "\r\n", "\r", "\n", "\0", "\\", "\\u0000", "\\ud800", "\\\"", "{", "}", "[", "]", ":", "null", "true", "{}", "[]", "-1", "0", "1e999", "1e-999", "NaN",
            "9223372036854775807", "9223372036854775808", "-9223372036854775809", "4294967296", "99999999999999999999999999", "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00Z", "2026-02-30",
            "2025-13-01T00:00:00+99:99", "253402300800", "-62135596801", "../../etc/passwd", "C:\\x", "/", "=cmd|' /C calc'!A0", "%s%n", "%00", "%", "&", "?", "＠", "\u202e", "\u200b", "\ufeff", "\uffff",
            "İ", "ß", "👩‍👩‍👧‍👦", "a\u0300\u0300\u0300\u0300", "<script>", "&#0;", "&#x110000;", "&amp", "<", "<br", "x:", ":x", "@", "@@", "did:plc:", "at://", "https://", "http://[::1", "//",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xFE, 0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xEF, 0xBB, 0xBF], [0x9F], [0x9B, 255, 255, 255, 255, 255, 255, 255, 255], [0xBF], [0x5F], [0x1F, 0x8B], [0xD8, 0x2A],
        [0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6],
    ];

    private ulong _state;

    public Mutator(ulong seed, long number)
    {
        _state = seed * 0x9E3779B97F4A7C15 + (ulong)number;
        Next();
    }

    /// <summary>0 to most − 1.</summary>
    public int Below(int most) => (int)(Next() % (ulong)Math.Max(1, most));

    public bool OneIn(int n) => Below(n) == 0;

    public T One<T>(IReadOnlyList<T> of) => of[Below(of.Count)];

    /// <summary>A damaged copy; parts of <paramref name="other"/> may be spliced in.</summary>
    public byte[] Damage(byte[] sample, byte[] other)
    {
        var bytes = new List<byte>(sample);
        for (var n = 1 + Below(MostMutations); n > 0; n--)
            DamageOnce(bytes, other);
        return bytes.Count > MostBytes ? [.. bytes[..MostBytes]] : [.. bytes];
    }

    private void DamageOnce(List<byte> bytes, byte[] other)
    {
        var at = Below(bytes.Count + 1);
        var length = Math.Min(bytes.Count - at, 1 << Below(9));
        switch (Below(12))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << Below(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)Next();
                break;
            case 2:
                bytes.RemoveRange(at, Below(length + 1));
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                // Deep or long: one word very often.
                var word = One(Words);
                var times = 1 << Below(12);
                bytes.InsertRange(at, Enumerable.Repeat(word, times).SelectMany(w => w));
                break;
            case 6 when other.Length > 0:
                var from = Below(other.Length);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(other.Length - from, 1 << Below(10))).ToArray());
                break;
            case 7 when length > 0:
                // A field or a member exchanged for another.
                bytes.RemoveRange(at, length);
                bytes.InsertRange(at, One(Words));
                break;
            default:
                bytes.InsertRange(at, One(Words));
                break;
        }
    }

    // splitmix64 (prng.di.unimi.it/splitmix64.c)
    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return BitOperations.RotateLeft(z ^ (z >> 31), 7);
    }
}
