namespace InfluenceScore.Web.Pages;

/// <summary>An address that came with a request and leads on: only a path of this site is followed.</summary>
public static class LocalAddress
{
    private const int Longest = 2000;

    /// <summary>The address where it is a path of this site, else the other one. "//host", "/\\host" and everything with a scheme are none.</summary>
    public static string Or(string? address, string instead) =>
        address is { Length: > 0 and <= Longest } && address[0] == '/' && (address.Length == 1 || address[1] is not ('/' or '\\')) && !address.Any(char.IsControl)
        && !address.StartsWith("/error/", StringComparison.OrdinalIgnoreCase) && !address.StartsWith("/sign-", StringComparison.OrdinalIgnoreCase)
            ? address : instead;
}
