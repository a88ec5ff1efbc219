namespace InfluenceScore.Web.Security;

/// <summary>For the one form without an antiforgery token that wants proof: does the browser say that a page of this site sent it? Scripts of other sites can change neither header.</summary>
internal static class OwnForms
{
    /// <summary>By Sec-Fetch-Site, which needs https or this machine; else by Origin. Neither, "none" (typed, a bookmark) and "null" (a sandbox, a file) prove nothing.</summary>
    public static bool IsProvedOurs(this HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site
        ? site == "same-origin"
        : request.Headers.Origin.ToString() is { Length: > 0 } origin && origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
