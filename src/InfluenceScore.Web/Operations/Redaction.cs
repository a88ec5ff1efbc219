using System.Text.RegularExpressions;
using Serilog.Events;
using Serilog.Formatting;

namespace InfluenceScore.Web.Operations;

/// <summary>
/// Takes secrets out of a log line: the values of secret settings wherever they stand, and what looks like a token by its place in an address, a header, JSON or a path. Works on
/// the finished line, so that messages, properties and the exceptions of libraries are all covered.
/// </summary>
internal sealed partial class Redaction(IReadOnlyList<string> secrets)
{
    public const string Instead = "***";

    // Shorter values occur in ordinary words, and everybody would see which.
    private const int ShortestSecret = 6;

    private static readonly string[] SecretWords = ["Token", "Password", "Secret", "ApiKey", "ClientSecret"];

    /// <summary>Knows the secrets of the configuration.</summary>
    public static Redaction Of(IConfiguration configuration) => new(
        [.. configuration.AsEnumerable()
            .Where(s => s.Value is { Length: >= ShortestSecret } && s.Key.Split(':').Any(part => SecretWords.Any(w => part.Contains(w, StringComparison.OrdinalIgnoreCase))))
            .Select(s => s.Value!).Distinct().OrderByDescending(v => v.Length)]);

    public string Clean(string line)
    {
        foreach (var secret in secrets)
            line = line.Replace(secret, Instead, StringComparison.Ordinal);
        line = Header().Replace(line, $"${{scheme}} {Instead}");
        line = Pair().Replace(line, $"${{place}}{Instead}");
        line = UserOfAddress().Replace(line, $"${{place}}{Instead}@");
        line = PathOfLink().Replace(line, $"${{place}}{Instead}");
        return WebToken().Replace(line, Instead);
    }

    [GeneratedRegex(@"\b(?<scheme>Bearer|Basic|DPoP)\s+[A-Za-z0-9\-._~+/=%]{6,}", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Header();

    // token=…, "accessJwt":"…", Cookie: …, X-Api-Key: …
    [GeneratedRegex(
        """(?<place>(?:[\w\-]*(?:token|password|passwd|secret|api[_\-]?key|jwt|signature)|(?:set-)?cookie|(?<=[?&])(?:code|key|sig|state|invite))"?\s*[=:]\s*"?)(?!\s)(?!\*\*\*)[^\s"&,;<>]+""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pair();

    [GeneratedRegex(@"(?<place>\bhttps?://)[^\s/@]{1,200}@", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UserOfAddress();

    // Links that open something by themselves.
    [GeneratedRegex(@"(?<place>/(?:share|shared|s|invite|invitation|setup|set-up|reset|password)/)[A-Za-z0-9_\-]{8,}", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PathOfLink();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]+(?:\.[A-Za-z0-9_\-]*)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WebToken();
}

/// <summary>Writes what another formatter makes of an event, without its secrets.</summary>
internal sealed class RedactingFormatter(ITextFormatter inner, Redaction redaction) : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var line = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        inner.Format(logEvent, line);
        try
        {
            output.Write(redaction.Clean(line.ToString()));
        }
        catch (RegexMatchTimeoutException)
        {
            output.WriteLine($"{logEvent.Timestamp:O} (a line that could not be searched for secrets in time is left out)");
        }
    }
}
