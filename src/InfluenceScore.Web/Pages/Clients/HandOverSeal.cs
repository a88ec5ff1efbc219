using System.Security.Cryptography;
using System.Text.Json;
using InfluenceScore.Data.People;
using Microsoft.AspNetCore.DataProtection;

namespace InfluenceScore.Web.Pages.Clients;

/// <summary>
/// What a page hands out so that a hand-over can be undone: whoever gave a client away may see it no more, so the right to take it back goes along, sealed, for an hour, and
/// for them alone.
/// </summary>
public sealed class HandOverSeal(IDataProtectionProvider protection)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("InfluenceScore.HandOver.v1").ToTimeLimitedDataProtector();

    /// <param name="From">Who kept it; null: nobody.</param>
    /// <param name="To">Who keeps it since.</param>
    /// <param name="By">Who did it.</param>
    public sealed record HandOver(int Client, string Name, int? From, int? To, int? By);

    public string Close(HandOver done) => _protector.Protect(JsonSerializer.Serialize(done), Lifetime);

    /// <summary>Null where it is not from here, not this person's, or too old.</summary>
    public HandOver? OpenOrNull(string? seal, Viewer viewer)
    {
        try
        {
            return JsonSerializer.Deserialize<HandOver>(_protector.Unprotect(seal ?? "")) is { } done && done.By == viewer.UserId ? done : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
