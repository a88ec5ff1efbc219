using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace InfluenceScore.Data.ApiKeys;

/// <summary>
/// The text of a key: is_, 8 characters that name it, 43 that are secret (62^43 is more than 2^256), 6 that check the rest. Letters and digits only, so that a double click takes all of
/// it, and recognisable, so that scanners of leaked secrets find it. A mistyped key is refused without asking the store.
/// </summary>
public static class ApiKeyText
{
    public const string Prefix = "is_";

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);
    private const int IdLength = 8, SecretLength = 43, CheckLength = 6;
    private const int Length = 3 + IdLength + SecretLength + CheckLength;

    public static (string Text, string PublicId) Make()
    {
        var id = RandomNumberGenerator.GetString(Alphabet, IdLength);
        var body = Prefix + id + RandomNumberGenerator.GetString(Alphabet, SecretLength);
        return (body + Check(body), id);
    }

    /// <returns>The part that names the key; null where this text is no key.</returns>
    public static string? PublicIdOrNull(string? text) =>
        text is { Length: Length } && text.StartsWith(Prefix, StringComparison.Ordinal) && text.AsSpan(Prefix.Length).IndexOfAnyExcept(Letters) < 0
            && Check(text[..^CheckLength]).Equals(text[^CheckLength..], StringComparison.Ordinal)
            ? text.Substring(Prefix.Length, IdLength)
            : null;

    public static byte[] Hash(string text) => SHA256.HashData(Encoding.ASCII.GetBytes(text));

    private static string Check(string body) => string.Create(CheckLength, Hash(body), (check, hash) =>
    {
        for (var i = 0; i < check.Length; i++)
            check[i] = Alphabet[hash[i] % Alphabet.Length];
    });
}
