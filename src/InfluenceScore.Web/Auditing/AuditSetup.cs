using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Erasure;
using InfluenceScore.Web.Security;

namespace InfluenceScore.Web.Auditing;

/// <summary>The audit log, and what it records: who acts is the signed-in person of the request, or the program itself where no request is.</summary>
public static class AuditSetup
{
    public static IServiceCollection AddInfluenceAudit(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped(p => p.GetRequiredService<IHttpContextAccessor>().HttpContext is { } context ? Of(context) : AuditActor.Program);
        services.AddScoped<AuditLog>();
        services.AddScoped<AccountErasure>();
        return services;
    }

    private static AuditActor Of(HttpContext context)
    {
        var viewer = context.Viewer();
        return new AuditActor(viewer.UserId, viewer.UserId is null && viewer.Name.Length == 0 ? "a visitor" : viewer.Name, context.Connection.RemoteIpAddress?.ToString());
    }
}
