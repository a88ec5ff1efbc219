namespace InfluenceScore.Data.Sources;

/// <summary>Every network that accounts can be fetched from.</summary>
public sealed class SourceCatalog(params IReadOnlyList<ISocialSource> sources)
{
    /// <summary>The list. A new network is one folder and one line here.</summary>
    public static SourceCatalog Create(SourceHttp http, SourceSettings settings, TimeProvider clock) => new(
        X.XSetup.Create(http.Clients, settings, clock),
        new Bluesky.BlueskySource(http, settings, clock),
        Mastodon.MastodonSetup.Create(http.Clients, settings, clock));

    public IReadOnlyList<ISocialSource> All => sources;

    public ISocialSource? FindOrNull(string network) => sources.FirstOrDefault(s => s.Network == network);
}
