using System.Globalization;
using InfluenceScore.Data;

namespace InfluenceScore.Web.Api;

/// <summary>Settings of the API; a wrong one stops the start with one sentence.</summary>
/// <param name="RequestsPerMinute">For each API key, and for each signed-in browser.</param>
/// <param name="AnonymousPerMinute">For each address without a valid key.</param>
/// <param name="SignInsPerMinute">Posts to the pages of signing in, for each address.</param>
/// <param name="ImportFolder">Where uploaded bundles lie until they are imported; null: imports beside the database.</param>
/// <param name="ImportBytes">The largest upload.</param>
/// <param name="PrivateWebhooks">Webhooks may lead inside the network, and be plain http.</param>
public sealed record ApiSettings(int RequestsPerMinute, int AnonymousPerMinute, int SignInsPerMinute, string? ImportFolder, long ImportBytes, bool PrivateWebhooks)
{
    public static ApiSettings Read(IConfiguration configuration) => new(
        (int)Number(configuration, "RateLimits:RequestsPerMinute", 600, 1, 1_000_000),
        (int)Number(configuration, "RateLimits:AnonymousPerMinute", 60, 1, 1_000_000),
        (int)Number(configuration, "RateLimits:SignInsPerMinute", 10, 1, 1_000_000),
        configuration["Imports:Folder"] is { Length: > 0 } folder ? Path.GetFullPath(folder) : null,
        Number(configuration, "Imports:MaxMegabytes", 512, 1, 1_000_000) * 1_000_000,
        configuration["Webhooks:AllowPrivateHosts"]?.ToLowerInvariant() switch
        {
            null or "" or "false" => false,
            "true" => true,
            _ => throw new InfluenceScoreException($"The setting Webhooks__AllowPrivateHosts is '{configuration["Webhooks:AllowPrivateHosts"]}'; it takes true or false."),
        });

    private static long Number(IConfiguration configuration, string name, long standard, long least, long most) =>
        configuration[name] is not { Length: > 0 } text ? standard
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value
        : throw new InfluenceScoreException($"The setting {name.Replace(":", "__", StringComparison.Ordinal)} is '{text}'; it takes a whole number from {least} to {most}.");
}
