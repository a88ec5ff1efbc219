using System.Buffers.Binary;
using System.Security.Cryptography;

namespace InfluenceScore.Web.Tests.Security;

/// <summary>What an authenticator app shows: RFC 6238 with SHA-1, half a minute and six digits.</summary>
internal static class Totp
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <param name="key">As the page shows it: Base32.</param>
    /// <param name="steps">Half minutes ahead: what the app of somebody whose clock is fast shows.</param>
    public static string Now(string key, int steps = 0) => At(key, DateTimeOffset.UtcNow, steps);

    public static string At(string key, DateTimeOffset time, int steps = 0)
    {
        var bytes = new List<byte>();
        var (buffer, bits) = (0, 0);
        foreach (var c in key)
        {
            (buffer, bits) = ((buffer << 5) | Alphabet.IndexOf(c, StringComparison.Ordinal), bits + 5);
            if (bits < 8)
                continue;
            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
            buffer &= (1 << bits) - 1;
        }
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, (time.ToUnixTimeSeconds() / 30) + steps);
#pragma warning disable CA5350 // the standard's hash
        var hash = HMACSHA1.HashData([.. bytes], counter);
#pragma warning restore CA5350
        var code = (BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15, 4)) & int.MaxValue) % 1_000_000;
        return code.ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }
}
