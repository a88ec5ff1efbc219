namespace InfluenceScore.Data.Sources.Mastodon;

/// <summary>Settings <c>Sources:Mastodon:…</c>.</summary>
/// <param name="AllowPrivateHosts">Also plain http, ports, and addresses inside private networks: for tests and intranets.</param>
/// <param name="TokenOf">The token of an account at that host, or null. A secret, only ever sent to that host.</param>
public sealed record MastodonOptions(bool AllowPrivateHosts, Func<string, string?> TokenOf)
{
    public static MastodonOptions Read(SourceSettings settings) => new(
        string.Equals(settings["Sources:Mastodon:AllowPrivateHosts"], "true", StringComparison.OrdinalIgnoreCase),
        host => settings["Sources:Mastodon:Tokens:" + host]);
}
