using System.Diagnostics.CodeAnalysis;

namespace InfluenceScore.Data.Sources;

/// <summary>
/// Addresses that a stranger wrote. <see cref="Uri"/> takes far more than addresses of the web, and on some of it (a row of backslashes with a sign that turns the writing
/// direction) .NET 10 throws IndexOutOfRangeException out of TryCreate. Found by fuzzing.
/// </summary>
internal static class WebAddress
{
    /// <summary>Reads an http or https address with a host.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Uri? address)
    {
        address = null;
        return text is not null
            && (text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            && Guarded(() => Uri.TryCreate(text, UriKind.Absolute, out var read) ? read : null, out address);
    }

    /// <summary>Reads an address that may be relative to another.</summary>
    public static bool TryResolve(Uri from, string text, [NotNullWhen(true)] out Uri? address) =>
        Guarded(() => Uri.TryCreate(from, text, out var read) ? read : null, out address);

    private static bool Guarded(Func<Uri?> read, [NotNullWhen(true)] out Uri? address)
    {
        try
        {
            address = read();
            return address is { Scheme: "http" or "https", Host.Length: > 0 };
        }
        catch (Exception e) when (e is IndexOutOfRangeException or UriFormatException or ArgumentException)
        {
            address = null;
            return false;
        }
    }
}
