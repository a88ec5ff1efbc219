using System.Net;

namespace InfluenceScore.Web.Security;

/// <summary>Until people sign in, only somebody at the machine itself may change what is ingested: /admin answers 403 to every other address.</summary>
internal static class LocalAdminOnly
{
    public static void UseLocalAdminOnly(this WebApplication app) => app.Use((context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase) || MayPass(context.Connection.RemoteIpAddress))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    /// <summary>No address at all is a request from inside the process.</summary>
    internal static bool MayPass(IPAddress? remote) => remote is null || IPAddress.IsLoopback(remote);
}
