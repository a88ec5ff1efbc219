using System.Net;
using InfluenceScore.Data;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.HttpOverrides;
using OpenTelemetry.Metrics;
using Quartz;

namespace InfluenceScore.Web.Operations;

/// <summary>What whoever runs the program needs: health, metrics, logs, and the true address of a visitor behind a proxy. docs/operations.md tells of it.</summary>
internal static class OperationsSetup
{
    public static void AddInfluenceOperations(this WebApplicationBuilder builder, DatabaseChoice choice)
    {
        var settings = OperationsSettings.Read(builder.Configuration);
        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(new DatabasePlace(choice.File));
        services.AddSingleton<DatabaseCondition>();
        services.AddSingleton<RunQueuePulse>();
        services.AddQuartz(q => q.AddJobListener(p => p.GetRequiredService<RunQueuePulse>()));
        services.AddHealthChecks()
            .AddCheck<DatabaseCheck>("database")
            .AddCheck<DiskCheck>("disk")
            .AddCheck<RunQueueCheck>("runs");
        services.AddSingleton<StoreMeters>();
        services.AddOpenTelemetry().WithMetrics(m => m
            .AddMeter(Meters.Name, StoreMeters.Name, "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddAspNetCoreInstrumentation()
            .AddPrometheusExporter());
        services.Configure<ForwardedHeadersOptions>(o =>
        {
            // Only what a proxy on this machine (or one that is named) adds is believed, and only its last word: the rest a visitor may have made up.
            o.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            o.ForwardLimit = 1;
            foreach (var proxy in settings.KnownProxies)
                o.KnownProxies.Add(proxy);
        });
    }

    /// <summary>To be called first: everything behind it sees the visitor's own address.</summary>
    public static void UseInfluenceOperations(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.Use((context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase) || MayReadMetrics(context))
                return next(context);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return context.Response.WriteAsync("Metrics are for this machine only; the setting Metrics__AllowRemote opens them.");
        });
    }

    public static void MapInfluenceOperations(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = HealthAnswer.WriteAsync }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = HealthAnswer.WriteAsync }).AllowAnonymous();
        app.Services.GetRequiredService<StoreMeters>();
        app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous(); // by address: see above
    }

    private static bool MayReadMetrics(HttpContext context) =>
        context.Connection.RemoteIpAddress is not { } remote || IPAddress.IsLoopback(remote) || context.RequestServices.GetRequiredService<OperationsSettings>().RemoteMetrics;
}

/// <summary>Where the database lies; null for one in memory.</summary>
public sealed record DatabasePlace(string? File);
