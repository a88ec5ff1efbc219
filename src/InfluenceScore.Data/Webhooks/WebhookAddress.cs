using System.Net;
using InfluenceScore.Data.Sources.Mastodon;
using Microsoft.Extensions.DependencyInjection;

namespace InfluenceScore.Data.Webhooks;

/// <summary>Where webhooks may lead: anybody may type an address in, so it must not reach into our own network (server-side request forgery).</summary>
public static class WebhookAddress
{
    /// <summary>Name of the HTTP client that connects to public addresses only, and of the one that connects anywhere.</summary>
    public const string GuardedClient = "webhooks", OpenClient = "webhooks-private";

    private const string Setting = "Webhooks__AllowPrivateHosts";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    public static IServiceCollection AddWebhookHttp(this IServiceCollection services)
    {
        Add(services, OpenClient, null);
        Add(services, GuardedClient, (context, cancel) => PublicAddresses.ConnectAsync(context, Setting, cancel));
        return services;
    }

    /// <summary>What is wrong with an address that somebody typed in, a sentence; null where nothing is. The names of hosts are looked up when they are connected to.</summary>
    public static string? ProblemOrNull(string? text, bool allowPrivate)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > Entities.Webhook.MaxUrl || !Uri.TryCreate(text, UriKind.Absolute, out var address))
            return $"The address must be a whole one of at most {Entities.Webhook.MaxUrl} characters, such as https://hooks.example.com/influence.";
        if (address.Scheme != Uri.UriSchemeHttps && !(allowPrivate && address.Scheme == Uri.UriSchemeHttp))
            return "The address must begin with https://.";
        if (address.UserInfo.Length > 0 || address.Fragment.Length > 0)
            return "The address may hold neither a password nor a fragment (#…).";
        return !allowPrivate && (address.IsLoopback || (IPAddress.TryParse(address.IdnHost, out var ip) && !PublicAddresses.IsPublic(ip)))
            ? $"The address leads inside a private network, which only the setting {Setting} allows."
            : null;
    }

    private static void Add(IServiceCollection services, string name, Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect) =>
        services.AddHttpClient(name, c =>
        {
            c.Timeout = Timeout;
            c.DefaultRequestHeaders.UserAgent.ParseAdd("InfluenceScore/1.0");
        }).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            // A redirect would lead past what was checked; a proxy would look names up by itself.
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = connect is null,
            ConnectCallback = connect,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        });
}
