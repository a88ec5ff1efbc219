namespace InfluenceScore.Web.Display;

/// <summary>
/// What a reader chose, in three cookies: scheme (light, dark), region (de-DE), zone (Europe/Berlin). None = automatic. They hold nothing else,
/// belong to nobody, and are read by site.js too, which fills the zone in.
/// </summary>
public static class DisplayCookies
{
    public const string Scheme = "scheme", Region = "region", Zone = "zone";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <summary>"light" or "dark", null where the reader's system decides.</summary>
    public static string? SchemeOrNull(HttpContext context) => context.Request.Cookies[Scheme] switch { "light" => "light", "dark" => "dark", _ => null };

    /// <summary>Keeps a choice for a year; null forgets it.</summary>
    public static void Set(HttpContext context, string name, string? value)
    {
        var options = new CookieOptions { Path = "/", SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = Kept, IsEssential = true };
        if (value is null)
            context.Response.Cookies.Delete(name, new CookieOptions { Path = "/" });
        else
            context.Response.Cookies.Append(name, value, options);
    }
}
