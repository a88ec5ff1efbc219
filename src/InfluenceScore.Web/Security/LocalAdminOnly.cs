using System.Net;

namespace InfluenceScore.Web.Security;

/// <summary>
/// Until people sign in, only somebody at the machine itself may change anything or see clients, whose notes are nobody else's business:
/// /admin, /clients and every request that is no GET answer 403 to other addresses. Share links are open to all.
/// </summary>
internal static class LocalAdminOnly
{
    public static void UseLocalAdminOnly(this WebApplication app) => app.Use((context, next) =>
    {
        if (IsOpenToAll(context.Request) || MayPass(context.Connection.RemoteIpAddress))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    internal static bool IsOpenToAll(HttpRequest request) =>
        // A reader's own light or dark is nobody else's business: it changes a cookie and nothing here.
        request.Path == Pages.Display.IndexModel.Path
        || ((HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && !request.Path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase)
            && !request.Path.StartsWithSegments("/clients", StringComparison.OrdinalIgnoreCase));

    /// <summary>No address at all is a request from inside the process.</summary>
    internal static bool MayPass(IPAddress? remote) => remote is null || IPAddress.IsLoopback(remote);
}
