using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace InfluenceScore.Data;

/// <summary>
/// The secret of a link that opens something to whoever has it: 256 random bits. Its hash alone is stored and looked up, so neither the database nor the time
/// that a look-up takes tells anything about a token.
/// </summary>
internal static class LinkToken
{
    private const int Bytes = 32, Length = 43;

    /// <summary>A new one, as it stands in an address.</summary>
    public static string Make() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>SHA-256 of the token's characters.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));

    /// <summary>The hash to look up; null for what can be no token by its length.</summary>
    public static byte[]? HashOrNull(string? token) => token is { Length: Length } ? Hash(token) : null;
}
