namespace InfluenceScore.Data.Sources.Mastodon;

/// <summary>Reads where the next page is from a Link header (RFC 8288).</summary>
internal static class LinkHeader
{
    /// <summary>
    /// Path and query of the next page, or null. An address at another host is no next page (somebody could send us, and a token, anywhere);
    /// http instead of https is forgiven: servers behind a proxy often don't know better.
    /// </summary>
    /// <param name="asked">What was asked for: its host is the only one that counts.</param>
    public static string? NextOrNull(string? header, Uri asked)
    {
        foreach (var (target, parameters) in Links(header ?? ""))
        {
            if (!parameters.Contains("rel=\"next\"", StringComparison.OrdinalIgnoreCase) && !parameters.Contains("rel=next", StringComparison.OrdinalIgnoreCase))
                continue;
            if (WebAddress.TryResolve(asked, target, out var uri) && uri.Host.Equals(asked.Host, StringComparison.OrdinalIgnoreCase))
                return uri.PathAndQuery;
        }
        return null;
    }

    private static IEnumerable<(string Target, string Parameters)> Links(string header)
    {
        for (var at = 0; ;)
        {
            var open = header.IndexOf('<', at);
            var close = open < 0 ? -1 : header.IndexOf('>', open);
            if (close < 0)
                yield break;
            // A comma inside the brackets belongs to the address; the parameters end where the next link begins.
            var end = header.IndexOf('<', close);
            at = end < 0 ? header.Length : end;
            yield return (header[(open + 1)..close], header[(close + 1)..at]);
        }
    }
}
