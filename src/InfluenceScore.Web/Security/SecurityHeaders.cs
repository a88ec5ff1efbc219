using Microsoft.AspNetCore.CookiePolicy;

namespace InfluenceScore.Web.Security;

/// <summary>Headers that every answer carries, and what holds for every cookie: docs/security.md says what each is for.</summary>
internal static class SecurityHeaders
{
    // Nothing inline, nothing from elsewhere. img-src data: the empty favicon; everything else is served from here.
    private const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private const string PermissionsPolicy =
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), serial=(), usb=()";

    /// <summary>Notes on clients, secrets and people: no copy of these pages stays in a browser.</summary>
    private static readonly string[] Personal = ["/admin", "/clients", "/share", "/people", "/you", "/sign-in", "/sign-out", "/set-up", "/password"];

    public static IServiceCollection AddSecurityHeaders(this IServiceCollection services)
    {
        services.AddHsts(o => o.MaxAge = TimeSpan.FromDays(365));
        services.AddAntiforgery(o => o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        return services.Configure<CookiePolicyOptions>(o =>
        {
            o.MinimumSameSitePolicy = SameSiteMode.Lax;
            o.Secure = CookieSecurePolicy.SameAsRequest;
            o.HttpOnly = HttpOnlyPolicy.None; // site.js reads the three of the display; each of the others says so itself
        });
    }

    public static void UseSecurityHeaders(this WebApplication app)
    {
        // Sent where the visitor came by https, also to a proxy in front.
        app.UseHsts();
        app.UseCookiePolicy();
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = PermissionsPolicy;
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            context.Response.OnStarting(KeepOutOfCaches, context);
            return next(context);
        });
    }

    // When the answer starts, so that the page cache of this server has its own opinion before: its key knows who asks, a browser's or proxy's does not.
    private static Task KeepOutOfCaches(object state)
    {
        var context = (HttpContext)state;
        var isPage = context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;
        if (Array.Exists(Personal, p => context.Request.Path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase)))
            context.Response.Headers.CacheControl = "no-store";
        else if (isPage && !context.Response.Headers.CacheControl.ToString().Contains("no-store", StringComparison.OrdinalIgnoreCase))
            context.Response.Headers.CacheControl = "private, no-cache";
        return Task.CompletedTask;
    }
}
