using InfluenceScore.Data.Clients;
using InfluenceScore.Web.Pages.Clients;

namespace InfluenceScore.Web.Clients;

/// <summary>What clients, reports and share links need.</summary>
public static class ClientsSetup
{
    public static IServiceCollection AddInfluenceClients(this IServiceCollection services)
    {
        services.AddScoped<ClientEdits>();
        services.AddScoped<ShareLinks>();
        services.AddSingleton<HandOverSeal>();
        services.AddSingleton<ClientHistory>();
        services.AddHostedService(p => p.GetRequiredService<ClientHistory>());
        return services;
    }
}
