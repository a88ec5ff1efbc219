using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace InfluenceScore.Data.Webhooks;

/// <summary>Signs messages as Standard Webhooks says (standardwebhooks.com): HMAC-SHA256 over id, time and body, so that neither can be changed nor sent again later.</summary>
public static class WebhookSignature
{
    /// <summary>Before the base64 of a secret.</summary>
    public const string SecretPrefix = "whsec_";

    private const int SecretBytes = 32;

    public static string NewSecret() => SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The value of the header webhook-signature.</summary>
    /// <param name="timestamp">Unix seconds of this attempt.</param>
    public static string Of(string secret, string messageId, long timestamp, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{messageId}.{timestamp}.")), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[SecretPrefix.Length..]), signed));
    }
}
