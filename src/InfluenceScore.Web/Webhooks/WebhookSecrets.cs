using System.Security.Cryptography;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Webhooks;
using Microsoft.AspNetCore.DataProtection;

namespace InfluenceScore.Web.Webhooks;

/// <summary>Signing secrets: encrypted in the store, told once.</summary>
internal sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("InfluenceScore.Webhooks.v1");

    public (string Secret, string Protected) Make()
    {
        var secret = WebhookSignature.NewSecret();
        return (secret, _protector.Protect(secret));
    }

    /// <summary>Null where this machine does not have the key that it was encrypted with.</summary>
    public string? ReadOrNull(Webhook webhook)
    {
        try
        {
            return _protector.Unprotect(webhook.ProtectedSecret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
