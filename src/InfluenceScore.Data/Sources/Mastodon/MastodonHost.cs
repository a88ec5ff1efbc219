using System.Text.RegularExpressions;

namespace InfluenceScore.Data.Sources.Mastodon;

/// <summary>A server as handles name it: a host name, with a port only where private hosts are allowed.</summary>
internal static partial class MastodonHost
{
    private const int MaxUserLength = 64, MaxHostLength = 260;

    /// <summary>Splits user@host; false where it is no such thing.</summary>
    public static bool TryHandle(string handle, out string user, out string host)
    {
        (user, host) = ("", "");
        var at = handle.IndexOf('@', StringComparison.Ordinal);
        if (at is < 1 or > MaxUserLength || !User().IsMatch(handle[..at]) || !IsHost(handle[(at + 1)..]))
            return false;
        (user, host) = (handle[..at], handle[(at + 1)..]);
        return true;
    }

    /// <summary>Where a host's API lies.</summary>
    /// <exception cref="SourceException">The host is not one that may be asked.</exception>
    public static Uri BaseAddress(string host, bool allowPrivateHosts)
    {
        if (!IsHost(host))
            throw new SourceException($"'{(host.Length > 60 ? host[..60] + "…" : host)}' is not the name of a Mastodon server.");
        if (allowPrivateHosts)
        {
            // A port is the mark of a test server or an intranet: those speak plain http.
            var name = host.Split(':')[0];
            var plain = host.Contains(':', StringComparison.Ordinal) || name == "localhost" || System.Net.IPAddress.TryParse(name, out _);
            return new Uri($"{(plain ? "http" : "https")}://{host}/");
        }
        if (host.Contains(':', StringComparison.Ordinal) || System.Net.IPAddress.TryParse(host, out _) || !host.Contains('.', StringComparison.Ordinal))
            throw new SourceException($"{host} is not the public name of a Mastodon server (ports and addresses need Sources:Mastodon:AllowPrivateHosts).");
        return new Uri($"https://{host}/");
    }

    // Short texts only, so that no time limit is ever met: those count the time on the wall, and on a machine that is busy with something else a good handle ran into one (found by fuzzing).
    private static bool IsHost(string text) => text.Length <= MaxHostLength && Host().IsMatch(text);

    [GeneratedRegex(@"^[\w.\-]{1,64}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex User();

    [GeneratedRegex(@"^[\p{L}\p{N}]([\p{L}\p{N}\-]{0,62}[\p{L}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{N}\-]{0,62}[\p{L}\p{N}])?)*(:[0-9]{1,5})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Host();
}
