using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace InfluenceScore.Data.Sources.Mastodon;

/// <summary>Registers the two clients of the Mastodon source and makes it.</summary>
public static class MastodonSetup
{
    /// <summary>Connects to public addresses only.</summary>
    public const string GuardedClient = "mastodon";

    /// <summary>Connects anywhere: only with <see cref="MastodonOptions.AllowPrivateHosts"/>.</summary>
    public const string OpenClient = "mastodon-private";

    public static IServiceCollection AddMastodonHttp(this IServiceCollection services)
    {
        services.AddSourceClient(OpenClient, Handler);
        services.AddSourceClient(GuardedClient, () =>
        {
            var handler = Handler();
            // A proxy would look names up by itself and connect wherever they lead.
            handler.UseProxy = false;
            handler.ConnectCallback = PublicAddresses.ConnectAsync;
            return handler;
        });
        return services;
    }

    public static MastodonSource Create(IHttpClientFactory clients, SourceSettings settings, TimeProvider clock) => new(
        new SourceHttp(clients, clock, GuardedClient), new SourceHttp(clients, clock, OpenClient), () => MastodonOptions.Read(settings), clock);

    // Redirects are followed by hand, and only where they are needed and lead to a public name.
    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
