using System.Net;
using System.Net.Sockets;

namespace InfluenceScore.Data.Sources.Mastodon;

/// <summary>
/// Anybody may name a Mastodon server, and servers name others: the name is looked up here, at the moment of connecting, and the very address that was checked is
/// connected to, so that no name can lead inside our own network (server-side request forgery, also by a name that changes its address in between).
/// </summary>
internal static class PublicAddresses
{
    // IANA's special-purpose registries: everything that is not somebody else's public machine.
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Array.Exists(Special, n => n.BaseAddress.AddressFamily == plain.AddressFamily && n.Contains(plain));
    }

    /// <exception cref="SourceException">The name has addresses, and none of them is public.</exception>
    public static Task ThrowIfPrivateAsync(string host, CancellationToken cancellationToken) => ThrowIfPrivateAsync(host, Dns.GetHostAddressesAsync, cancellationToken);

    /// <inheritdoc cref="ThrowIfPrivateAsync(string, CancellationToken)"/>
    /// <param name="resolve">Looks a name up.</param>
    internal static async Task ThrowIfPrivateAsync(string host, Func<string, CancellationToken, Task<IPAddress[]>> resolve, CancellationToken cancellationToken)
    {
        IPAddress[] addresses;
        try
        {
            addresses = await resolve(host, cancellationToken);
        }
        catch (SocketException e)
        {
            throw new SourceException($"There is no server {host}: {e.Message}.", e) { Passing = e.SocketErrorCode == SocketError.TryAgain };
        }
        if (!Array.Exists(addresses, IsPublic))
            throw new SourceException($"{host} has no public address: servers inside private networks need Sources:Mastodon:AllowPrivateHosts.");
    }

    /// <summary>A <see cref="SocketsHttpHandler.ConnectCallback"/> that connects to public addresses only.</summary>
    /// <exception cref="HttpRequestException">The name has no public address.</exception>
    public static ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken) =>
        ConnectAsync(context, "Sources:Mastodon:AllowPrivateHosts", cancellationToken);

    /// <inheritdoc cref="ConnectAsync(SocketsHttpConnectionContext, CancellationToken)"/>
    /// <param name="setting">The setting that would allow others: for the words of the refusal.</param>
    public static ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, string setting, CancellationToken cancellationToken) =>
        ConnectAsync(context, setting, Dns.GetHostAddressesAsync, cancellationToken);

    /// <inheritdoc cref="ConnectAsync(SocketsHttpConnectionContext, CancellationToken)"/>
    /// <param name="setting">The setting that would allow others: for the words of the refusal.</param>
    /// <param name="resolve">Looks a name up; asked once, and what it says is what is judged and connected to.</param>
    internal static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, string setting, Func<string, CancellationToken, Task<IPAddress[]>> resolve, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await resolve(host, cancellationToken);
        var allowed = Array.FindAll(addresses, IsPublic);
        if (allowed.Length == 0)
            throw new HttpRequestException($"{host} has no public address: servers inside private networks need {setting}");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
