using InfluenceScore.Web.Api.Accounts;
using InfluenceScore.Web.Api.Comparing;
using InfluenceScore.Web.Api.Imports;
using InfluenceScore.Web.Api.Keys;
using InfluenceScore.Web.Api.Limits;
using InfluenceScore.Web.Api.Me;
using InfluenceScore.Web.Api.OpenApi;
using InfluenceScore.Web.Api.Runs;
using InfluenceScore.Web.Api.Webhooks;
using InfluenceScore.Web.Ingestion;
using InfluenceScore.Web.Security;
using InfluenceScore.Web.Webhooks;

namespace InfluenceScore.Web.Api;

/// <summary>The API for programs, /api/v1: the same rows as the pages', as JSON. docs/api.md tells of it.</summary>
internal static class ApiSetup
{
    public static IServiceCollection AddInfluenceApi(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = ApiSettings.Read(configuration);
        services.AddSingleton(settings);
        services.ConfigureHttpJsonOptions(o => ApiJson.Configure(o.SerializerOptions));
        // A body that cannot be read throws, so that the answer can say where it is wrong.
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.AddProblemDetails();
        services.AddSingleton<Explanations>();
        services.AddUploads(settings);
        services.AddApiKeys();
        services.AddApiLimits(settings);
        services.AddApiDocument();
        services.AddInfluenceWebhooks();
        return services;
    }

    public static void MapInfluenceApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").RequireAuthorization(Policies.SignedIn).AddEndpointFilter<RouteGroupBuilder, NotModified>();
        api.MapAccounts();
        api.MapCompare();
        api.MapRuns();
        api.MapImports(app.Services.GetRequiredService<ApiSettings>());
        api.MapMe();
        api.MapWebhooks();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
    }
}
